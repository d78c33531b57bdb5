import type { Line, Occasion, Span } from '../extraction/found.ts'
import { findPeople } from '../extraction/people.ts'

const LINE_MAX = 2_000
const LINES_MAX = 200
const COUNT = '(?:\\d{1,3}|\\p{L}{2,10})'
const PERIOD =
  '(?:(?:business|working|calendar|werk|kalender)\\s?)?(?:days?|weeks?|months?|tage?n?|wochen?|monate?n?|jours?|semaines?|mois|d[ií]as?|semanas?|mes(?:es)?)(?!\\p{L})'
const OWED =
  '(?:(?:the )?(?:balance |invoice |payment )?(?:is |are )?(?:due|payable)|payments?(?: terms?)?|pay(?:able)?|terms?|(?:ist |sind )?(?:fällig|zahlbar)|zahlung(?:sziel|sfrist)?|zu zahlen|(?:à |a )?échéance|payables?|à payer|paiement|règlement|(?:est )?dû|vencimiento|vence[n]?|pagader[oa]s?|(?:a )?pagar|pago)'
const WITHIN =
  '(?:,? ?(?:is|are|of|:|ist|am|binnen|in|within|after|on|by|innerhalb(?: von)?|von|nach|à|a|sous|dans|de|en|dentro de|por|the|next|der|den|les|los|strictly|net|netto)){0,4}'
/** When it is to be paid: `due in two weeks`, `net 30`, `30 Tage netto`, `vence en 30 días`. */
const TERM = [
  `${OWED}${WITHIN} ${COUNT}[ -]${PERIOD}(?: (?:net|netto|nets?|fin de mois|from (?:receipt|invoice)|nach (?:erhalt|rechnungseingang)))?`,
  `(?:net|netto) ?\\d{1,3}(?: ${PERIOD})?(?![\\d.,]\\d|\\s?[$€£%])`,
  `(?:within |in |innerhalb von |binnen |à |a |sous |en )?\\d{1,3} ${PERIOD} (?:net|netto|rein netto|nets|fin de mois)`,
  `(?:to be paid|zu zahlen|zu begleichen) ${WITHIN} ?${COUNT} ${PERIOD}`,
  `(?:within|innerhalb von|binnen) ${COUNT} ${PERIOD} (?:zu )?(?:zahlbar|zahlen|fällig|payable)`,
  `${OWED},? (?:(?:up)?on|at|bei|nach|à|a la|al|sofort|immediately|on|now)? ?(?:receipt|delivery|completion|erhalt|lieferung|sofort|immediately|(?:la )?réception|comptant|recepción|contado)`,
  `(?:sofort|immediately) ${OWED}`,
].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?!\\p{L})`, 'giu'))
/** What it comes to, said beside its parts: `4 hours at $95 = $380`. */
const COMES_TO = /(?<=\d[\p{L}$€£ /.]{0,20})= ?(?:[$€£]|[A-Z]{3} )?\d[\d.,]{0,12}\d? ?(?:[$€£]|[A-Z]{3}(?!\p{L}))?/gu
const SUM = '(?:[$€£] ?)?\\d{1,6}(?:[.,]\\d{1,2})? ?(?:%|percent|prozent|pour ?cent|por ciento|[$€£]|eur|cad|usd|chf)?'
const LOWERS =
  '(?:discounts?|dto|rebate|rabatt|nachlass|skonto|remise|réduction|rabais|descuentos?|rebaja|cheaper|günstiger|billiger|moins cher|más barato)'
/** What lowers the price: no line, and nothing that is read yet. */
const LOWERED = [
  `(?:(?:less|minus|with|and|abzüglich|mit|moins|avec|menos|con)\\s+)?(?:(?:an?|the|eine?n?m?|une?|una?)\\s+)?${SUM}(?:\\s+(?:de|d['’]))?\\s*(?:off|${LOWERS})`,
  `${LOWERS}(?:\\s+(?:of|von|de|du|del)|:)?\\s+${SUM}`,
  `(?:less|minus|abzüglich|moins|menos)\\s+${SUM}`,
  `(?:with|mit|avec|con)(?:\\s+\\p{L}+){0,3}\\s+${LOWERS}`,
].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu'))
/** Of a price, but a tax. */
const SHARE =
  /(?<!(?:vat|tax|gst|hst|mwst|ust|tva|iva)\.? (?:of |von |de )?)(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})? ?(?:%|percent|prozent|pour ?cent|por ciento)(?!\s*(?:of )?(?:de )?(?:vat|sales|tax|gst|hst|pst|mwst|ust|umsatz|mehrwert|steuer|tva|iva|taxe|impuesto))/iu
const LESS = new RegExp(`(?<!\\p{L})${LOWERS}(?!\\p{L})`, 'iu')
const GREETING =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|moin|servus|bonjour|bonsoir|salut|hola|buen[oa]s (?:d[ií]as|tardes|noches))(?: there| all| team)?(?![\p{L}-])/giu
const INTRODUCES =
  /(?<!\p{L})(?:this is|my name(?:['’]s| is)|i am|i['’]?m|it['’]?s|mein name ist|hier (?:ist|spricht)|ich bin|je (?:suis|m['’]appelle)|mon nom est|c['’]est|soy|me llamo|mi nombre es|le habla) $/iu

export interface BillableWords {
  /** Each word where it stood, spaces for what is nothing that is billed for. */
  lines: Line[]
  /** A discount is named. */
  isLowered: boolean
}

/** Some words without what is said beside what is billed for: who greets, when it is to be paid, what lowers it, what it comes to. */
export function billableWords(lines: readonly Line[], occasion: Occasion): BillableWords {
  const people = findPeople(lines, () => true, occasion).map(({ span }) => span)
  const bare = lines
    .slice(0, LINES_MAX)
    .map(({ text }, line) =>
      without(withoutPeople(text.slice(0, LINE_MAX), line, people), [...TERM, COMES_TO, GREETING]),
    )
  return {
    lines: bare.map((text) => ({ text: without(text, LOWERED) })),
    isLowered: bare.some((text) => without(text, LOWERED) !== text || SHARE.test(text) || LESS.test(text)),
  }
}

const without = (text: string, patterns: readonly RegExp[]): string =>
  /\d|\p{L}{2}/u.test(text) ? patterns.reduce((left, pattern) => left.replace(pattern, blank), text) : text
const blank = (words: string) => ' '.repeat(words.length)

/** Not `it's Jane`, which says who writes. */
function withoutPeople(text: string, line: number, people: readonly Span[]): string {
  return people
    .filter((span) => span.line === line)
    .reduce((left, { start, end }) => {
      const lead = INTRODUCES.exec(left.slice(0, start))
      const here = /^ (?:here|hier)(?!\p{L})/iu.exec(left.slice(end))
      if (!lead && !here) return left
      const [from, to] = [lead?.index ?? start, end + (here?.[0].length ?? 0)]
      return `${left.slice(0, from)}${' '.repeat(to - from)}${left.slice(to)}`
    }, text)
}
