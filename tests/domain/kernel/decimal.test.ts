import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatScaled, MAX_SAFE, parseScaled } from '../../../core/domain/kernel/decimal.ts'

describe('parseScaled', () => {
  it.each<[string | number, number, bigint]>([
    ['0', 2, 0n],
    ['-0', 2, 0n],
    ['200', 2, 20_000n],
    ['200.00', 2, 20_000n],
    ['1.5', 4, 15_000n],
    ['-1.5', 4, -15_000n],
    ['007', 0, 7n],
    ['1.50', 1, 15n],
    ['1.0000', 0, 1n],
    ['0.0001', 4, 1n],
    ['90071992547409.91', 2, MAX_SAFE],
    [1, 2, 100n],
    [0.1, 2, 10n],
    [-2.5, 4, -25_000n],
    [1e3, 2, 100_000n],
    [-0, 2, 0n],
    [9007199254740991, 0, MAX_SAFE],
    [19.99, 2, 1999n],
    [1234567890123.45, 2, 123_456_789_012_345n],
  ])('reads %j with %i decimals', (text, decimals, value) => {
    expect(parseScaled(text, decimals)).toEqual({ ok: true, value })
  })

  it.each<[string | number, string]>([
    ['', 'not_a_number'],
    ['1e3', 'not_a_number'],
    ['12,50', 'not_a_number'],
    ['1,000.00', 'not_a_number'],
    ['１２', 'not_a_number'],
    ['١٢', 'not_a_number'],
    ['NaN', 'not_a_number'],
    ['Infinity', 'not_a_number'],
    [' 1', 'not_a_number'],
    ['1 ', 'not_a_number'],
    ['1\n', 'not_a_number'],
    ['+1', 'not_a_number'],
    ['--1', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['1.', 'not_a_number'],
    ['1.2.3', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['1_000', 'not_a_number'],
    ['$1', 'not_a_number'],
    ['−1', 'not_a_number'],
    ['x'.repeat(50), 'not_a_number'],
    [Number.NaN, 'not_a_number'],
    [Number.POSITIVE_INFINITY, 'not_a_number'],
    [1e21, 'too_large'],
    [-1e300, 'too_large'],
    [1e-7, 'not_a_number'],
    [0.1 + 0.2, 'not_a_number'],
    [123456789012345.67, 'not_a_number'],
    ['1.005', 'too_many_decimals'],
    ['0.001', 'too_many_decimals'],
    [1.005, 'too_many_decimals'],
    ['90071992547409.92', 'too_large'],
    ['-90071992547409.92', 'too_large'],
    [9007199254740992, 'too_large'],
    [9007199254740991, 'too_large'],
    ['9'.repeat(41), 'too_large'],
  ])('MO5 refuses %j: %s', (text, error) => {
    expect(parseScaled(text, 2)).toEqual({ ok: false, error })
  })

  it('MO10 a number of JSON means what its text says, or is refused', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const read = parseScaled(number, 4)
        if (read.ok) expect(Number(formatScaled(read.value, 4))).toBe(number === 0 ? 0 : number)
      }),
      { numRuns: 5000 },
    )
  })

  it.each([null, undefined, true, {}, [], 5n])('is safe with %s from an unchecked door', (value) => {
    expect(parseScaled(value as unknown as string, 2)).toEqual({ ok: false, error: 'not_a_number' })
  })
})

describe('formatScaled', () => {
  it.each<[bigint, number, boolean, string]>([
    [15_000n, 4, false, '1.5000'],
    [15_000n, 4, true, '1.5'],
    [10_000n, 4, true, '1'],
    [-5n, 2, false, '-0.05'],
    [0n, 4, true, '0'],
    [100n, 0, true, '100'],
    [1n, 4, false, '0.0001'],
  ])('%s with %i decimals, trimmed %s', (value, decimals, trim, text) => {
    expect(formatScaled(value, decimals, { trim })).toBe(text)
  })

  it('is read back as the same', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-MAX_SAFE, MAX_SAFE),
        fc.integer({ min: 0, max: 4 }),
        fc.boolean(),
        (value, decimals, trim) => {
          expect(parseScaled(formatScaled(value, decimals, { trim }), decimals)).toEqual({ ok: true, value })
        },
      ),
    )
  })
})
