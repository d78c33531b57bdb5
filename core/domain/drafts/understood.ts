/** Words of a request for a document that say nothing of what is in it, in the languages of our customers. */
export const ASKING_WORDS = words(
  'hi hello hey dear there team good morning afternoon evening please pls kindly can could would will you send give make prepare issue create write me us i we need want like an a the of for at to and',
  'invoice invoices bill charge quote quotes quotation estimate thanks thank very much cheers regards best kind many',
  'hallo guten tag morgen abend moin liebe grüße grüsse viele vielen freundliche freundlichen beste mit bitte könnten könnt können kannst würden sie ihr du mir uns ich wir brauche brauchen hätte hätten gern gerne senden sende schicken schicke stellen stelle erstellen erstelle machen mache schreiben schreibe eine ein einen einem der die das den für über zu à je in aus und rechnung angebot kostenvoranschlag danke dank',
  'bonjour bonsoir salut merci svp s il vous te plaît plait beaucoup cordialement pouvez pourriez peux veuillez envoyer envoyez envoie faire faites fais établir moi nous une un la le les l des du de d pour à et facture facturez facturer devis',
  'hola buenos buenas días dias tardes noches por favor gracias muchas saludos puede puedes podría podrías enviar envíe envía enviarme enviarnos envíeme envíanos mándeme hacer hacerme haga me nos una un la el los las de para a y factura facturar presupuesto',
)

/** Behind a price: of one of them. */
export const EACH_WORDS = words('each apiece per a piece je pro stück la par pièce chacun chacune cada uno una')

/** Between the name of a thing and its figures. */
export const LEADING_WORDS = words(
  'the a an of some der die das ein eine einen la le les l un une des du de d el los las una',
)

/**
 * Words that no name of a thing has: they point, join, weigh, deny or ask, tell of taxes, of somebody else, or of something to be
 * done or left. With one of them a name says more than a name.
 */
export const NO_NAME = words(
  // English
  'i me my mine we us our you your he him his she her they them their it its this that these those who whom whose which what when where why how if then than as so but or nor and not no none never both either neither all any some several few many much more most less least other another same each every half double again once twice just only even still yet already also too instead',
  'is are was were be been am do does did done has have had will would shall should can could may might must let need want',
  'of in on at to from by for with without within into onto over under up down off out about around approx approximately roughly circa maybe perhaps probably nearly almost till until before after between per plus minus incl including included inclusive excl excluding exclusive except tax taxes vat gst hst sales net gross before-tax total max maximum min minimum most',
  'forget skip ignore drop omit leave remove delete exclude cancel stop pay paid refund send tell put give take make keep',
  'disputed unfinished cancelled canceled missed refused declined unpaid wrong fake phantom alleged supposed former old previous last next future planned hourly daily weekly monthly quarterly yearly annual',
  'landlord landlady tenant tenants neighbour neighbor neighbours neighbors boss husband wife partner mother father mom mum dad son daughter brother sister friend company employer insurance owner manager client customer mr mrs ms miss dr ltd inc llc church school office city council',
  // German
  'ich mich mein meine meinen meinem meiner wir uns unser unsere unserem unserer du dein deine sie ihr ihre ihren ihrem er ihn ihm sein seine es dies diese dieser dieses dieses jene der die das den dem des ein eine einen einem einer wer wem wen was wann wo warum wie wenn ob dann als so aber oder und nicht kein keine keinen nie beide beiden beides alle allen alles einige einigen mehrere mehreren viele vielen mehr wenig weniger andere anderen gleiche gleichen jede jeden jeder jedes je halb halbe doppelt nochmal nur auch noch schon bereits statt stattdessen',
  'ist sind war waren wird werden hat haben hatte soll sollen sollte kann können muss müssen',
  'von vom in im an am auf zu zum zur bei beim bis für mit ohne aus um über unter nach vor zwischen pro plus minus etwa ungefähr ca zirka rund maximal höchstens mindestens vielleicht fast inkl inklusive einschließlich zzgl zuzüglich exkl exklusive mwst ust steuer steuern mehrwertsteuer netto brutto gesamt insgesamt',
  'vergessen vergiss vergesst lassen lass streichen streiche weglassen ignorieren ignoriere bezahlt gezahlt warten',
  'strittige strittigen abgesagte abgesagten nächste nächsten letzte letzten frühere geplante stündlich stündliche täglich tägliche wöchentlich wöchentliche monatlich monatliche jährlich jährliche',
  'vermieter vermieterin mieter mieterin nachbar nachbarn nachbarin chef chefin mann frau herr herrn herren partner partnerin mutter vater sohn tochter bruder schwester freund freundin firma versicherung kunde kundin eigentümer hausverwaltung gmbh ag schule kirche büro gemeinde stadt',
  // French
  'je moi mon ma mes nous notre nos tu toi ton ta tes vous votre vos il elle ils elles lui leur leurs ce cet cette ces qui que quoi quand où pourquoi comment si alors comme mais ou et ne pas non aucun aucune jamais deux tous toutes tout toute plusieurs quelques beaucoup plus moins autre autres même mêmes chaque chacun chacune demi double encore seulement aussi déjà',
  'est sont était étaient sera être a ont avait doit peut',
  'de du des d l le la les un une en au aux à dans sur sous par pour avec sans avant après entre jusque jusqu environ presque peut-être maximum minimum hors ttc ht tva taxe taxes compris comprise inclus incluse net brut total',
  'oubliez oublie oublier laissez laisser ignorez enlevez retirez annulez payé payée attendez',
  'prochain prochaine dernier dernière annulé annulée prévu prévue quotidien quotidienne hebdomadaire mensuel mensuelle annuel annuelle',
  'propriétaire locataire voisin voisine voisins patron patronne mari femme mère père fils fille frère sœur ami amie société entreprise assurance client cliente monsieur madame mme m église école bureau ville mairie',
  // Spanish
  'yo mi mis mí nosotros nuestro nuestra nuestros tú tu tus usted ustedes su sus él ella ellos ellas le les lo este esta estos estas ese esa eso quien quién que qué cuando dónde por porque cómo si entonces pero o y no ningún ninguna nunca ambos ambas todos todas todo toda varios varias algunos algunas muchos muchas más menos otro otra otros otras mismo misma cada medio media doble solo sólo también ya',
  'es son era eran fue será ser ha han debe puede',
  'de del el la los las un una uno en al a sobre bajo para con sin antes después entre hasta aproximadamente unos unas casi quizás máximo mínimo iva impuesto impuestos incluido incluida incluidos neto bruto total',
  'olvide olvida olviden deje deja ignore quite quita cancele pagado pagada espere',
  'próximo próxima último última cancelada cancelado previsto prevista diario diaria semanal mensual anual',
  'casero casera propietario propietaria inquilino inquilina vecino vecina vecinos jefe jefa marido esposo esposa mujer madre padre hijo hija hermano hermana amigo amiga empresa seguro cliente clienta señor señora sr sra don doña iglesia escuela oficina ciudad',
)

function words(...all: string[]): ReadonlySet<string> {
  return new Set(all.flatMap((some) => some.split(' ')))
}
