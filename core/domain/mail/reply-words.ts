// What mail programs write around a quote, by language. In lower case; the languages a label belongs to do not matter, only its kind.

const words = (list: string) => list.split('|')

/** The fields that stand above a quoted message: "From: …", "Gesendet: …". */
export const HEADER_LABELS = {
  from: words(
    'from|von|de|da|van|od|от|от кого|від|fra|från|frå|lähettäjä|feladó|kimden|gönderen|de la|expéditeur|remitente|mittente|afzender|odesílatel|odesilatel|odosielateľ|από|מאת|من|发件人|發件人|寄件者|寄件人|差出人|送信者|from（差出人）|보낸 사람|보낸사람|dari|từ',
  ),
  date: words(
    "sent|date|gesendet|datum|envoyé|envoyé le|envoyée|date d'envoi|message du|enviado|enviado el|enviado em|enviada|enviada em|fecha|data|inviato|inviata|data invio|verzonden|verstuurd|wysłano|wysłane|wysłany|data wysłania|отправлено|дата|дата отправки|надіслано|sendt|dato|skickat|skickades|lähetetty|päivämäärä|päiväys|küldve|elküldve|dátum|gönderildi|gönderme tarihi|tarih|odesláno|odoslané|trimis|στάλθηκε|ημερομηνία|נשלח|תאריך|تاريخ|发送时间|发送日期|日期|時間|时间|傳送時間|寄件日期|送信日時|送信日|日時|日付|보낸 날짜|보낸날짜|날짜|tanggal|ngày",
  ),
  to: words(
    'to|an|à|a|para|aan|naar|do|komu|кому|til|till|vastaanottaja|címzett|kime|alıcı|către|destinataire|destinatario|προς|אל|إلى|收件人|收件者|宛先|받는 사람|받는사람|kepada|đến',
  ),
  copy: words(
    'cc|bcc|kopie|kopie an|copie|copie à|copia|kopi|kopia|cópia|dw|udw|копия|копія|másolat|kopio|抄送|副本|참조',
  ),
  subject: words(
    'subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|тема|emne|ämne|aihe|tárgy|konu|předmět|predmet|subiect|θέμα|נושא|الموضوع|主题|主題|主旨|件名|제목|subjek|perihal|chủ đề',
  ),
} as const

/** Who wrote, in the line above a quote: "On Monday Ann wrote:". */
export const WROTE = words(
  'wrote|writes|écrit|escribió|escribio|escrigué|scritto|scrive|escreveu|schrieb|schreibt|schreef|geschreven|napisał|napisała|napisal|pisze|pisał|napsal|napsala|napísal|skrev|skreiv|skrifaði|kirjoitti|írta|yazdı|yazmış|написал|написала|пишет|писал|писала|написав|пише|έγραψε|scris|napisao|napisala|rašė|kirjutas|viết|menulis|escriure|rakstīja|написа|כתב|כתבה|מאת|كتب|كتابة',
)

/** The same in scripts that put no space between words. */
export const WROTE_UNSPACED = words(
  '写道|寫道|写于|のメッセージ|書きました|作成|작성|썼습니다|쓴 글|님이 쓴|เขียนว่า|लिखा',
)

/** What such a line begins with, where it does not begin with a date. */
export const BEGINS_ATTRIBUTION = words(
  'on|le|el|il|in data|il giorno|em|a|am|op|den|på|dnia|w dniu|dne|dňa|dana|в|в сообщении от|у|στις|ב|בתאריך|في|เมื่อ|на|în|在|于|於|am|vào|pada',
)

export const ORIGINAL_MESSAGE = words(
  "original message|original email|original appointment|reply message|ursprüngliche nachricht|originalnachricht|original-nachricht|message d'origine|message original|message initial|courriel original|mensaje original|mensaje citado|messaggio originale|mensagem original|oorspronkelijk bericht|oprindelig besked|oprindelig meddelelse|originalmeddelande|ursprungligt meddelande|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|исходное сообщение|оригинальное сообщение|původní zpráva|pôvodná správa|eredeti üzenet|orijinal mesaj|özgün ileti|mesaj original|izvorna poruka|αρχικό μήνυμα|原始邮件|原始郵件|元のメッセージ|원본 메시지|원본 메일|tin nhắn gốc|pesan asli",
)

