import { signal } from '@preact/signals'
import { hourIn, todayIn } from '../../core/domain/kernel/dates.ts'
import { FACTOR_DECIMALS } from '../../core/domain/kernel/scales.ts'
import { numberWriter, type WriteNumber } from '../../core/domain/kernel/written-numbers.ts'
import { locale } from './locale.ts'

/** The currency of the business; amounts in another one carry their code. */
export const homeCurrency = signal<string | null>(null)
/** Its time zone, by whose calendar things are due and paid; null until it is known. */
export const homeZone = signal<string | null>(null)

const writers = new Map<string, WriteNumber>()
function written(value: string, options: Intl.NumberFormatOptions): string {
  const key = `${locale()} ${JSON.stringify(options)}`
  const write = writers.get(key) ?? numberWriter(locale(), options)
  writers.set(key, write)
  return write(value)
}

const ofCurrency = (currency: string): Intl.NumberFormatOptions => ({
  style: 'currency',
  currency,
  currencyDisplay: homeCurrency.value === null || currency === homeCurrency.value ? 'narrowSymbol' : 'code',
})

/** `"1356.00", "CAD"` as `$1,356.00`. */
export const money = (amount: string, currency: string) => written(amount, ofCurrency(currency))

/** The same taken off: `−$13.00`. */
export const moneyOff = (amount: string, currency: string) => money(`-${amount}`, currency)

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
  }).replace('\u2212', '-')

/** With both of its signs, so that nobody can take thousands for decimals: `1,125.00`. */
export const fullNumber = (value: string) => written(value, { minimumFractionDigits: 2, maximumFractionDigits: 20 })

/** `13%`, `13 %` in German. */
export const percent = (value: string) => written(value, { style: 'unit', unit: 'percent', maximumFractionDigits: 8 })

/** A quantity with what one of it is, where that was said: `2.5 h`. */
export const quantity = (qty: string, unit: string | null) =>
  `${written(qty, { maximumFractionDigits: FACTOR_DECIMALS })}${unit ? ` ${unit}` : ''}`

/** What one costs: `$110.00 / h`. */
export const unitPrice = ({ rate, currency, unit }: { rate: string; currency: string; unit: string | null }) =>
  `${price(rate, currency)}${unit ? ` / ${unit}` : ''}`

const isoDate = (date: Date) => date.toISOString().slice(0, 10)
const noon = (day: string) => new Date(`${day}T12:00:00Z`)

const dates = new Map<string, Intl.DateTimeFormat>()
/** Documents have Gregorian dates, and so has what is shown of them. */
function dated(at: Date, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale()} ${JSON.stringify(options)}`
  const format = dates.get(key) ?? new Intl.DateTimeFormat(locale(), { calendar: 'gregory', ...options })
  dates.set(key, format)
  return format.format(at)
}

const ofDay = (day: string, options: Intl.DateTimeFormatOptions) => dated(noon(day), { ...options, timeZone: 'UTC' })

/** Days and clocks are those of the business, wherever this browser is; those here until its zone is known. */
export const zone = () => homeZone.value ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
/** By how much the time of the business is ahead of this device's clock, in milliseconds. */
export const clockAhead = signal(0)
export const now = () => Date.now() + clockAhead.value
export const today = () => dayOf(now())
export const dayOf = (instant: string | number) => todayIn(zone(), new Date(instant))
export const hourNow = () => hourIn(zone(), new Date(now()))

export function addDays(day: string, days: number): string {
  return isoDate(new Date(noon(day).getTime() + days * 86_400_000))
}

export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000)
}

const MONTH_DAY = { month: 'short', day: 'numeric' } as const

/** The year where it is not this one. */
const yearOf = (day: string) => (day.slice(0, 4) === today().slice(0, 4) ? {} : ({ year: 'numeric' } as const))

/** `Nov 20`, with the year when it is not this one. */
export const shortDay = (day: string) => ofDay(day, { ...MONTH_DAY, ...yearOf(day) })
/** The day of an instant, where the business is. */
export const shortDayOf = (instant: string) => shortDay(dayOf(instant))
/** `Nov 20, 2026`, in Japan `2026/11/20`: as short as a date with its year can be. */
export const mediumDay = (day: string) => ofDay(day, { dateStyle: 'medium' })
export const longDay = (day: string) => ofDay(day, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' })
export const weekday = (day: string) => ofDay(day, { weekday: 'long' })
export const shortWeekday = (day: string) => ofDay(day, { weekday: 'short' })

/** `9:02 a.m.`, `14:05`; never together with the day in one format, which would write it in another way. */
export const clock = (instant: string | number) => dated(new Date(instant), { timeStyle: 'short', timeZone: zone() })

/** `14:05` today, `Thu, 18:12` within a week, `Nov 13, 9:02` before. */
export function shortInstant(instant: string): string {
  const day = dayOf(instant)
  const days = daysBetween(day, today())
  if (days === 0) return clock(instant)
  return `${days > 0 && days < 7 ? shortWeekday(day) : shortDay(day)}, ${clock(instant)}`
}

/** In a sentence: `today at 14:05`, `on Saturday, November 14 at 8:15`. */
export function longInstant(instant: string): string {
  const day = dayOf(instant)
  if (day === today()) return `today at ${clock(instant)}`
  return `on ${ofDay(day, { weekday: 'long', month: 'long', day: 'numeric', ...yearOf(day) })} at ${clock(instant)}`
}

export const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** A word of the app, which is English wherever it is read: Turkish would write another letter. */
export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

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
