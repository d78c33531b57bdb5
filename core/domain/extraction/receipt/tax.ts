import type { Found, Span } from '../found.ts'
import type { Sum } from './sums.ts'
import { DOUBTED, isTaxWithin, type Total } from './total.ts'

/** Each line may have been rounded for itself, in the smallest coin. */
const SLACK = 2

interface Tax {
  value: string
  units: number
  span: Span
  /** What it is called, folded. */
  name: string
  rates: readonly number[]
  /** A rate, a net sum or a second place says the same. */
  isChecked: boolean
  isWhole: boolean
  isDoubtful?: boolean | undefined
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
  const [above, below] = [chosen(near, sums, total), chosen(far, sums, total)]
  const one = above ?? below
  if (!one || !isPossible(one.units, total)) return undefined
  const again =
    (above && below?.units === one.units) ||
    [...near, ...far].some((other) => other.span.line !== one.span.line && other.units === one.units)
  const confidence = one.isChecked && again ? 0.95 : one.isChecked ? 0.9 : again ? 0.8 : 0.65
  // No tax is surer than what it is a tax of, where that is in doubt.
  const most = one.isDoubtful || total.confidence <= DOUBTED ? DOUBTED : 1
  return { value: one.value, confidence: Math.min(confidence, most), span: one.span }
}

/** A row of a table of rates: behind the total, or one with hardly a word, as `A 19% 4.19 0.80 4.99`. */
const isOfTable = ({ inSummary, kind, label, figures }: Sum): boolean =>
  inSummary || (kind === 'none' && figures.length > 1 && !/\p{L}{3}/u.test(label))

/** Less than half, with the sign of the total. */
const isPossible = (tax: number, { units }: Total): boolean => Math.abs(tax) * 2 < Math.abs(units) && tax * units >= 0

function taxIn(sum: Sum, rates: readonly number[], sums: readonly Sum[], total: Total): Tax[] {
  if (sum.kind !== 'tax' && !(NAME.test(sum.label) && isTaxWithin(sum, sums))) return []
  const pair = pairIn(sum, rates)
  const units = pair ?? sum.units
  const isOfTotal = rates.some((rate) => isTaxOf(units, total.units, rate))
  const name = nameOf(sum.label)
  const isWhole = sum.kind === 'tax' && /total|summe|gesamt|合計/.test(sum.label) && !HALVES.has(name)
  const isChecked = pair !== undefined || (units !== 0 && (isOfTotal || isRestOf(units, sums, total)))
  return [{ ...asTax(sum, units), name, rates, isChecked, isWhole }]
}

