import { findAmounts } from '../extraction/amounts.ts'
import type { Found, Line, Span } from '../extraction/found.ts'
import { decimalOf } from '../extraction/numbers.ts'
import { findQuantities, findRates } from '../extraction/quantities.ts'
import { formatScaled, parseFactor } from '../kernel/decimal.ts'
import { FACTOR_DECIMALS } from '../kernel/scales.ts'
import { type Clause, clausesOf, isWithin } from './clauses.ts'
import { countedInWords } from './counted-words.ts'
import type { DraftField } from './fields.ts'
import { itemIn, type PriceList, priceList } from './items.ts'
import type { Known, KnownItem } from './known.ts'

/** What is to be billed for, as one line of a document. */
export interface BilledLine {
  name: DraftField
  qty: DraftField | null
  rate: DraftField | null
  item: KnownItem | null
}

const LINES_MAX = 50
const LINES_READ = 200
const LINE_READ = 2_000
/** Money that is no price of something: what was paid, what is had, what all of it comes to. */
const NO_PRICE =
  /(?<!\p{L})(?:budget|deposit|paid|already|balance|owe[sd]?|total(?:s|ling)?|altogether|in all|sum|invoice (?:no|number)|refund|discount|anzahlung|bezahlt|insgesamt|gesamt|summe|rabatt|acompte|pay[ée]e?s?|au total|remise|anticipo|pagad[oa]s?|en total|descuento)(?!\p{L})/iu
const USUAL =
  /(?<!\p{L})(?:your|the|our|same|my)? ?(?:usual|normal|regular|standard|agreed|hourly) (?:rate|price|charge|fee)|(?:üblich\p{L}*|vereinbart\p{L}*) (?:satz|preis|stundensatz)|(?:tarif|prix) (?:habituel|convenu)|(?:tarifa|precio) (?:habitual|de siempre)/iu

/** The things a message names with a price, a count at the usual rate, or by the name of an item of the price list. */
export function billedLines(lines: readonly Line[], known: Known): BilledLine[] {
  const list = priceList(known.items)
  const rates = findRates(lines, known.occasion)
  const counts = findQuantities(lines)
  const amounts = [...findAmounts(lines, known.occasion), ...bareSums(lines)]
  const figures = { amounts, rates, counts }
  const clauses = clausesOf(lines)
  const priced = clauses.map((clause) => billed(clause, figures, list))
  const others = clauses.map((clause, at) => priced[at] ?? named(clause, counts, list))
  const isCounted = others.some((line) => line !== null)
  const all = clauses.flatMap((clause, at) => others[at] ?? (isCounted && countedThing(clause, counts)) ?? [])
  return all.filter((line) => line !== false).slice(0, LINES_MAX)
}

