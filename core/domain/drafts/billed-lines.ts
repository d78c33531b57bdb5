import { findAmounts } from '../extraction/amounts.ts'
import type { Found, Line, Span } from '../extraction/found.ts'
import { findQuantities, findRates } from '../extraction/quantities.ts'
import { DOUBTED } from '../extraction/said-counts.ts'
import { barePrices } from './bare-prices.ts'
import { billableWords } from './billable-words.ts'
import { type Clause, clausesOf, isWithin } from './clauses.ts'
import { countedInWords } from './counted-words.ts'
import type { DraftField } from './fields.ts'
import { itemIn, type PriceList, priceList } from './items.ts'
import type { Known, KnownItem } from './known.ts'
import { type Instead, nameField, nameOf, saidBefore, unitIn, withLead } from './line-name.ts'
import { fieldOf, isEach, isOfEach, isSame, parted, priceOf, taught } from './line-price.ts'
import { isForSomebody, namesNothing, namesSomebody } from './no-name.ts'
import { unreadFigures } from './plainly.ts'
import { withPriceOfEach } from './price-of-each.ts'
import { besidePrice } from './price-of-list.ts'

/** What is to be billed for, as one line of a document. */
export interface BilledLine {
  name: DraftField
  qty: DraftField | null
  rate: DraftField | null
  /** Of the rate, where its words say which money. */
  currency: string | null
  item: KnownItem | null
}

const LINES_MAX = 50
/** Money that is no price of something: what was paid, what is had, what all of it comes to. */
const NO_PRICE =
  /(?<!\p{L})(?:budget|deposit|paid|already|balance|owe[sd]?|total(?:s|ling)?|altogether|in all|sum|invoice (?:no|number)|refund|discount|anzahlung|bezahlt|insgesamt|gesamt|summe|rabatt|acompte|pay[ée]e?s?|au total|remise|anticipo|pagad[oa]s?|en total|descuento)(?!\p{L})/iu
/** A sum that lowers what is left to pay. */
const PAID =
  /(?<!\p{L})(?:deposit|paid|refund|discount|credit|anzahlung|bezahlt|gutschrift|rabatt|acompte|pay[ée]e?s?|versée?s?|avoir|remise|anticipo|pagad[oa]s?|señal|descuento)(?!\p{L})/iu
const USUAL =
  /(?<!\p{L})(?:your|the|our|same|my)? ?(?:usual|normal|regular|standard|agreed|hourly) (?:rate|price|charge|fee)|(?:üblich\p{L}*|vereinbart\p{L}*) (?:satz|preis|stundensatz)|(?:tarif|prix) (?:habituel|convenu)|(?:tarifa|precio) (?:habitual|de siempre)/iu

/** The things a message names with a price, a count at the usual rate, or by the name of an item of the price list. */
export function billedLines(words: readonly Line[], known: Known): BilledLine[] {
  const { lines, isLowered } = billableWords(words, known.occasion)
  const list = priceList(known.items)
  const rates = findRates(lines, known.occasion)
  const counts = findQuantities(lines)
  const said = findAmounts(lines, known.occasion)
  const sums = [
    ...said,
    ...barePrices(
      lines,
      known.occasion,
      [...said, ...rates].map(({ span }) => span),
    ),
  ]
  const denied = sums.filter((sum) => isDenied(sum, lines))
  const amounts = sums.filter((sum) => !denied.includes(sum))
  const figures = { amounts, denied, rates, counts }
  const pieces = withPriceOfEach(clausesOf(lines), { amounts: [...amounts, ...rates], counts })
  const priced = pricedIn(pieces, figures, list)
  const clauses = pieces.slice(0, priced.length)
  const others = clauses.map((clause, at) => priced[at] ?? named(clause, counts, list))
  const isCounted = others.some((line) => line !== null)
  const all = clauses.flatMap((clause, at) => others[at] ?? (isCounted && countedThing(clause, counts)) ?? [])
  const found = all.filter((line) => line !== false).slice(0, LINES_MAX)
  const isPaid = clauses.some((clause) => PAID.test(clause.text) && amounts.some(({ span }) => isWithin(span, clause)))
  return isLowered || isPaid ? found.map(unsure) : found
}

/** What each clause prices, up to the last line that a document takes. */
function pricedIn(clauses: readonly Clause[], figures: Figures, list: PriceList): (BilledLine | null)[] {
  const priced: (BilledLine | null)[] = []
  let found = 0
  for (const [at, clause] of clauses.entries()) {
    const line = billed(clause, clauses[at - 1], figures, list)
    priced.push(line)
    if (line && ++found === LINES_MAX) break
  }
  return priced
}

/** What all of it costs is not known. */
const unsure = (line: BilledLine): BilledLine => ({
  ...line,
  rate: doubted(line.rate),
  name: atMost(DOUBTED, line.name),
})

