import { minorUnits } from '../../kernel/currencies.ts'
import type { Found } from '../found.ts'
import { DOLLAR_OF, isTyped, moneyWord, ofDollar } from '../money-words.ts'
import type { Decimals } from './money.ts'
import { type Row, spanIn } from './rows.ts'

const EURO = 'AT BE BG HR CY EE FI FR DE GR IE IT LV LT LU MT NL PT SK SI ES'.split(' ')
const OF_COUNTRY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EURO.map((country) => [country, 'EUR'])),
  ...{ US: 'USD', CA: 'CAD', MX: 'MXN', BR: 'BRL', AR: 'ARS', CL: 'CLP', CO: 'COP', PE: 'PEN', UY: 'UYU', PR: 'USD' },
  ...{ BO: 'BOB', VE: 'VES' },
  ...{ GB: 'GBP', CH: 'CHF', LI: 'CHF', SE: 'SEK', NO: 'NOK', DK: 'DKK', IS: 'ISK', PL: 'PLN', CZ: 'CZK', HU: 'HUF' },
  ...{ RO: 'RON', TR: 'TRY', UA: 'UAH', RS: 'RSD', JP: 'JPY', CN: 'CNY', KR: 'KRW', TW: 'TWD', HK: 'HKD', SG: 'SGD' },
  ...{ MY: 'MYR', TH: 'THB', VN: 'VND', ID: 'IDR', PH: 'PHP', IN: 'INR', PK: 'PKR', LK: 'LKR', AU: 'AUD', NZ: 'NZD' },
  ...{ ZA: 'ZAR', KE: 'KES', NG: 'NGN', EG: 'EGP', MA: 'MAD', TN: 'TND', IL: 'ILS', AE: 'AED', SA: 'SAR', KW: 'KWD' },
}
const WORD = new RegExp(
  `(?:(?<!\\p{L})(?:${DOLLAR_OF}))?\\$|[€£¥₩₹฿₫₱₪₺₽₴円元]|(?<=[.,]\\d\\d ?)US(?!\\p{L})|(?:(?<![\\p{L}\\d])|(?<=[.,]\\d\\d))(?:(?:RM|z[lł]|Kč|[Kk]r|S?Fr|Rs|RS(?=\\.? ?\\d)|Bs)\\.?(?!\\p{L})|[A-Z]{3}(?![\\p{L}$]))`,
  'gu',
)
/** Signs that more than one country has. */
const SHARED = /^(?:[$¥£]|kr\.?|fr\.?|rs\.?)$/i

interface Printed {
  code: string
  word: string
  isShared: boolean
  at: number
  start: number
  end: number
}

/** The currency of a receipt, from what stands beside its total, else from what stands there most often, else from its country. */
export function currencyOf(rows: readonly Row[], country: string | undefined, totalAt?: number): Found | undefined {
  const home = country === undefined ? undefined : OF_COUNTRY[country]
  const printed = rows.flatMap((row, at) => printedIn(row, at, country, home))
  const byCode = [...Map.groupBy(printed, ({ code }) => code).values()]
  const most = byCode.toSorted((a, b) => b.length - a.length)[0]?.[0]
  const best = whose(printed.filter(({ at }) => at === totalAt)) ?? most
  const row = best && rows[best.at]
  if (!best || !row) return ofPlace(rows, home, totalAt)
  const isAlone = byCode.length === 1
  return {
    value: best.code,
    confidence: confidenceOf(best, home, isAlone, best.at === totalAt),
    span: spanIn(row, best.start, best.end),
  }
}

/** `$12.00 CAD`: whose dollar it is says the word behind it. */
function whose([first, ...others]: readonly Printed[]): Printed | undefined {
  const isDollar = first?.isShared && first.word === '$'
  return (isDollar ? others.find(({ word }) => word !== '$' && ofDollar(word.replace(/\$$/u, ''))) : undefined) ?? first
}

function confidenceOf(
  { code, isShared }: Printed,
  home: string | undefined,
  isAlone: boolean,
  isOfTotal: boolean,
): number {
  if (isShared && home !== code) return 0.6
  if (!isAlone) return 0.75
  return isOfTotal || home === code ? 0.95 : 0.86
}

/** No sign is printed: the money of the country, which is no more than likely. */
function ofPlace(rows: readonly Row[], home: string | undefined, totalAt: number | undefined): Found | undefined {
  const row = totalAt === undefined ? undefined : rows[totalAt]
  return home && row
    ? { value: home, confidence: 0.6, span: spanIn(row, 0, row.cells[0]?.text.length ?? 0) }
    : undefined
}

function printedIn({ text }: Row, at: number, country: string | undefined, home: string | undefined): Printed[] {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const [word] = match
    const code = codeOf(word, country)
    const isSign = word.endsWith('$') || /^\P{L}/u.test(word)
    if (!code || (!isSign && !isMoney(text, match.index, word) && word !== home)) return []
    return [{ code, word, isShared: SHARED.test(word), at, start: match.index, end: match.index + word.length }]
  })
}

const codeOf = (word: string, country: string | undefined): string | undefined =>
  word === 'US' || /^\p{L}+\$$/u.test(word)
    ? ofDollar(word.replace(/\$$/u, ''))
    : moneyWord(word.replace(/(?<=\p{L})\.$/u, ''), country)?.currency

/** Letters are money beside a figure, or by themselves in brackets: `AMOUNT (RM)`; `SDN BHD (123-X)` is none. */
function isMoney(text: string, at: number, word: string): boolean {
  const [before, behind] = [text.slice(0, at), text.slice(at + word.length)]
  if (/\d ?$/.test(before) || /^ *[:-]? ?\d/.test(behind)) return !/SDN\.? ?$/i.test(before)
  return /[([] ?$/.test(before) && /^ ?[)\]]/.test(behind) && (word === 'RM' || isTyped(word))
}

/** How many decimals sums of a currency are printed with. */
export function decimalsOf(code: string | undefined): Decimals {
  const units = code === undefined ? 2 : minorUnits(code)
  return units === 0 || units === 3 ? units : 2
}