export const FORWARDED_MESSAGE = words(
  'forwarded message|forwarded by|begin forwarded|weitergeleitete nachricht|weitergeleiteten nachricht|message transféré|message réexpédié|message transmis|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|mensagem reencaminhada|doorgestuurd bericht|videresendt meddelelse|videresendt besked|videresendt melding|videresendte besked|vidarebefordrat meddelande|vidarebefordrade meddelande|välitetty viesti|edelleenlähetetty|przekazana wiadomość|wiadomość przekazana|przesłana wiadomość|пересылаемое сообщение|пересланное сообщение|переадресованное сообщение|переадресованного сообщения|přeposlaná zpráva|preposlaná správa|továbbított üzenet|továbbított levél|iletilen mesaj|iletilmiş mesaj|yönlendirilmiş ileti|mesaj redirecționat|προωθημένο μήνυμα|转发邮件|转发的邮件|轉寄郵件|轉寄的郵件|転送メッセージ|転送されたメッセージ|전달된 메시지|전달된 메일',
)

/** What stands before the subject of a forward. */
export const FORWARD_SUBJECT = words(
  'fw|fwd|wg|tr|rv|i|inoltra|enc|res enc|doorst|vs|vb|vl|pd|továbbítás|ilt|转发|轉寄|転送|전달',
)

/** "Sent from my phone": what such a line begins with, and ends with where the verb comes last. */
export const SENT_FROM = words(
  'sent from|sent via|sent with|sent using|get outlook for|get the outlook|gesendet von|gesendet mit|gesendet über|diese nachricht wurde|outlook für|holen sie sich outlook|envoyé depuis|envoyé de mon|envoyé de ma|envoyé à partir|envoyé avec|envoyé via|obtenir outlook|obtenez outlook|télécharger outlook|téléchargez outlook|provenance :|enviado desde|enviado con|enviado a través|obtener outlook|inviato da|inviato dal|inviato con|scarica outlook|ottieni outlook|enviado do|enviado da|enviado de|enviado a partir|enviado pelo|obter o outlook|obtenha o outlook|verzonden vanaf|verstuurd vanaf|verzonden met|verstuurd met|verzonden via|outlook voor|download outlook|haal outlook|sendt fra|sendt med|skickat från|skickades från|hent outlook|hämta outlook|skaffa outlook|lähetetty|wysłane z|wysłano z|wysłane przez|pobierz outlook|odesláno z|odoslané z|elküldve|küldve|отправлено из|отправлено с|надіслано з|στάλθηκε από|trimis de pe|trimis din|发自|发送自|從我的|从我的|傳自|나의 |내 ',
)
export const SENT_FROM_LAST = words(
  'gesendet|gesendet.|gönderildi|gönderildi.|から送信|から送信されました|에서 보냄|에서 전송|küldve|lähetetty',
)

/** Programs and makes of phones, which no sentence about a delivery names. */
export const MAIL_MAKES = words(
  'iphone|ipad|ipod|apple watch|ios|android|galaxy|samsung|blackberry|outlook|yahoo|gmail|aol|hotmail|gmx|web.de|t-online|huawei|xiaomi|redmi|oneplus|nokia|lumia|htc|motorola|xperia|oppo|mailbird|sparrow|airmail|typeapp|bluemail|proton mail|protonmail|tutanota|fairemail|thunderbird|k-9 mail|zoho|fastmail|verizon|at&t|яндекс.почты|mail.ru|网易|網易|qq邮箱',
)

/** What mail is sent from where it is somebody's own: "my phone". */
export const OWN_DEVICES = words(
  'mobile|mobile device|mobil|mobiltelefon|handy|smartphone|tablet|phone|windows phone|windows|pixel|telefon|telefoon|telefono|telefone|teléfono|téléphone|móvil|celular|cellulare|telemóvel|mobiltelefonem|mobilen|телефона|устройства|手机|手機',
)
export const OWN = words(
  'my|mein|meinem|meiner|mon|ma|mi|mio|mia|meu|minha|mijn|min|mit|moje|mojego|mojej|mého|mojho|моего|мого|我的|나의|내',
)
