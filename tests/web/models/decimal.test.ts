import { expect, it } from 'vitest'
import { fractionDigits, isZero } from '../../../web/models/decimal.ts'

it('knows zero and counts decimals', () => {
  expect(['0', '0.00', '-0.0', ''].map(isZero)).toEqual([true, true, true, true])
  expect(['0.01', '10'].map(isZero)).toEqual([false, false])
  expect(fractionDigits('1.125')).toBe(3)
})
