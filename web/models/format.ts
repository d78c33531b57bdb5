import { signal } from '@preact/signals'
import { todayIn } from '../../core/domain/kernel/dates.ts'
import { FACTOR_DECIMALS } from '../../core/domain/kernel/decimal.ts'

/** The currency of the business; amounts in another one carry their code. */
export const homeCurrency = signal<string | null>(null)
/** Its time zone, by whose calendar things are due and paid; null until it is known. */
export const homeZone = signal<string | null>(null)
const locale = () => navigator.language || 'en'

/** `"1356.00", "CAD"` as `$1,356.00`. Decimal strings go to Intl as they are, so no amount passes through a float. */
export function money(amount: string, currency: string): string {
  return moneyFormat(currency).format(amount as Intl.StringNumericLiteral)
}

/** A price: like money, with as many decimals as it was given, up to six. */
export function price(amount: string, currency: string): string {
  const digits = Math.min(
    FACTOR_DECIMALS,
    Math.max(currencyDecimals(currency), plainDecimal(amount).split('.')[1]?.length ?? 0),
  )
  return new Intl.NumberFormat(locale(), {
    ...moneyFormat(currency).resolvedOptions(),
    minimumFractionDigits: Math.min(digits, currencyDecimals(currency)),
    maximumFractionDigits: digits,
  }).format(amount as Intl.StringNumericLiteral)
}

const formats = new Map<string, Intl.NumberFormat>()
function moneyFormat(currency: string): Intl.NumberFormat {
  const home = homeCurrency.value === null || currency === homeCurrency.value
  const key = `${locale()} ${currency} ${home}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale(), {
      style: 'currency',
      currency,
      currencyDisplay: home ? 'narrowSymbol' : 'code',
    })
    formats.set(key, format)
  }
  return format
}

export function currencyDecimals(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** A quantity with what one of it is, where that was said: `2.5 h`. */
export const quantity = (qty: string, unit: string | null) => `${plainDecimal(qty)}${unit ? ` ${unit}` : ''}`

/** What one costs: `$110.00 / h`. */
export const unitPrice = ({ rate, currency, unit }: { rate: string; currency: string; unit: string | null }) =>
  `${price(rate, currency)}${unit ? ` / ${unit}` : ''}`

/** `"13.0000"` as `13`, `"1.5000"` as `1.5`. */
export const plainDecimal = (value: string) => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)

const isoDate = (date: Date) => date.toISOString().slice(0, 10)
const noon = (day: string) => new Date(`${day}T12:00:00Z`)
const inUtc = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' })

export const zone = () => homeZone.value ?? new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The day it is for the business, wherever this browser is; the day here until its zone is known. */
export const today = () => todayIn(zone(), new Date())

export function addDays(day: string, days: number): string {
  return isoDate(new Date(noon(day).getTime() + days * 86_400_000))
}

export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000)
}

/** `Nov 20`, with the year when it is not this one. */
export function shortDay(day: string): string {
  const sameYear = day.slice(0, 4) === today().slice(0, 4)
  return inUtc({ month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) }).format(noon(day))
}

export const mediumDay = (day: string) => inUtc({ month: 'short', day: 'numeric', year: 'numeric' }).format(noon(day))
export const longDay = (day: string) =>
  inUtc({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }).format(noon(day))
export const weekday = (day: string) => inUtc({ weekday: 'long' }).format(noon(day))

/** `9:02`, `14:05`. */
export function clock(instant: string | number): string {
  const date = new Date(instant)
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** `14:05` today, `Thu, 18:12` within a week, `Nov 13, 9:02` before. */
export function shortInstant(instant: string, now = Date.now()): string {
  const date = new Date(instant)
  const days = (now - date.getTime()) / 86_400_000
  if (date.toDateString() === new Date(now).toDateString()) return clock(instant)
  const day: Intl.DateTimeFormatOptions =
    days > 0 && days < 6.5 ? { weekday: 'short' } : { month: 'short', day: 'numeric' }
  return `${new Intl.DateTimeFormat(locale(), day).format(date)}, ${clock(instant)}`
}

/** `Saturday, November 14, 8:15`. */
export function longInstant(instant: string): string {
  const day = new Intl.DateTimeFormat(locale(), { weekday: 'long', month: 'long', day: 'numeric' })
  return `${day.format(new Date(instant))}, ${clock(instant)}`
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

export const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

/** Two letters for an avatar: `The Annex Property Group` is `AP`. */
export function initials(name: string): string {
  const words = name
    .replace(/^(the|a|an)\s+/i, '')
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const [first, second] = words
  const letters = second ? [...first!][0]! + [...second][0]! : [...(first ?? '?')].slice(0, 2).join('')
  return letters.toLocaleUpperCase()
}

export const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name