/** `not $200 but $300`. */
const isDenied = ({ span: { line, start } }: Found, lines: readonly Line[]): boolean =>
  /(?<!\p{L})(?:not|instead of|rather than|nicht|statt|pas|au lieu de|no|en vez de)\s+(?:the\s+)?$/iu.test(
    (lines[line]?.text ?? '').slice(Math.max(0, start - 20), start),
  )

interface Figures {
  amounts: readonly Found[]
  /** Said to be wrong. */
  denied: readonly Found[]
  rates: readonly Found[]
  counts: readonly Found[]
}

function billed(clause: Clause, before: Clause | undefined, figures: Figures, list: PriceList): BilledLine | null {
  const rate = figures.rates.find(({ span }) => isWithin(span, clause))
  const amount = figures.amounts.find(({ span }) => isWithin(span, clause))
  const usual = USUAL.exec(clause.text)
  if (NO_PRICE.test(clause.text) || !(rate || amount || usual)) return null
  const price = rate ?? amount
  const count =
    countIn(clause, figures.counts) ??
    (price ? (minutesAt(clause, price.span) ?? countBefore(clause, price.span)) : null)
  if (usual && !rate && !amount && !count) return null
  const inWords = itemIn(clause.text, list) ?? (usual && count ? hourly(list) : null)
  const money = priceOf(clause, { rate, amount, count }, inWords)
  const prices = [rate?.span, amount?.span].filter(isSpan).map((span) => withLead(span, clause))
  const others = [
    count && (clause.each ? count.span : figureOf(count, clause)),
    clause.each,
    usual && spanOf(clause, usual),
  ].filter(isSpan)
  const wrong = figures.denied.filter(({ span }) => isWithin(span, clause)).map(({ span }) => span)
  const spans = [...prices, ...others, ...wrong]
  const isWho = count !== null && isForSomebody(clause.text.slice(0, count.span.start - clause.start))
  const name = isWho ? '' : withDoubted(nameOf(clause, spans), count, clause)
  const unit = count && unitIn(clause, count.span)
  const told = namesThing(name, unit) ? null : saidBefore(clause, before)
  const instead = told && namesThing(told.name, LABOUR) ? told : null
  const meant = inWords || namesThing(name, unit) || instead ? null : itemMeant(list, unit, money?.field.value)
  const item = inWords ?? meant
  const asked = money && item ? besidePrice(money.field, item.rate) : (money?.field ?? null)
  const isOver = figures.amounts.some(({ span }) => isWithin(span, clause) && !isPriceIn(span, price))
  const sure = isOver || (inWords === null && isMuddled(clause, spans)) ? doubted : (field: DraftField | null) => field
  // Of how many it is the price nobody knows.
  const isOfUnknown = !count && price !== undefined && isOfEach(clause, price.span)
  return {
    name: meant
      ? {
          ...nameField('', clause, { item: meant }),
          confidence: 0.6,
          ...(unit && { said: unit.name, span: unit.span }),
        }
      : nameField(namesThing(name, unit) ? name : '', clause, { item, instead: instead ?? unit }),
    qty: sure(count && (money?.isOfAll ? null : countField(clause, count, price))),
    rate: sure(isOfUnknown && asked ? atMost(UNCOUNTED, asked) : asked),
    currency: price?.currency ?? null,
    item,
  }
}

/** Where no word names it: work that is counted in hours, else the only item at that price. */
function itemMeant(list: PriceList, unit: Instead['instead'], rate: string | undefined): KnownItem | null {
  if (unit && HOUR.test(unit.name)) return hourly(list)
  const at = unit || rate === undefined ? [] : list.filter(({ item }) => isSame(item.rate, rate))
  return at.length === 1 ? at[0]!.item : null
}
const HOUR = /^(?:h|hrs?|hours?|std|stunden?|heures?|horas?)\.?$/iu

/** Not a greeting, a day or a preposition; nor, of work that is counted in time, who it was for. */
const namesThing = (name: string, unit: Instead['instead']): boolean =>
  !namesNothing(name) && !(unit && namesSomebody(name))
/** Before a colon stands somebody, whatever is counted. */
const LABOUR = { name: 'labour', span: { line: 0, start: 0, end: 0 } }

const isPriceIn = ({ start, end }: Span, price: Found | undefined) =>
  price !== undefined && start < price.span.end && price.span.start < end

/** How many it is nobody knows (`2-3 hours`): its words stay where the customer reads them. */
function withDoubted(name: string, count: Found | null, { text, start }: Clause): string {
  if (!count || count.confidence > DOUBTED) return name
  const words = text.slice(count.span.start - start, count.span.end - start)
  return name.length > 2 ? `${name}, ${words}` : words
}

