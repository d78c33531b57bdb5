import { addDays } from '../../kernel/dates.ts'
import { dateAt } from '../dates/calendar.ts'
import { MONTH, monthOf } from '../dates/words.ts'
import type { Found } from '../found.ts'
import { folded } from './labels.ts'
import { type Row, spanIn } from './rows.ts'

/** Parts of a date in the order in which a country writes them. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

const YEAR = "(?:'?(?:19|20)\\d\\d|'?\\d\\d)"
const GAP = ' ?[-/.,] ?'
/** A scanner loses the space to the time behind: `12/03/20188:13PM` is not read, `12/03/2018 8:13` and `12-03-18A` are. */
const FIGURES = new RegExp(
  `(?<![\\d.,/-])(\\d{1,4})(${GAP})(\\d{1,2})${GAP}((?:19|20)\\d\\d|\\d\\d)(?!\\d(?!\\d?:\\d)|[-/.,]\\d)`,
  'gu',
)
const NAMED_DAY_FIRST = new RegExp(
  `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er)?[-/., ]{0,3}(?:de )?(${MONTH})[-/., ]{0,3}(?:de )?(${YEAR})(?!\\d(?!\\d?:))`,
  'gu',
)
const NAMED_MONTH_FIRST = new RegExp(
  `(?<!\\p{L})(${MONTH})[-/ ]{0,2}(\\d{1,2})(?:st|nd|rd|th)?[-/., ]{1,3}(${YEAR})(?!\\d(?!\\d?:))`,
  'gu',
)
const EAST = /(?<!\d)((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日/g
const REIWA = /(?:令和|(?<![a-z])r) ?(\d{1,2}) ?[年.] ?(\d{1,2}) ?[月.] ?(\d{1,2})(?: ?日|(?!\d))/g
const REIWA_BEGAN = 2018
const COMPACT = /(?<!\d)(\d{8})(?!\d)/g

const LABEL =
  /\bdate|\bdt\b|datum\b|\bfecha|\btarikh|\bdata\b|\bbizdate|\bsales?\b|\ble\b|order(?:ed)? (?:date|placed|on)|commande|bestell(?:t|datum)|wystawieni|emissao|日付|日時|発行日/
const OTHER_DAY =
  /\bdue|expir|\bexp\b|valid|\bgultig|\bvalable|geburt|before|until|\bjoin|birth|fallig|\bvence|echeance|member since|best by|return by|voyage|travel|depart|arriv|check-?(?:in|out)\b|reise|abfahrt|viaje|salida|llegada|partenza|liefer(?:datum|termin|ung)|livraison|entrega|consegna|delivery|delivered|有効期限|お支払期限|支払期日/
const TIME = /\d{1,2} ?[:.] ?\d{2}(?: ?[:.] ?\d{2})? ?(?:[ap]\.?m)?|\d ?[ap]\.?m\b|\d{1,2} ?h ?\d{2}|\d{1,2}時/

interface Candidate extends Reading {
  points: number
  at: number
}
interface Reading {
  value: string
  /** What its shape alone is worth. */
  shape: number
  /** Another order would make another day of it. */
  isOpen: boolean
  /** It is not in the order of its place. */
  isStrange?: boolean
  start: number
  end: number
}

/** The day of a receipt: the one called so, beside a time, or most often there; never a day to come (seen from `received`). */
export function dateOf(
  rows: readonly Row[],
  received: string,
  { order, openMost }: { order: DateOrder; openMost: number },
): Found | undefined {
  // Where the receipt was written it may be tomorrow already.
  const latest = addDays(received.slice(0, 10), 1)
  const candidates = rows.flatMap((row, at) => candidatesIn(row, rows[at - 1], at, latest, order))
  const byDay = Map.groupBy(candidates, ({ value }) => value)
  const ranked = candidates
    .map((one) => ({ ...one, points: one.points + Math.min((byDay.get(one.value)?.length ?? 1) - 1, 2) }))
    .toSorted((a, b) => b.points - a.points || a.at - b.at)
  const [best] = ranked
  const row = best && rows[best.at]
  if (!best || !row) return undefined
  const rival = ranked.find(({ value }) => value !== best.value)
  const sure = confidenceOf(best.points, rival ? best.points - rival.points : 9)
  const confidence = best.isOpen ? Math.min(sure, best.isStrange ? STRANGE : openMost) : sure
  return { value: best.value, confidence, span: spanIn(row, best.start, best.end) }
}

/** A day of which the order of its place makes none. */
const STRANGE = 0.6

function confidenceOf(points: number, lead: number): number {
  if (points >= 4 && lead >= 1) return 0.96
  if (points >= 3 && lead >= 2) return 0.92
  if (points >= 2 && lead >= 2) return 0.8
  return lead >= 1 ? 0.65 : 0.5
}

function candidatesIn(row: Row, above: Row | undefined, at: number, latest: string, order: DateOrder): Candidate[] {
  if (!/\d/.test(row.text)) return []
  const text = sameLength(row.text)
  const words = folded(row.text)
  const wordsAbove = above && row.text.length < 24 ? folded(above.text) : ''
  const isLabelled = LABEL.test(words) || (LABEL.test(wordsAbove) && wordsAbove.length < 16)
  return readingsOf(text, latest, order).map((one) => {
    const isTimed = TIME.test(text.slice(0, one.start)) || TIME.test(text.slice(one.end))
    const points = one.shape + (isLabelled ? 2 : 0) + (isTimed ? 1 : 0) - (OTHER_DAY.test(words) ? 3 : 0)
    return { ...one, at, points }
  })
}

/** Small letters, each in its place; `O` and `l` among figures as the digits that they look like. */
const sameLength = (text: string): string =>
  text
    .replace(/\p{Lu}/gu, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter))
    .replace(/(?<=[\d/.-])o(?=[\d/.-])/g, '0')
    .replace(/(?<=[\d/.-])[l|i](?=[\d/.-])/g, '1')

function readingsOf(text: string, latest: string, order: DateOrder): Reading[] {
  const read = (pattern: RegExp, shape: number, dayIn: (parts: string[]) => string | undefined): Reading[] =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = dayIn(match.slice(1))
      return value && value <= latest && value >= EARLIEST
        ? [{ value, shape, isOpen: false, start: match.index, end: match.index + match[0].length }]
        : []
    })
  const worded = [
    ...read(EAST, 2, ([year, month, day]) => dayOf(year, month, day)),
    ...read(REIWA, 2, ([year, month, day]) => dayOf(String(REIWA_BEGAN + Number(year)), month, day)),
    ...read(NAMED_DAY_FIRST, 2, ([day, month, year]) => dayOf(year, String(monthOf(month ?? '')), day)),
    ...read(NAMED_MONTH_FIRST, 2, ([month, day, year]) => dayOf(year, String(monthOf(month ?? '')), day)),
    ...read(COMPACT, -1, ([digits = '']) => compactDay(digits)),
  ]
  return [...worded, ...figureReadings(text, latest, order)]
}

