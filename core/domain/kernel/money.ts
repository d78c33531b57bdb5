import { calculator, halfAwayFromZero } from 'dinero.js/bigint'
import { minorUnits } from './currencies.ts'
import { type DecimalReason, formatScaled, MAX_SAFE, parseScaled } from './decimal.ts'
import { err, type Result } from './result.ts'
import { FACTOR_DECIMALS } from './scales.ts'

/** 2^53 - 1: no stored amount is larger, so that JSON is exact (DESIGN 4). */
export const MAX_MINOR = MAX_SAFE

export type MoneyReason = DecimalReason | 'no_minor_unit'

/** Minor units of a decimal amount; more decimals than the currency has are refused, never rounded (DESIGN 7). */
export function parseMoney(text: string | number, currency: string): Result<bigint, MoneyReason> {
  const decimals = minorUnits(currency)
  return decimals === null ? err('no_minor_unit') : parseScaled(text, decimals)
}

/** What is wrong with an amount, for the person who typed it. */
export function moneyMessage(reason: MoneyReason, currency: string): string {
  if (reason === 'too_large') return 'This amount is too large'
  const decimals = minorUnits(currency) ?? 0
  return `Use a number with up to ${decimals} decimals, such as ${decimals ? '200.00' : '200'}`
}

/** The wire form: a decimal string with the currency's own decimals, "200.00", JPY "200". */
export function formatMoney(minor: bigint, currency: string): string {
  const decimals = minorUnits(currency)
  if (decimals === null) throw new RangeError(`${currency} has no minor unit`)
  return formatScaled(minor, decimals)
}

/** The one rounding: to the nearest integer, half away from zero (DESIGN 7). The denominator is positive. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('denominator must be positive')
  return halfAwayFromZero(numerator, denominator, calculator)
}

/**
 * Splits a total in proportion to weights by largest remainder, the earlier part winning ties: the parts sum to the
 * total exactly and a weight of zero gets nothing. A negative total mirrors the positive one. Weights that sum to zero
 * count by their size; if all are zero the first part gets everything.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return allocate(-total, weights).map((part) => -part)
  const sum = sumOf(weights)
  if (sum < 0n)
    return allocate(
      total,
      weights.map((weight) => -weight),
    )
  if (sum > 0n)
    return roundToSum(
      total,
      weights.map((weight) => total * weight),
      sum,
    )
  const sizes = weights.map((weight) => (weight < 0n ? -weight : weight))
  const size = sumOf(sizes)
  return roundToSum(
    total,
    sizes.map((weight) => total * weight),
    size === 0n ? 1n : size,
  )
}

/**
 * Rounds the shares numerators[i] / denominator so that they sum to the total: each down, then what is missing goes one
 * by one to the largest remainders. A share of zero stays zero unless there is no other; then the first takes the total.
 */
export function roundToSum(total: bigint, numerators: readonly bigint[], denominator: bigint): bigint[] {
  if (numerators.length === 0 && total !== 0n) throw new RangeError('nothing to allocate to')
  const parts = numerators.map((numerator) => floorDivide(numerator, denominator))
  const missing = total - sumOf(parts)
  const order = byRemainder(numerators, parts, denominator)
  const count = BigInt(order.length)
  const every = count === 0n ? 0n : floorDivide(missing, count)
  const extra = missing - every * count
  order.forEach((index, rank) => {
    parts[index]! += every + (BigInt(rank) < extra ? 1n : 0n)
  })
  return parts
}

function byRemainder(numerators: readonly bigint[], parts: readonly bigint[], denominator: bigint): number[] {
  const remainders = numerators.map((numerator, index) => numerator - parts[index]! * denominator)
  const shares = [...numerators.keys()].filter((index) => numerators[index] !== 0n)
  const order = shares.sort((a, b) => compare(remainders[b]!, remainders[a]!) || a - b)
  return order.length === 0 && numerators.length > 0 ? [0] : order
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient
}

/** The sum of amounts of one currency. */
export function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n)
}

/** A price for one: at least the decimals of its currency, at most six. */
export function formatUnitPrice(rateE6: bigint, currency: string): string {
  const [whole = '0', fraction = ''] = formatScaled(rateE6, FACTOR_DECIMALS, { trim: true }).split('.')
  const padded = fraction.padEnd(minorUnits(currency) ?? 0, '0')
  return padded === '' ? whole : `${whole}.${padded}`
}
