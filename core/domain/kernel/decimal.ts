import { err, ok, type Result } from './result.ts'
import { FACTOR_DECIMALS, PERCENT_DECIMALS } from './scales.ts'

/** 2^53 - 1: amounts within it are exact in JSON and in a browser. */
export const MAX_SAFE = 9007199254740991n

/** Below a trillion, so that it fits a bigint column with its decimals. Beyond 2^53, so it crosses JSON as text. */
const FACTOR_MAX = 10n ** 18n - 1n

export type DecimalReason = 'not_a_number' | 'too_many_decimals' | 'too_large'

const DECIMAL = /^(-?)([0-9]+)(?:\.([0-9]+))?$/
const LENGTH_MAX = 40

export const parseFactor = (text: string | number) => parseScaled(text, FACTOR_DECIMALS, FACTOR_MAX)
export const parsePercent = (text: string | number) => parseScaled(text, PERCENT_DECIMALS)

/** What is wrong with a decimal, for the person who typed it. */
export const decimalMessage = (reason: DecimalReason, decimals: number): string =>
  ({
    not_a_number: `Use a number with up to ${decimals} decimals and a point, such as 1.5`,
    too_many_decimals: `Use up to ${decimals} decimals`,
    too_large: 'This number is too large',
  })[reason]

/**
 * A decimal as an integer scaled by 10^maxDecimals, exactly: "1.5" with 4 is 15000n. ASCII digits and one point only, no
 * exponent, sign `+`, space or comma (MO5). A JSON number is accepted when its shortest form is such a decimal of at
 * most 15 digits, because a longer one may already have been rounded.
 */
export function parseScaled(text: string | number, maxDecimals: number, max = MAX_SAFE): Result<bigint, DecimalReason> {
  if (typeof text === 'number' && isBeyondSafe(text)) return err('too_large')
  const written = typeof text === 'number' ? writtenNumber(text) : text
  if (typeof written !== 'string') return err('not_a_number')
  if (written.length > LENGTH_MAX) return err(DECIMAL.test(written) ? 'too_large' : 'not_a_number')
  const match = DECIMAL.exec(written)
  if (!match) return err('not_a_number')
  const [, sign, whole, fraction = ''] = match
  const significant = fraction.replace(/0+$/, '')
  if (significant.length > maxDecimals) return err('too_many_decimals')
  const size = BigInt(`${whole}${significant.padEnd(maxDecimals, '0')}`)
  if (size > max) return err('too_large')
  return ok(sign === '-' ? -size : size)
}

const isBeyondSafe = (value: number) => Number.isFinite(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER

function writtenNumber(value: number): string | null {
  if (!Number.isFinite(value)) return null
  const written = String(value)
  const digits = written.replace(/[-.]/g, '').replace(/^0+/, '')
  return Number.isSafeInteger(value) || digits.length <= 15 ? written : null
}

/** The decimal string of a scaled integer: 15000n with 4 is "1.5000", or "1.5" trimmed. */
export function formatScaled(value: bigint, decimals: number, options: { trim?: boolean } = {}): string {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals)
  const shown = options.trim ? fraction.replace(/0+$/, '') : fraction
  return shown === '' ? `${sign}${whole}` : `${sign}${whole}.${shown}`
}