/** A sum without a word of money: `200 for the boiler service`. */
const BARE = /(?<![\p{L}\p{N}.,:/#-])(?<sum>\d{1,6}(?:[.,]\d\d)?)(?= (?:for|für|pour|por) (?!\d))/giu

function bareSums(lines: readonly Line[]): Found[] {
  return lines.slice(0, LINES_READ).flatMap(({ text }, line) =>
    [...text.slice(0, LINE_READ).matchAll(BARE)].map(({ index, groups }) => {
      const sum = groups?.sum ?? ''
      return { value: decimalOf(sum), confidence: 0.7, span: { line, start: index, end: index + sum.length } }
    }),
  )
}

interface Figures {
  amounts: readonly Found[]
  rates: readonly Found[]
  counts: readonly Found[]
}

function billed(clause: Clause, figures: Figures, list: PriceList): BilledLine | null {
  const rate = figures.rates.find(({ span }) => isWithin(span, clause))
  const amount = figures.amounts.find(({ span }) => isWithin(span, clause))
  const usual = USUAL.exec(clause.text)
  if (NO_PRICE.test(clause.text) || !(rate || amount || usual)) return null
  const count = countIn(clause, figures.counts) ?? (rate || amount ? countBefore(clause, (rate ?? amount)!.span) : null)
  if (usual && !rate && !amount && !count) return null
  const item = itemIn(clause.text, list) ?? (usual && count ? hourly(list) : null)
  const money = priceOf(clause, { rate, amount, count }, item)
  const spans = [count && figureOf(count, clause), rate?.span, amount?.span, usual && spanOf(clause, usual)].filter(
    isSpan,
  )
  const name = nameOf(clause, spans)
  return { name: nameField(name, clause, item), qty: count && counted(count, money), rate: money?.field ?? null, item }
}

const isSpan = (span: Span | null | undefined): span is Span => Boolean(span)

/** Of what is counted the count, with its unit: `3` of `3 radiators`, `2 hours` of `2 hours`. */
function figureOf({ span, confidence }: Found, clause: Clause): Span {
  if (confidence > UNIT_SURE) return span
  const digits = /^\d[\d.,]*(?: ?[x×])?/u.exec(clause.text.slice(span.start - clause.start))
  return digits ? { ...span, end: span.start + digits[0].length } : span
}
const UNIT_SURE = 0.7

const SOMEBODY = /^(?:i|we|you|he|she|they|ich|wir|sie|er|je|nous|vous|on|yo|nosotros|hay|there)(?!\p{L})/iu

/** Beside what is to be billed for, something that is only counted: its price is still to be said. */
function countedThing(clause: Clause, counts: readonly Found[]): BilledLine | false {
  const count = countIn(clause, counts)
  if (!count || NO_PRICE.test(clause.text)) return false
  const name = nameOf(clause, [figureOf(count, clause)])
  if (name.length < 3 || SOMEBODY.test(name)) return false
  return {
    name: { ...nameField(name, clause, null), confidence: 0.5 },
    qty: { ...fieldOf(count), confidence: 0.6 },
    rate: null,
    item: null,
  }
}

const NOT_ASKED = /(?<!\p{L})(?:no|not|don['’]t|without|kein\p{L}*|nicht|ohne|pas|sans|sin)(?!\p{L})/iu

/** Without a price: an item of the price list that is named. */
function named(clause: Clause, counts: readonly Found[], list: PriceList): BilledLine | null {
  const item = NOT_ASKED.test(clause.text) ? null : itemIn(clause.text, list)
  if (!item) return null
  const count = countIn(clause, counts)
  return {
    name: nameField('', clause, item),
    qty: count && { ...fieldOf(count), confidence: Math.min(count.confidence, 0.7) },
    rate: taught(item),
    item,
  }
}

interface Price {
  field: DraftField
  /** The price is of all of them, and could not be parted. */
  isOfAll: boolean
}

function priceOf(
  clause: Clause,
  { rate, amount, count }: Partial<Record<'rate' | 'amount', Found>> & { count: Found | null },
  item: KnownItem | null,
): Price | null {
  if (rate) return { field: { ...fieldOf(rate), confidence: Math.max(rate.confidence, 0.88) }, isOfAll: false }
  if (!amount) return item && { field: taught(item), isOfAll: false }
  if (!count || isEach(clause, amount.span)) return { field: fieldOf(amount), isOfAll: false }
  // How many a word says is not sure enough to part a sum.
  const isFigure = /\d/u.test(clause.text.charAt(count.span.start - clause.start))
  const each = isFigure ? parted(amount.value, count.value) : null
  const field = { ...fieldOf(amount), confidence: Math.min(amount.confidence, 0.7) }
  return each === null ? { field, isOfAll: true } : { field: { ...field, value: each }, isOfAll: false }
}

/** `at $48`, `à 45 €`, `$48 each`. */
function isEach(clause: Clause, amount: Span): boolean {
  const before = clause.text.slice(0, amount.start - clause.start)
  const behind = clause.text.slice(amount.end - clause.start)
  return (
    /(?:@|(?<!\p{L})(?:at|à|a|je|zu|por|per))\s*$/iu.test(before) ||
    /^\s*(?:each|apiece|per|pro|je|\/|pièce|chacun|cada|a piece|an? hour|an? day)/iu.test(behind)
  )
}

/** A price of several as that of one, where it comes out in hundredths. */
function parted(total: string, count: string): string | null {
  const [sum, of] = [parseFactor(total), parseFactor(count)]
  if (!sum.ok || !of.ok || of.value === 0n) return null
  const scaled = sum.value * ONE
  const each = scaled / of.value
  return scaled % of.value === 0n && each % HUNDREDTH === 0n
    ? formatScaled(each, FACTOR_DECIMALS, { trim: true })
    : null
}
const ONE = 10n ** BigInt(FACTOR_DECIMALS)
const HUNDREDTH = ONE / 100n

const counted = (count: Found, money: Price | null): DraftField | null => (money?.isOfAll ? null : fieldOf(count))

const DIGITS = /(?<![\p{L}\p{N}.,:/#$€£-])(?<count>\d{1,4})(?: ?[x×])?(?= \p{L}{3})/u

/** `2 shutoff valves at $85 each`: a price of one says that what stands before it is how many. */
function countBefore(clause: Clause, price: Span): Found | null {
  if (!isEach(clause, price)) return null
  const hit = DIGITS.exec(clause.text.slice(0, Math.max(0, price.start - clause.start)))
  const count = hit?.groups?.count
  if (!hit || !count) return null
  const start = clause.start + hit.index
  return { value: count, confidence: 0.7, span: { line: clause.line, start, end: start + hit[0].length } }
}

const countIn = (clause: Clause, counts: readonly Found[]): Found | null =>
  counts.find(({ span }) => isWithin(span, clause)) ?? countedInWords(clause)

const fieldOf = ({ value, confidence, span }: Found): DraftField => ({ value, confidence, span, origin: 'WORDS' })
const taught = ({ rate }: KnownItem): DraftField => ({ value: rate, confidence: 0.7, span: null, origin: 'TAUGHT' })

/** The item that is counted in hours, where there is one such only. */
function hourly(list: PriceList): KnownItem | null {
  const all = list.filter(({ item }) => /^(?:h|hrs?|hours?|std|stunden?|heures?|horas?)\.?$/iu.test(item.unit ?? ''))
  return all.length === 1 ? all[0]!.item : null
}

const spanOf = (clause: Clause, { index, 0: words }: RegExpExecArray): Span => ({
  line: clause.line,
  start: clause.start + index,
  end: clause.start + index + words.length,
})

const LEADING =
  /^(?:(?:please|pls|can|could|you|would|hi|hello|hey|just|so|then|also|invoice|bill|charge|quote|me|us|him|her|them|for|the|of|to|send|an?|it(?: is|['’]s)|that(?: is|['’]s)|was|were|did|we|i|bitte|rechnung|für|die|der|das|ein\p{L}*|facture|pour|le|la|les|un|une|factura|por|el|los|las|una?)(?=\s|$)[\s,]*)+/iu
const ASKING =
  /^.*?(?:quotes?|estimates?|invoices?|bills?|angebote?|rechnung(?:en)?|kostenvoranschlag|devis|factures?|presupuestos?|facturas?)(?: (?:me|us|him|her|them))?(?: (?:for|on|über|für|pour|de|por|para|of))\s+/iu
const LAST = /(?<!\p{L})(?:at|for|à|a|für|zu|je|pour|por|is|was|of|comes to|kostet|costs?)$/iu
const SIGNS = new Set(' ,:=@–-')

/** Without the words and signs that led to a figure at the end. Letter by letter: an expression would take forever for many signs. */
function withoutTail(text: string): string {
  let end = text.length
  while (end > 0 && SIGNS.has(text.charAt(end - 1))) end--
  const hit = LAST.exec(text.slice(Math.max(0, end - TAIL_MAX), end))
  return hit ? withoutTail(text.slice(0, end - hit[0].length)) : text.slice(0, end)
}
const TAIL_MAX = 20
const EACH = /\s+(?:each|apiece|per piece|pro stück|(?:la |par )?pièce|cada un[oa])$/iu
const NAME_MAX = 200

/** What is left of a clause without its figures. */
function nameOf(clause: Clause, spans: readonly Span[]): string {
  const letters = [...clause.text.split('').keys()].filter(
    (at) => !spans.some(({ start, end }) => at + clause.start >= start && at + clause.start < end),
  )
  const left = letters.map((at) => clause.text.charAt(at)).join('')
  const bare = left
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(ASKING, '')
    .replace(LEADING, '')
    .replace(EACH, '')

    .trim()
  return withoutTail(bare).trim().slice(0, NAME_MAX)
}

function nameField(name: string, { line, start, end, text }: Clause, item: KnownItem | null): DraftField {
  if (item) return { value: item.name, confidence: 0.8, span: { line, start, end }, origin: 'TAUGHT' }
  const value = name.charAt(0).toUpperCase() + name.slice(1) || text.slice(0, NAME_MAX)
  return { value, confidence: name.length > 2 ? 0.7 : 0.3, span: { line, start, end }, origin: 'WORDS' }
}
