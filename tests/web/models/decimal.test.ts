import { describe, expect, it } from 'vitest'
import { fractionDigits, isZero, padDecimal, readDecimal } from '../../../web/models/decimal.ts'

describe('readDecimal', () => {
  it.each([
    ['85', '85'],
    ['85.', '85'],
    ['.5', '0.5'],
    ['1,234.5', '1234.5'],
    ['1,234', '1234'],
    ['12,34', '12.34'],
    ['1 234,50', '1234.50'],
    ['1.234,50', '1234.50'],
    ['$ 1,356.00', '1356.00'],
    ['10 %', '10'],
    ['007', '7'],
    ['-3.5', '-3.5'],
  ])('reads %s as %s', (typed, wanted) => expect(readDecimal(typed)).toBe(wanted))

  it.each(['', ' ', 'abc', '1e5', '1.2.3', '--1', '1/2', '.', '١٢'])('refuses %s', (typed) =>
    expect(readDecimal(typed)).toBeNull(),
  )
})

describe('padDecimal', () => {
  it.each([
    ['85', 2, '85.00'],
    ['85.5', 2, '85.50'],
    ['85.500', 2, '85.50'],
    ['85.125', 2, '85.125'],
    ['1200', 0, '1200'],
    ['1200.00', 0, '1200'],
  ])('%s with %d decimals is %s', (value, decimals, wanted) => expect(padDecimal(value, decimals)).toBe(wanted))
})

it('knows zero and counts decimals', () => {
  expect(['0', '0.00', '-0.0', ''].map(isZero)).toEqual([true, true, true, true])
  expect(['0.01', '10'].map(isZero)).toEqual([false, false])
  expect(fractionDigits('1.125')).toBe(3)
})
