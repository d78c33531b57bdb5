import { parseScaled } from '../kernel/decimal.ts'
import { divideRounded } from '../kernel/money.ts'

/** The decimals that are counted exactly; what is written with more is no amount. */
const DECIMALS = 12
export const ONE = 10n ** BigInt(DECIMALS)
const MAX = 10n ** 30n

/** A decimal, scaled by 10^12; null for what is none. */
export function exact(written: string | undefined): bigint | null {
  if (written === undefined) return null
  const read = parseScaled(written.replace(/^\+/, ''), DECIMALS, MAX)
  return read.ok ? read.value : null
}

/** What is missing counts for nothing. */
export const exactOrNothing = (written: string | undefined): bigint => exact(written) ?? 0n

export const sumOfExact = (written: readonly (string | undefined)[]): bigint =>
  written.reduce((sum, each) => sum + exactOrNothing(each), 0n)

/** A share of an amount, rounded to two decimals, half away from zero. */
export const percentOf = (amount: bigint, percent: bigint): bigint =>
  divideRounded(amount * percent, ONE * 100n * CENT) * CENT

/** To two decimals, half away from zero. */
export const toCents = (amount: bigint): bigint => divideRounded(amount, CENT) * CENT

const CENT = ONE / 100n

/** How many decimals were written. */
export const decimalsOf = (written: string): number => written.split('.')[1]?.length ?? 0

/** To the nearest whole, in exact units. */
export const toWhole = (amount: bigint): bigint => divideRounded(amount, ONE)

export const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount)
