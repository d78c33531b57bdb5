import { describe, expect, it } from 'vitest'
import { CURRENCY_CODES, minorUnits } from '../../../core/domain/kernel/currencies.ts'
import { MAX_MINOR } from '../../../core/domain/kernel/money.ts'
import { fromStripeAmount, toStripeAmount } from '../../../core/domain/payments/stripe-amount.ts'

describe('amounts for Stripe', () => {
  it.each<[bigint, string, number]>([
    [1999n, 'USD', 1999],
    [1999n, 'usd', 1999],
    [200n, 'JPY', 200],
    [500n, 'MGA', 5],
    [5n, 'ISK', 500],
    [5n, 'UGX', 500],
    [1230n, 'KWD', 1230],
    [50n, 'USD', 50],
    [30n, 'GBP', 30],
    [50n, 'JPY', 50],
    [17_500n, 'HUF', 17_500],
    [99_999_999n, 'USD', 99_999_999],
    [999_999_999_999n, 'IDR', 999_999_999_999],
  ])('MO9 %s of %s is sent as %i', (minor, currency, amount) => {
    expect(toStripeAmount(minor, currency)).toEqual({ ok: true, value: amount })
    expect(fromStripeAmount(amount, currency)).toBe(minor)
  })

  it.each<[bigint, string, string]>([
    [550n, 'MGA', 'not_payable_exactly'],
    [1234n, 'KWD', 'not_payable_exactly'],
    [0n, 'USD', 'not_positive'],
    [-1n, 'USD', 'not_positive'],
    [1n, 'XAU', 'unknown_currency'],
    [1n, 'CLF', 'unknown_currency'],
    [1n, 'ZZZ', 'unknown_currency'],
    [MAX_MINOR, 'ISK', 'too_large'],
    [MAX_MINOR, 'USD', 'too_large'],
    [100_000_000n, 'USD', 'too_large'],
    [100_000_000n, 'JPY', 'too_large'],
    [49n, 'USD', 'too_small'],
    [30n, 'JPY', 'too_small'],
    [29n, 'GBP', 'too_small'],
  ])('MO9 %s of %s cannot be charged: %s', (minor, currency, error) => {
    expect(toStripeAmount(minor, currency)).toEqual({ ok: false, error })
  })

  it.each<[number, string]>([
    [550, 'ISK'],
    [1.5, 'USD'],
    [Number.NaN, 'USD'],
    [2 ** 53, 'USD'],
    [1, 'CLF'],
    [1, 'XXX'],
  ])('MO9 %d of %s is not what Stripe can have meant', (amount, currency) => {
    expect(() => fromStripeAmount(amount, currency)).toThrow(RangeError)
  })

  it('MO9 a refund is negative and comes back as such', () => {
    expect(fromStripeAmount(-1999, 'usd')).toBe(-1999n)
  })

  it('MO9 every currency with up to three decimals comes back as it was sent', () => {
    for (const code of CURRENCY_CODES) {
      const decimals = minorUnits(code)
      const sent = toStripeAmount(123_000n, code)
      expect(sent.ok).toBe(decimals !== null && decimals <= 3)
      if (sent.ok) expect(fromStripeAmount(sent.value, code)).toBe(123_000n)
    }
  })
})
