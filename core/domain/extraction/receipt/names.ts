import { beginning } from '../../kernel/beginning.ts'
/** What a firm is before the law: the surest sign of a name. */
export const LEGAL =
  /(?<![\p{L}\d])(?:s(?:dn|on|en|nn|ds)\.? ?b ?[hn][dno0]\.?|s\/b|s[bd]n\b|bhd\.?|sb$|ltd\.?|limited|llc|l\.l\.c\.|llp|plt|inc\.?|corp\.?|corporation|gmbh|ag|kg|ohg|ug|e\.? ?k\.?|sarl|s\.?a\.?r\.?l\.?|sas|s\.a\.s?\.?|s\.l\.u?\.?|slu?|s\.p\.a\.?|s\.r\.l\.?|b\.v\.|plc|pty|pte)(?![\p{L}\d])|株式会社|有限会社|合同会社/iu
/** Words that names of shops have, in the languages of our customers. */
export const TRADE =
  /(?<!\p{L})(?:enterprises?|trading|trader|perniagaan|syarikat|kedai|pasaraya|pasar|restoran|restaurants?|ristorante|restaurante|gasthaus|wirtshaus|brasserie|company|co\.?|stores?|stationery|stationers|mart|market|minimarket|supermarket|hypermarket|supermercado|hardware|pharmacy|farmasi|farmacia|pharmacie|apotheke|drogerie|clinic|klinik|bakery|backerei|bäckerei|boulangerie|panader[ií]a|confectionery|caf[eé]|coffee|bistro|kitchen|grill|pizza|pizzeria|deli|diner|bar|pub|hotel|motel|inn|petrol|petroleum|petrokiosk|tankstelle|station|service|services|industries|industrial|machinery|motors?|auto|garage|books?|bookstore|bookcent(?:re|er)|shop|house|centre|center|gallery|gift|deco|fashion|boutique|supply|supplies|electrical|electronics|elektro|holdings?|handel|markt|baumarkt|florist|blumen|fleurs|marketing|plumbing|lumber|ferreter[ií]a|parking|tools?|foods?|cash|carry|optik|librairie|papeterie|librer[ií]a|papeler[ií]a)(?!\p{L})/iu

const OWNER =
  /^\W{0,3}(?:(?:owned|operated|managed) +(?:and +operated +)?by|dimiliki(?: +oleh)?|licen[sc]ee of|formerly known as)\W{0,3}/iu
const TITLE =
  /(?:tax|simplified|cash|sales?)? *(?:invoice|receipt|bill|rechnung|quittung|kassenbon|kassenbeleg|bon|beleg|facture|ticket|factura(?: simplificada)?|recibo|guest check|order|領収書|レシート|領収証)/
const TITLE_ONLY = new RegExp(`^\\W*(?:${TITLE.source}\\W*)+(?:(?:no|nr|number|copy|original|#).*)?\\d*\\W*$`, 'iu')
/** `Trip receipt`, `Fahrpreisquittung`. */
const TITLED = /^\W*(?:\p{L}+ ){0,2}(?:receipt|invoice|\p{L}*(?:quittung|rechnung|beleg|bestätigung))\W*$/iu
const GREETING =
  /thank ?(?:you|s\b)|welcome|visit us|come again|have a nice|vielen dank|willkommen|merci|bienvenue|gracias|bienvenid|ありがとう|いらっしゃい|^\W*(?:duplicate|copy|reprint|posted|cash (?:sale|bill)s?|tunai|order number|your order.*|table.*|original|customer copy|served by.*)\W*$/iu
