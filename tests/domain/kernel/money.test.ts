import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CURRENCY_CODES, minorUnits } from '../../../core/domain/kernel/currencies.ts'
import {
  allocate,
  divideRounded,
  formatMoney,
  MAX_MINOR,
  parseMoney,
  roundToSum,
  sumOf,
} from '../../../core/domain/kernel/money.ts'

const amount = fc.bigInt(-MAX_MINOR, MAX_MINOR)

describe('divideRounded', () => {
  it.each<[bigint, bigint, bigint]>([
    [5n, 10n, 1n],
    [-5n, 10n, -1n],
    [4n, 10n, 0n],
    [-4n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
    [-25n, 10n, -3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [0n, 7n, 0n],
    [7n, 1n, 7n],
    [10n ** 40n + 5n * 10n ** 19n, 10n ** 20n, 10n ** 20n + 1n],
  ])('%s / %s is %s', (numerator, denominator, value) => {
    expect(divideRounded(numerator, denominator)).toBe(value)
  })

  it('is the nearest integer, and a half goes away from zero', () => {
    fc.assert(
      fc.property(amount, fc.bigInt(1n, 10n ** 9n), (numerator, denominator) => {
        const error = 2n * (divideRounded(numerator, denominator) * denominator - numerator)
        const sign = numerator < 0n ? -1n : 1n
        expect(error * sign > -denominator && error * sign <= denominator).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  it.each([0n, -1n])('throws on the denominator %s', (denominator) => {
    expect(() => divideRounded(1n, denominator)).toThrow(RangeError)
  })
})

describe('allocate', () => {
  it.each<[bigint, bigint[], bigint[]]>([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [1001n, [1n, 0n, 2n], [334n, 0n, 667n]],
    [1n, [0n, 1n], [0n, 1n]],
    [5n, [3n, 7n], [2n, 3n]],
    [10n, [0n, 0n], [10n, 0n]],
    [0n, [], []],
    [0n, [5n, 5n], [0n, 0n]],
    [10n, [-1n, -1n], [5n, 5n]],
    [10n, [100n, -50n], [20n, -10n]],
    [10n, [-100n, 50n], [20n, -10n]],
    [10n, [100n, -100n], [5n, 5n]],
    [2n, [1n, 1n, 1n, 1n], [1n, 1n, 0n, 0n]],
  ])('%s by %s', (total, weights, parts) => {
    expect(allocate(total, weights)).toEqual(parts)
  })

  it('parts sum to the whole, zero weights get nothing, none is a unit off its share', () => {
    const weights = fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(amount, weights, (total, each) => {
        const parts = allocate(total, each)
        const whole = sumOf(each)
        expect(sumOf(parts)).toBe(total)
        if (whole === 0n) return
        for (const [i, weight] of each.entries()) {
          if (weight === 0n) expect(parts[i]).toBe(0n)
          const off = parts[i]! * whole - total * weight
          expect(off < whole && off > -whole).toBe(true)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('parts sum to the whole with weights of any sign', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { minLength: 1, maxLength: 8 }), (total, weights) => {
        expect(sumOf(allocate(total, weights))).toBe(total)
      }),
      { numRuns: 3000 },
    )
  })

  it('cannot give to nobody', () => {
    expect(() => allocate(1n, [])).toThrow(RangeError)
  })

  it('roundToSum reaches a total far from the shares', () => {
    expect(roundToSum(10n, [1n, 2n], 2n)).toEqual([5n, 5n])
    expect(roundToSum(-1n, [1n, 3n, 5n], 4n)).toEqual([-1n, 0n, 0n])
  })
})

describe('money on the wire', () => {
  it.each<[bigint, string, string]>([
    [20_000n, 'USD', '200.00'],
    [200n, 'JPY', '200'],
    [-5n, 'USD', '-0.05'],
    [0n, 'USD', '0.00'],
    [1234n, 'KWD', '1.234'],
    [12_345n, 'CLF', '1.2345'],
    [MAX_MINOR, 'USD', '90071992547409.91'],
  ])('%s of %s is %s', (minor, currency, text) => {
    expect(formatMoney(minor, currency)).toBe(text)
    expect(parseMoney(text, currency)).toEqual({ ok: true, value: minor })
  })

  it.each<[string | number, string, string]>([
    ['200.5', 'JPY', 'too_many_decimals'],
    ['1.0001', 'KWD', 'too_many_decimals'],
    ['12,50', 'USD', 'not_a_number'],
    [Number.NaN, 'USD', 'not_a_number'],
    ['90071992547409.92', 'USD', 'too_large'],
    ['1', 'XAU', 'no_minor_unit'],
    ['1', 'usd', 'no_minor_unit'],
  ])('MO5 %j of %s: %s', (text, currency, error) => {
    expect(parseMoney(text, currency)).toEqual({ ok: false, error })
  })

  it('MO9 every currency reads back what it writes, with its own number of decimals', () => {
    for (const code of CURRENCY_CODES) {
      const decimals = minorUnits(code)
      if (decimals === null) {
        expect(() => formatMoney(1n, code)).toThrow(RangeError)
        continue
      }
      for (const minor of [0n, 1n, -1n, 99n, 123_456_789n, -MAX_MINOR, MAX_MINOR]) {
        const text = formatMoney(minor, code)
        expect(text.split('.')[1]?.length ?? 0).toBe(decimals)
        expect(parseMoney(text, code)).toEqual({ ok: true, value: minor })
      }
    }
  })
})
