import type { Found, Span } from '../found.ts'
import type { Sum } from './sums.ts'
import type { Total } from './total.ts'

/** Each line may have been rounded for itself, in the smallest coin. */
const SLACK = 2

interface Tax {
  value: string
  units: number
  span: Span
  /** A rate, a net sum or a second place says the same. */
  isChecked: boolean
  isWhole: boolean
}

/** The tax in a total, where it stands there: a figure that cannot be tax of that total is none. */
export function taxOf(
  sums: readonly Sum[],
  rates: (at: number) => readonly number[],
  total: Total | undefined,
): Found | undefined {
  if (!total) return undefined
  const near = sums.filter(({ inSummary }) => !inSummary).flatMap((sum) => taxIn(sum, rates(sum.at), sums, total))
  const far = sums.filter(isOfTable).flatMap((sum) => taxInSummary(sum, rates(sum.at)))
  const one = chosen(near, sums, total) ?? chosen(far, sums, total)
  if (!one || !isPossible(one.units, total)) return undefined
  const again = [...near, ...far].some((other) => other.span.line !== one.span.line && other.units === one.units)
  const confidence = one.isChecked && again ? 0.95 : one.isChecked ? 0.9 : again ? 0.8 : 0.65
  return { value: one.value, confidence, span: one.span }
}

/** A row of a table of rates: behind the total, or one with hardly a word, as `A 19% 4.19 0.80 4.99`. */
const isOfTable = ({ inSummary, kind, label, figures }: Sum): boolean =>
  inSummary || (kind === 'none' && figures.length > 1 && !/\p{L}{3}/u.test(label))

/** Less than half, with the sign of the total. */
const isPossible = (tax: number, { units }: Total): boolean => Math.abs(tax) * 2 < Math.abs(units) && tax * units >= 0

function taxIn(sum: Sum, rates: readonly number[], sums: readonly Sum[], total: Total): Tax[] {
  if (sum.kind !== 'tax') return []
  const pair = pairIn(sum, rates)
  const units = pair ?? sum.units
  const isOfTotal = rates.some((rate) => isTaxOf(units, total.units, rate))
  const isRest = sums.some(
    ({ kind, units: net }) => kind === 'subtotal' && Math.abs(net + units - total.units) <= SLACK,
  )
  const isWhole = /total|summe|合計/.test(sum.label)
  return [{ ...asTax(sum, units), isChecked: pair !== undefined || (units !== 0 && (isOfTotal || isRest)), isWhole }]
}

function taxInSummary(sum: Sum, rates: readonly number[]): Tax[] {
  const units = pairIn(sum, rates)
  return units === undefined ? [] : [{ ...asTax(sum, units), isChecked: true, isWhole: false }]
}

/** Of the figures in a row the one that is the tax, at the rate printed there, of another. */
function pairIn({ figures }: Sum, rates: readonly number[]): number | undefined {
  return figures.find((tax) =>
    figures.some(
      (base) => base !== tax && base.units !== 0 && rates.some((rate) => isTaxOf(tax.units, base.units, rate)),
    ),
  )?.units
}

/** Rates in thousandths: of a sum without the tax, or of one with it. */
const isTaxOf = (tax: number, base: number, rate: number): boolean =>
  rate > 0 &&
  (Math.abs(tax * 100_000 - base * rate) <= SLACK * 100_000 ||
    Math.abs(tax * (100_000 + rate) - base * rate) <= SLACK * (100_000 + rate)) &&
  Math.abs(tax) > SLACK

function asTax({ figures, value, units: own, span }: Sum, units: number): Omit<Tax, 'isChecked' | 'isWhole'> {
  const figure = figures.find((one) => one.units === units)
  if (!figure || units === own) return { value, units: own, span }
  const shift = figure.start - (figures.find((one) => one.units === own)?.start ?? figure.start)
  // A figure in another piece of the row has no place in the line of the first.
  const isInLine = span.start + shift >= 0
  return {
    value: figure.value,
    units,
    span: isInLine ? { ...span, start: span.start + shift, end: span.start + shift + figure.end - figure.start } : span,
  }
}

/** The row that sums them up; or the only one; or all of them together, when they are that of the total. */
function chosen(taxes: readonly Tax[], sums: readonly Sum[], total: Total): Tax | undefined {
  const whole = taxes.findLast(({ isWhole, units }) => isWhole && units !== 0) ?? taxes.find(({ isWhole }) => isWhole)
  if (whole) return whole
  const owed = taxes.filter(({ units }) => units !== 0)
  const [first] = owed.length > 0 ? owed : taxes
  if (!first || new Set(owed.map(({ units }) => units)).size <= 1) return first
  const units = owed.reduce((all, one) => all + one.units, 0)
  const isSum = sums.some(({ kind, units: net }) => kind === 'subtotal' && Math.abs(net + units - total.units) <= SLACK)
  if (!isSum && !owed.every(({ isChecked }) => isChecked)) return first
  return { ...first, units, value: written(units, first.value), isChecked: true }
}

/** With as many decimals as another. */
function written(units: number, like: string): string {
  const decimals = like.includes('.') ? like.length - like.indexOf('.') - 1 : 0
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0')
  const part = decimals > 0 ? `.${digits.slice(-decimals)}` : ''
  return `${units < 0 ? '-' : ''}${digits.slice(0, digits.length - decimals)}${part}`
}

/** The rates printed in a text, in thousandths of a percent's hundredth: 7.5 % is 7500. */
export function ratesIn(text: string): number[] {
  return [...text.matchAll(/(?<![\d.,])(\d{1,2})(?:[.,](\d{1,3}))? ?%/g)].map(
    ([, whole = '', part = '']) => Number(whole) * 1000 + Number(part.padEnd(3, '0')),
  )
}