/** No receipt that somebody still enters is older. */
const EARLIEST = '1995-01-01'

function figureReadings(text: string, latest: string, order: DateOrder): Reading[] {
  return [...text.matchAll(FIGURES)].flatMap((match) => {
    const [words, first = '', , second = '', third = ''] = match
    const orders: readonly DateOrder[] =
      first.length > 2 ? ['ymd'] : [order, ...ORDERS.filter((other) => other !== order)]
    const values = orders.map((one) => inOrder([first, second, third], one)).filter((one) => one !== undefined)
    const past = values.filter((one) => one <= latest && one >= EARLIEST)
    const [value] = past
    if (!value) return []
    const isOpen = new Set(past.filter((one) => one.slice(0, 4) === value.slice(0, 4))).size > 1
    const isWhole = first.length > 2 || third.length > 2
    const isStrange = orders.includes(order) && inOrder([first, second, third], order) !== value
    return [{ value, shape: isWhole ? 2 : 1, isOpen, isStrange, start: match.index, end: match.index + words.length }]
  })
}
const ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd']

function inOrder([first, second, third]: readonly [string, string, string], order: DateOrder): string | undefined {
  if (order === 'ymd') return third.length > 2 || first.length === 1 ? undefined : dayOf(first, second, third)
  if (first.length > 2) return undefined
  return order === 'dmy' ? dayOf(third, second, first) : dayOf(third, first, second)
}

/** Eight digits: year first, or day first as tills print it. */
const compactDay = (digits: string): string | undefined =>
  /^(19|20)/.test(digits)
    ? dayOf(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6))
    : dayOf(digits.slice(4), digits.slice(2, 4), digits.slice(0, 2))

const dayOf = (year = '', month = '', day = ''): string | undefined =>
  dateAt(yearOf(year.replace("'", '')), Number(month), Number(day))

/** No receipt that somebody still enters is of the last century, unless it says so. */
const yearOf = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits))