const atMost = (confidence: number, field: DraftField) => ({
  ...field,
  confidence: Math.min(field.confidence, confidence),
})
const doubted = (field: DraftField | null) => field && atMost(DOUBTED, field)
const UNCOUNTED = 0.7

const TIMED = /\d ?h ?\d|\d:\d\d|\d ?k(?!\p{L})/iu

/** Another figure beside those that were read, but one that is part of a name: `3B`. */
function isMuddled({ text, start }: Clause, spans: readonly Span[]): boolean {
  const here = spans.map((span) => ({ line: 0, start: span.start - start, end: span.end - start }))
  const isAlone = ({ start: at, end }: Span) => !/\p{L}/u.test(`${text[at - 1] ?? ''}${text[end] ?? ''}`)
  return TIMED.test(text) || unreadFigures([{ text }], here).some(isAlone)
}

/** How many of it there are: surer where a price of one stands beside. */
function countField(clause: Clause, count: Found, price: Found | undefined): DraftField {
  const isSure =
    price &&
    count.confidence > DOUBTED &&
    count.confidence < EACH_SURE &&
    isEach(clause, price.span) &&
    DIGIT.test(firstOf(clause, count))
  return { ...fieldOf(count), ...(isSure && { confidence: EACH_SURE }) }
}
const EACH_SURE = 0.86
const DIGIT = /\d/u
const firstOf = (clause: Clause, { span }: Found) => clause.text.charAt(span.start - clause.start)

const MINUTES = /(?<![\p{L}\p{N}.,:])(?<minutes>\d{1,4}) ?(?:min(?:s|ute[sn]?|utos)?)(?!\p{L})\.?/iu
const HOURLY =
  /^[^\p{L}/]*(?:\/|(?<!\p{L})(?:per|an?|pro|die|par|de|por|la)) ?(?:l['’])?(?:h|hrs?|hours?|std|stunde|heure|hora)(?!\p{L})/iu

/** Minutes at a price of an hour, as hours: `90 min at $80/h`. */
function minutesAt(clause: Clause, price: Span): Found | null {
  const hit = MINUTES.exec(clause.text)
  const isHourly = HOURLY.test(clause.text.slice(price.start - clause.start).replace(/^[\s$€£\d.,]+/u, ''))
  const hours = isHourly ? parted(hit?.groups?.minutes ?? '0', '60') : null
  if (!hit || hours === null || hours === '0') return null
  const start = clause.start + hit.index
  return { value: hours, confidence: 0.75, span: { line: clause.line, start, end: start + hit[0].length } }
}

const isSpan = (span: Span | null | undefined): span is Span => Boolean(span)

/** Of what is counted the count, with its unit: `3` of `3 radiators`, `2 hours` of `2 hours`. */
function figureOf({ span, confidence }: Found, clause: Clause): Span {
  if (confidence > UNIT_SURE || confidence <= DOUBTED) return span
  const digits = /^\d[\d.,]*(?: ?[x×])?/u.exec(clause.text.slice(span.start - clause.start))
  return digits ? { ...span, end: span.start + digits[0].length } : span
}
const UNIT_SURE = 0.7

const SOMEBODY = /^(?:i|we|you|he|she|they|ich|wir|sie|er|je|nous|vous|on|yo|nosotros|hay|there)(?!\p{L})/iu

/** Beside what is to be billed for, something that is only counted: its price is still to be said. */
function countedThing(clause: Clause, counts: readonly Found[]): BilledLine | false {
  const count = countIn(clause, counts)
  if (!count || NO_PRICE.test(clause.text)) return false
  const name = withDoubted(nameOf(clause, [figureOf(count, clause)]), count, clause)
  if (name.length < 3 || SOMEBODY.test(name)) return false
  return {
    name: { ...nameField(name, clause, { item: null }), confidence: 0.5 },
    qty: { ...fieldOf(count), confidence: Math.min(count.confidence, 0.6) },
    rate: null,
    currency: null,
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
    name: nameField('', clause, { item }),
    qty: count && { ...fieldOf(count), confidence: Math.min(count.confidence, 0.7) },
    // Another figure may be its price.
    rate: isMuddled(clause, count ? [count.span] : []) ? doubted(taught(item)) : taught(item),
    currency: null,
    item,
  }
}

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

/** The item that is counted in hours, where there is one such only. */
function hourly(list: PriceList): KnownItem | null {
  const all = list.filter(({ item }) => HOUR.test(item.unit ?? ''))
  return all.length === 1 ? all[0]!.item : null
}

const spanOf = (clause: Clause, { index, 0: words }: RegExpExecArray): Span => ({
  line: clause.line,
  start: clause.start + index,
  end: clause.start + index + words.length,
})
