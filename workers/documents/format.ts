import { minorUnits } from '../../core/domain/kernel/currencies.ts'
import { Remembered } from '../../core/domain/kernel/remembered.ts'
import { FACTOR_DECIMALS, PERCENT_DECIMALS } from '../../core/domain/kernel/scales.ts'
import { numberWriter } from '../../core/domain/kernel/written-numbers.ts'

const REMEMBERED_MAX = 200
/** Making the formatters of one page takes longer than writing it. */
const remembered = new Remembered<Formats>(REMEMBERED_MAX)
const instants = new Remembered<Intl.DateTimeFormat>(REMEMBERED_MAX)

/** Words for amounts and dates of one document. Amounts are decimal strings, which Intl reads exactly. */
export interface Formats {
  locale: string
  money(amount: string): string
  /** A rate per unit: up to six decimals, at least those of the currency. */
  price(rate: string): string
  /** With what one of it is, where that was said: `2.5 h`. */
  quantity(qty: string, unit?: string | null): string
  percent(percent: string): string
  /** `2026-12-04` with its weekday and year. */
  date(day: string): string
  /** An instant as date and time in a zone. */
  instant(iso: string, zone: string): string
  /** The code of the currency, null where the amounts show it already. */
  code: string | null
}

export function formatsFor(business: { language: string; country: string | null }, currency: string): Formats {
  const locale = localeOf(business.language, business.country)
  const key = `${locale} ${currency}`
  return remembered.get(key) ?? remembered.set(key, makeFormats(locale, currency))
}

function makeFormats(locale: string, currency: string): Formats {
  const decimals = minorUnits(currency) ?? 0
  const money = currencyFormat(locale, currency, decimals, decimals)
  const price = currencyFormat(locale, currency, decimals, Math.max(decimals, FACTOR_DECIMALS))
  const number = numberWriter(locale, { maximumFractionDigits: FACTOR_DECIMALS })
  const percent = numberWriter(locale, { style: 'unit', unit: 'percent', maximumFractionDigits: 2 * PERCENT_DECIMALS })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC', calendar: 'gregory' })
  return {
    locale,
    money,
    price,
    quantity: (qty, unit) => `${number(qty)}${unit ? ` ${unit}` : ''}`,
    percent,
    date: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    instant: (iso, zone) => writtenInstant(locale, zone, iso),
    code: money('0').includes(currency) ? null : currency,
  }
}

/** `en` of a business in Canada is `en-CA`; what no platform knows reads as English. */
export function localeOf(language: string, country: string | null): string {
  const tag = language.includes('-') || country === null ? language : `${language}-${country}`
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

// Decimals are ISO 4217's and not those of the platform's tables, which differ for a few currencies.
const currencyFormat = (locale: string, currency: string, least: number, most: number) =>
  numberWriter(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  })

/** An instant as date and time in a zone. */
export function writtenInstant(locale: string, timeZone: string, iso: string): string {
  const key = `${locale} ${timeZone}`
  const make = () =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone, calendar: 'gregory' })
  return (instants.get(key) ?? instants.set(key, make())).format(new Date(iso))
}
