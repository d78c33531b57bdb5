import { minorUnits } from '../kernel/currencies.ts'
import { err, ok, type Result } from '../kernel/result.ts'

export type StripeAmountReason = 'unknown_currency' | 'not_positive' | 'too_small' | 'too_large' | 'not_payable_exactly'

/** docs.stripe.com/currencies: sent without decimals. */
const ZERO_DECIMAL = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
/** Sent with two decimals that must be 00 although nobody uses them any more. */
const TWO_DECIMALS_OF_ZERO = new Set(['ISK', 'UGX'])
/** Stripe knows no currency of four decimals (CLF, UYW). */
const STRIPE_DECIMALS_MAX = 3

/** docs.stripe.com/currencies: the least that is charged, in Stripe's units. An account that settles in another currency may need more. */
const LEAST: Readonly<Record<string, bigint>> = {
  ...{ AED: 200n, AUD: 50n, BGN: 100n, BRL: 50n, CAD: 50n, CHF: 50n, CZK: 15_00n, DKK: 250n, EUR: 50n, GBP: 30n },
  ...{ HKD: 400n, HUF: 175_00n, INR: 50n, JPY: 50n, MXN: 10_00n, MYR: 200n, NOK: 300n, NZD: 50n, PLN: 200n },
  ...{ RON: 200n, SEK: 300n, SGD: 50n, THB: 10_00n, USD: 50n },
}
/** Eight digits, but for those of small units. */
const MOST = 99_999_999n
const MOST_OF: Readonly<Record<string, bigint>> = {
  COP: 9_999_999_999n,
  HUF: 9_999_999_999n,
  IDR: 999_999_999_999n,
  INR: 999_999_999n,
}

/** The integer Stripe wants for an amount in our minor units (MO9), or why Stripe cannot charge exactly that. */
export function toStripeAmount(minor: bigint, currency: string): Result<number, StripeAmountReason> {
  const code = currency.toUpperCase()
  const amount = toStripeUnits(minor, code)
  if (amount.ok && BigInt(amount.value) < (LEAST[code] ?? 1n)) return err('too_small')
  return amount
}

/** The same of what is not charged: of a refund, which may be as small as one unit. */
export function toStripeUnits(minor: bigint, currency: string): Result<number, StripeAmountReason> {
  const code = currency.toUpperCase()
  const decimals = minorUnits(code)
  if (decimals === null || decimals > STRIPE_DECIMALS_MAX) return err('unknown_currency')
  if (minor <= 0n) return err('not_positive')
  if (decimals === 3 && minor % 10n !== 0n) return err('not_payable_exactly')
  const shift = stripeDecimals(code, decimals) - decimals
  if (shift < 0 && minor % power(-shift) !== 0n) return err('not_payable_exactly')
  const amount = shift < 0 ? minor / power(-shift) : minor * power(shift)
  return amount > (MOST_OF[code] ?? MOST) ? err('too_large') : ok(Number(amount))
}

/** Our minor units of an amount as Stripe reports it; throws RangeError on what Stripe cannot have meant. */
export function fromStripeAmount(n: number, currency: string): bigint {
  const code = currency.toUpperCase()
  const decimals = minorUnits(code)
  if (decimals === null || decimals > STRIPE_DECIMALS_MAX || !Number.isSafeInteger(n))
    throw new RangeError(`not a Stripe amount: ${n} ${currency}`)
  const shift = decimals - stripeDecimals(code, decimals)
  const amount = BigInt(n)
  if (shift >= 0) return amount * power(shift)
  if (amount % power(-shift) !== 0n) throw new RangeError(`not a whole ${code}: ${n}`)
  return amount / power(-shift)
}

function stripeDecimals(code: string, decimals: number): number {
  if (ZERO_DECIMAL.has(code)) return 0
  return TWO_DECIMALS_OF_ZERO.has(code) ? 2 : decimals
}

const power = (exponent: number) => 10n ** BigInt(exponent)
