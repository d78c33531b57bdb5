import type { DateOrder } from './date.ts'
import type { Row } from './rows.ts'

const STATES =
  'AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY|DC'
const US_ADDRESS = new RegExp(`\\b(?:${STATES})\\.?,? {1,2}\\d{5}(?:-\\d{4})?\\b`)
/** Words that only receipts of one country, or of a few with one way to write days and one currency, have. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [US_ADDRESS, 'US'],
  [/\bSDN\.? ?BHD\b|\bKUALA LUMPUR\b|\bRM ?\d/i, 'MY'],
  [/[\u3040-\u30ff]|領収|合計/, 'JP'],
  [/\bMwSt\b|\bUSt\b|\bSteuer-?Nr|\bGmbH\b/i, 'DE'],
  [/\bTVA\b|\bTTC\b|\bSIRET\b/, 'FR'],
  [/\bNIF\b|\bCIF\b|\bIVA\b|\bS\.L\.(?!\p{L})/u, 'ES'],
]
/** Who writes the month first, and who the year. */
const MONTH_FIRST = new Set(['US', 'PH', 'PW', 'FM', 'MH', 'PR', 'GU'])
const YEAR_FIRST = new Set(['JP', 'CN', 'KR', 'TW', 'HU', 'LT', 'MN', 'SE'])
/** Who writes both, so that a day up to the twelfth says nothing. */
const EITHER = new Set(['CA', 'HK', 'ZA', 'KE'])

export interface Place {
  /** ISO 3166; of the paper itself where it says so, else of who reads it. */
  country: string | undefined
  order: DateOrder
  /** How sure a day may be that another order would make another day. */
  openMost: number
}

/** Where a receipt is from, and so in which order its days are written. */
export function placeOf(rows: readonly Row[], country: string | undefined): Place {
  const printed = WORDS.find(([words]) => rows.some(({ text }) => words.test(text)))?.[1]
  // Neighbours share their words (MwSt in Austria, TVA in Belgium): the reader's own country is as good as the first of them.
  const isNeighbour =
    printed !== 'US' && printed !== 'JP' && printed !== 'MY' && country !== undefined && country !== 'US'
  const place = printed && !isNeighbour ? printed : (country ?? printed)
  const order = place && MONTH_FIRST.has(place) ? 'mdy' : place && YEAR_FIRST.has(place) ? 'ymd' : 'dmy'
  return { country: place, order, openMost: openMost(place, printed !== undefined || isHome(rows, place)) }
}

/** No more than half sure where both are written, no more than likely where only its reader's country says which. */
function openMost(place: string | undefined, isPrinted: boolean): number {
  if (place === undefined || EITHER.has(place)) return 0.6
  return isPrinted ? 1 : 0.8
}

/** Signs of money of which none is used where the month comes first, and how telephones are written where it does. */
const DAY_FIRST = /[£€₹]|(?<!\p{L})(?:CHF|GBP|EUR|AUD|NZD|z[lł]|Kč|[Kk]r|R\$|Rs)(?!\p{L})/u
const AMERICAN = /\(\d{3}\) ?\d{3}-\d{4}/
function isHome(rows: readonly Row[], place: string | undefined): boolean {
  if (place === undefined || YEAR_FIRST.has(place)) return false
  const signs = MONTH_FIRST.has(place) ? AMERICAN : DAY_FIRST
  return rows.some(({ text }) => signs.test(text))
}