function taxInSummary(sum: Sum, rates: readonly number[]): Tax[] {
  const units = pairIn(sum, rates)
  // Twice in a row, as central and state tax stand beside each other: one of them is not all of it.
  const isHalf = sum.figures.filter((figure) => figure.units === units).length > 1
  return units === undefined || isHalf
    ? []
    : [{ ...asTax(sum, units), name: nameOf(sum.label), rates, isChecked: true, isWhole: false }]
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

function asTax(
  { figures, value, units: own, span, isDoubtful }: Sum,
  units: number,
): Pick<Tax, 'value' | 'units' | 'span' | 'isDoubtful'> {
  const figure = figures.find((one) => one.units === units)
  if (!figure || units === own) return { value, units: own, span, isDoubtful }
  const shift = figure.start - (figures.find((one) => one.units === own)?.start ?? figure.start)
  // A figure in another piece of the row has no place in the line of the first.
  const isInLine = span.start + shift >= 0
  return {
    value: figure.value,
    units,
    isDoubtful: figure.isDoubtful,
    span: isInLine ? { ...span, start: span.start + shift, end: span.start + shift + figure.end - figure.start } : span,
  }
}

const isRestOf = (units: number, sums: readonly Sum[], total: Total): boolean =>
  sums.some(({ kind, units: net }) => kind === 'subtotal' && Math.abs(net + units - total.units) <= SLACK)

/** The row that sums them up; or the only one; or all of them together: one of several is not the tax of the whole. */
function chosen(taxes: readonly Tax[], sums: readonly Sum[], total: Total): Tax | undefined {
  const whole = taxes.findLast(({ isWhole, units }) => isWhole && units !== 0) ?? taxes.find(({ isWhole }) => isWhole)
  if (whole) return whole
  const owed = taxes.filter(({ units }) => units !== 0)
  const [first] = owed.length > 0 ? owed : taxes
  if (!first || owed.length === 0) return first
  const parts = printedOnce(owed)
  const all = parts.find((one) => parts.length > 2 && sumOf(parts) === 2 * one.units)
  if (all) return { ...all, isChecked: true }
  const together = [parts, owed].find((some) => some.length > 1 && isRestOf(sumOf(some), sums, total))
  if (together) return inAll(together, true)
  const isOne = new Set(owed.map(({ units }) => units)).size === 1 && !isShared(parts)
  if (isOne && (parts.length === 1 || new Set(parts.map(({ name }) => name)).size > 1))
    return isHalf(parts) && !first.isChecked ? undefined : first
  if (parts.every(({ isChecked }) => isChecked) || isOfEachRate(parts, total)) return inAll(parts, true)
  if (isShared(parts) || parts.every(({ rates }) => rates.length === 1)) return inAll(parts, false)
  const checked = parts.filter(({ isChecked }) => isChecked)
  return checked.length === 1 ? checked[0] : undefined
}

const sumOf = (taxes: readonly Tax[]): number => taxes.reduce((all, { units }) => all + units, 0)
const inAll = (taxes: readonly Tax[], isChecked: boolean): Tax | undefined => {
  const [first] = taxes
  return first && { ...first, units: sumOf(taxes), value: written(sumOf(taxes), first.value), isChecked }
}

/** A table and a line say the same tax again. */
const printedOnce = (taxes: readonly Tax[]): Tax[] =>
  taxes.filter((one, at) => taxes.findIndex((other) => isAgain(one, other)) === at)
const isAgain = (one: Tax, { name, units, rates }: Tax): boolean =>
  one.name === name &&
  one.units === units &&
  (one.rates.length === 0 || rates.length === 0 || one.rates.join() === rates.join())

/** Each on its own share of the total: the shares, with their taxes, make it up. */
function isOfEachRate(taxes: readonly Tax[], total: Total): boolean {
  const shares = taxes.map(({ units, rates: [rate] }) => (rate ? (units * (100_000 + rate)) / rate : Number.NaN))
  // A tax is rounded to a coin, and its share by so much more.
  const slack = taxes.reduce((all, { rates: [rate] }) => all + (rate ? 50_000 / rate : 0), SLACK)
  return Math.abs(shares.reduce((all, share) => all + share, 0) - total.units) <= slack
}

const NAME =
  /(?:[csi]|ut)?gst|cess|hst|pst|qst|tps|tvq|mwst|ust|tva|iva|vat|sst|(?:state|county|city|local|district) tax/
/** As the other language of Canada says it. */
const SAME: Readonly<Record<string, string>> = { tps: 'gst', tvq: 'qst', utgst: 'sgst' }
const nameOf = (label: string): string => {
  const name = NAME.exec(label)?.[0] ?? label.replace(/[^\p{L}]+/gu, ' ').trim()
  return SAME[name] ?? name
}
/** Taxes of two governments on the same sum. */
const SHARED = ['cgst sgst cess', 'gst pst qst', 'state tax county tax city tax local tax district tax']
const isShared = (taxes: readonly Tax[]): boolean =>
  !isHalf(taxes) &&
  new Set(taxes.map(({ name }) => name)).size > 1 &&
  SHARED.some((group) => taxes.every(({ name }) => ` ${group} `.includes(` ${name} `)))
const HALVES: ReadonlySet<string> = new Set(['cgst', 'sgst'])
/** Central tax without that of the state, or the other way round. */
const isHalf = (taxes: readonly Tax[]): boolean =>
  new Set(taxes.map(({ name }) => name).filter((name) => HALVES.has(name))).size === 1

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