const REGISTER =
  /(?<!\p{L})(?:(?:co(?:mpany)?|bus(?:iness)?|br)?\W{0,2}(?:reg(?:istration)?|roc|brn|no)\W{0,2}(?:no|id|nr|number|#)?\W{0,3}:? *[a-z]{0,3}\d{4}|gst|vat|ust-?id|steuer|siret|siren|tva|nif|cif|rfc|abn|ein\b|登録番号)/iu
const NUMBER_ONLY = /^[^\p{L}]*(?:\p{L}{1,3}[^\p{L}]{5,}|[^\p{L}]+)\p{L}{0,3}[^\p{L}]*$/u
const CONTACT =
  /(?<!\p{L})(?:tel|telp?|phone|ph|fax|hotline|h\/p|e-?mail|www|https?|telefon|tél|teléfono|電話)(?!\p{L})|\.com\b|\.[a-z]{2,3}$|@\S+\.|(?:\d[ -]?){9,}/iu
const ADDRESS =
  /^\W{0,2}(?:\d{1,5}[a-z]? ?, ?\p{L}|no\.? ?[:.]? ?[a-z]?-?\d|(?:shop|plot|door|flat|stall|gate) ?(?:no\.? ?)?\d|lot\b|unit\b|suite\b|level \d|b(?:lo|l)c?k\b|(?:ground|\d+\p{L}{0,2}) (?:floor|flr)|.*\b(?:first|second|third) floor|jalan|jln|lorong|persiaran|taman|tmn|kampung|bandar|off j|〒|東京都|大阪)|\d{1,5}[a-z]?,? +(?:\p{L}+\.? +){0,4}(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|lane|ln|way|hwy|pkwy|plaza|square)\b|(?:stra(?:ß|ss)e|str\.|gasse|weg|platz|allee) ?\d|^\W{0,2}\d{1,4},? ?(?:bis )?(?:rue|avenue|av|bd|boulevard|place|calle|quai|chemin)\b|^\W{0,2}(?:calle|c\/|avda|rue|avenue de|plaza)(?!\p{L})|(?<!\d)\d{4,6},? +\p{L}{3}|\p{L},? +[A-Z]{2} +\d{5}\b|(?<!\p{L})(?:jalan|jln|selangor|johor|kuala lumpur)(?!\p{L})|\p{L}+[都府県]\p{L}+[市区]/iu
const ASIDE =
  /^\W*(?:date|time|cashier|invoice|receipt|bill|check|trans|terminal|pos|order|datum|uhrzeit|fecha|hora|kasse|bediener|caissier|ticket|president|branch|member|page|lane|carril|voie|pump|register|till)(?!\p{L}).*\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}:\d{2}|\d{4}年/iu

/** Whether a row tells where or under which number a firm is. */
export const isSeat = (text: string): boolean =>
  ADDRESS.test(text) || CONTACT.test(text) || REGISTER.test(text) || NUMBER_ONLY.test(text)

/** Whether a row may be somebody's name at all. */
export function isName(text: string): boolean {
  if (!/\p{L}{2}|[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}]/u.test(text)) return false
  if (TITLE_ONLY.test(text) || TITLED.test(text) || GREETING.test(text) || ASIDE.test(text)) return false
  return isFirm(text) || !isSeat(text)
}

/** Whether whoever is named from here on is not who sold: the customer. */
export const isBuyer = (text: string): boolean =>
  /^\W*(?:(?:bill|sold|ship|deliver(?:ed)?) to|received (?:with thanks )?from|reçu de|erhalten von|recib[ií] de|ricevuto da)\b|^\W*(?:customer|attn|kunde|client|cliente|m\/s)\b/iu.test(
    text,
  )

/** A firm with its number beside it is still a firm: `ACE SDN BHD (123456-X)`. */
const isFirm = (text: string): boolean => {
  const bare = withoutExtras(text)
  return LEGAL.test(bare) && !ADDRESS.test(bare) && !CONTACT.test(bare) && !REGISTER.test(bare)
}

/** A name without the number of its register, and with the form of its firm as that is written. */
export function withoutExtras(text: string): string {
  return beginning(text, 120)
    .replace(OWNER, '')
    .replace(/ *[([{] *(?:(?:co|reg|roc|no|company)\W{0,3}){0,3}[a-z]{0,2}[\d ]{4,14}-? ?\p{L}{0,2} *[)\]}]?.*$/iu, '')
    .replace(/ +[a-z]{0,2}\d{5,}[\d ]{0,6}-? ?\p{L}?(?: *\(.{0,8}\))? *$/iu, '')
    .replace(/(?<!\p{L})s(?:dn|on|en|nn)(\.?) ?b ?[hn][dno0](?!\p{L})/iu, 'SDN$1 BHD')
    .replace(/^[\s*#=~<>_|-]+|[\s*#=~<>_|,:;-]+$/g, '')
}
