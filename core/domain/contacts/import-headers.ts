/** What a column can be: a field of a contact, a part of one, or a text that is kept among the notes under its header. */
export type ColumnTarget =
  | 'display_name'
  | 'first_name'
  | 'middle_name'
  | 'last_name'
  | 'company_name'
  | 'email'
  | 'phone'
  | 'address_line1'
  | 'address_line2'
  | 'city'
  | 'region'
  | 'postal_code'
  | 'country'
  | 'tax_id'
  | 'tags'
  | 'type'
  | 'notes'
  | 'kept'
  | 'ignore'

/**
 * Headers as programs write them, in the languages of those who write to us: exact ones of Google Contacts and Outlook
 * (their documentation), QuickBooks, Xero, Square and Shopify, and the words of people. Folded: lower case, no accents.
 */
const HEADERS: Readonly<Partial<Record<ColumnTarget, string>>> = {
  display_name:
    'name|full name|display name|contact name|contact|customer|customer name|client|client name|file as|kunde|kundenname|anzeigename|ansprechpartner|nom complet|client nom|nombre completo|cliente|naam|nome completo|氏名|名前|お名前|顧客名|宛名',
  first_name: 'first name|given name|firstname|first|vorname|prenom|nombre|nombres|voornaam|nome|名|ファーストネーム',
  middle_name: 'middle name|additional name|second name|zweiter vorname|deuxieme prenom|segundo nombre',
  last_name:
    'last name|family name|surname|lastname|last|nachname|familienname|nom|nom de famille|apellido|apellidos|achternaam|cognome|姓|ラストネーム',
  company_name:
    'company|company name|organization name|organization 1 name|organization|organisation|business|business name|firma|firmenname|unternehmen|societe|entreprise|empresa|compania|bedrijf|azienda|会社名|会社|法人名',
  email:
    'email|e mail|contact email|email address|e mail address|mail|email 1 value|e mail 1 value|e mail 2 value|e mail 3 value|e mail 2 address|e mail 3 address|primary email|courriel|correo|correo electronico|adresse e mail|adresse email|e mail adresse|posta elettronica|メール|メールアドレス|eメール',
  phone:
    'phone|phone number|contact phone|contact phone number|contact number|telephone|tel|mobile|mobile phone|mobile number|cell|cell phone|business phone|business phone 2|home phone|home phone 2|primary phone|other phone|company main phone|main phone|work phone|car phone|phone 1 value|phone 2 value|phone 3 value|phone 4 value|telefon|telefonnummer|handy|mobil|mobiltelefon|mobilnummer|telephone portable|portable|telefono|telefono movil|movil|celular|telefoon|cellulare|電話|電話番号|携帯|携帯電話',
  address_line1:
    'address|address 1|address line 1|street|street address|street 1|address 1 street|address 2 street|business street|home street|other street|billing street|strasse|adresse|anschrift|rue|direccion|calle|straat|adres|indirizzo|via|住所|番地',
  address_line2:
    'address 2|address line 2|street 2|business street 2|home street 2|other street 2|address 1 extended address|adresszusatz|complement d adresse|建物名',
  city: 'city|town|address 1 city|address 2 city|business city|home city|other city|billing city|ort|stadt|wohnort|ville|ciudad|localidad|poblacion|stad|plaats|citta|comune|市区町村|市',
  region:
    'state|region|province|county|state province|address 1 region|address 2 region|business state|home state|other state|billing state|bundesland|kanton|departement|provincia|estado|provincie|都道府県',
  postal_code:
    'zip|zip code|postal code|postcode|post code|address 1 postal code|address 2 postal code|business postal code|home postal code|other postal code|billing zip|plz|postleitzahl|code postal|codigo postal|cp|cap|郵便番号',
  country:
    'country|country region|address 1 country|address 2 country|business country|business country region|home country|home country region|other country|other country region|billing country|land|pays|pais|paese|国|国名',
  tax_id:
    'tax id|tax number|vat|vat number|vat id|gst number|abn|ust idnr|ust id|umsatzsteuer id|steuernummer|numero de tva|tva|nif|cif|rfc|partita iva|btw nummer|登録番号',
  tags: 'tags|tag|labels|group membership|groups|group|categories|category|schlagworte|kategorien|etiquetas|etiquettes|ラベル|タグ',
  type: 'type|contact type|art|typ|種別',
  notes:
    'notes|note|comments|comment|description|memo|notizen|bemerkung|bemerkungen|notas|observaciones|remarques|note interne|備考|メモ',
  ignore:
    'email 1 type|e mail 1 label|e mail 1 type|e mail 2 label|e mail 2 type|e mail 3 label|e mail 3 type|phone 1 label|phone 1 type|phone 2 label|phone 2 type|phone 3 label|phone 3 type|address 1 label|address 1 type|address 1 formatted|address 2 label|address 2 type|address 2 formatted|photo|phonetic first name|phonetic middle name|phonetic last name|e mail display name|e mail 2 display name|e mail 3 display name|website 1 label|website 1 type',
}

const TARGETS: ReadonlyMap<string, ColumnTarget> = new Map(
  Object.entries(HEADERS).flatMap(([target, headers]) =>
    headers.split('|').map((header) => [header, target as ColumnTarget] as const),
  ),
)

/** A header without what people write differently: case, accents, signs, spaces. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What a column of this header is; undefined where no program or language known here writes it. */
export const targetOfHeader = (header: string): ColumnTarget | undefined => TARGETS.get(foldHeader(header))
