import { signal } from '@preact/signals'
import { todayIn } from '../../core/domain/kernel/dates.ts'
import { FACTOR_DECIMALS } from '../../core/domain/kernel/decimal.ts'
import { locale } from './locale.ts'

/** The currency of the business; amounts in another one carry their code. */
export const homeCurrency = signal<string | null>(null)
/** Its time zone, by whose calendar things are due and paid; null until it is known. */
export const homeZone = signal<string | null>(null)

const formats = new Map<string, Intl.NumberFormat>()
/** Decimal strings go to Intl as they are, so no amount passes through a float. */
function written(value: string, options: Intl.NumberFormatOptions): string {
  const key = `${locale()} ${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.NumberFormat(locale(), options)
  formats.set(key, format)
  return format.format(value as Intl.StringNumericLiteral)
}

const ofCurrency = (currency: string): Intl.NumberFormatOptions => ({
  style: 'currency',
  currency,
  currencyDisplay: homeCurrency.value === null || currency === homeCurrency.value ? 'narrowSymbol' : 'code',
})

/** `"1356.00", "CAD"` as `$1,356.00`. */
export const money = (amount: string, currency: string) => written(amount, ofCurrency(currency))

/** A price: like money, with as many decimals as it was given, up to six. */
export const price = (amount: string, currency: string) =>
  written(amount, {
    ...ofCurrency(currency),
    minimumFractionDigits: currencyDecimals(currency),
    maximumFractionDigits: FACTOR_DECIMALS,
  })

export function currencyDecimals(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** A number as a field begins with it: the person's own decimal sign, nothing between the thousands. */
export const editable = (value: string, decimals = 0) =>
  written(value, {
    numberingSystem: 'latn',
    useGrouping: false,
    minimumFractionDigits: decimals,
    maximumFractionDigits: 20,
  })

/** With both of its signs, so that nobody can take thousands for decimals: `1,125.00`. */
export const fullNumber = (value: string) => written(value, { minimumFractionDigits: 2, maximumFractionDigits: 20 })

/** `13%`, `13 %` in German. */
export const percent = (value: string) => written(value, { style: 'unit', unit: 'percent', maximumFractionDigits: 4 })

/** A quantity with what one of it is, where that was said: `2.5 h`. */
export const quantity = (qty: string, unit: string | null) =>
  `${written(qty, { maximumFractionDigits: FACTOR_DECIMALS })}${unit ? ` ${unit}` : ''}`

/** What one costs: `$110.00 / h`. */
export const unitPrice = ({ rate, currency, unit }: { rate: string; currency: string; unit: string | null }) =>
  `${price(rate, currency)}${unit ? ` / ${unit}` : ''}`

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
