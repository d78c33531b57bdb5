import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  addDays,
  clock,
  daysBetween,
  homeCurrency,
  initials,
  money,
  plainDecimal,
  plural,
  price,
} from '../../../web/models/format.ts'

beforeAll(() => {
  vi.stubGlobal('navigator', { language: 'en-CA' })
})
afterEach(() => {
  homeCurrency.value = null
})

describe('money', () => {
  it('writes the code of a currency that is not the own one', () => {
    homeCurrency.value = 'CAD'
    expect(money('1356.00', 'CAD')).toBe('$1,356.00')
    expect(money('1356.00', 'USD')).toMatch(/USD\s1,356\.00/)
  })

  it('keeps every digit of an amount that a float would lose', () => {
    expect(money('90071992547409.91', 'USD')).toBe('$90,071,992,547,409.91')
    expect(money('200', 'JPY')).toBe('¥200')
  })

  it('shows a price with the decimals it was given', () => {
    expect(price('85', 'USD')).toBe('$85.00')
    expect(price('0.1250', 'USD')).toBe('$0.125')
  })
})

describe('initials', () => {
  it.each([
    ['The Annex Property Group', 'AP'],
    ['Jane Okafor', 'JO'],
    ['Mei-Lin Zhou', 'MZ'],
    ['Łucja', 'ŁU'],
    ['日本', '日本'],
    ['', '?'],
  ])('%s is %s', (name, wanted) => expect(initials(name)).toBe(wanted))
})

it('counts days across a change of clocks', () => {
  expect(addDays('2026-10-31', 2)).toBe('2026-11-02')
  expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2)
})

it('writes small things plainly', () => {
  expect(plainDecimal('13.0000')).toBe('13')
  expect(plainDecimal('1.5000')).toBe('1.5')
  expect(plainDecimal('100')).toBe('100')
  expect([plural(1, 'day'), plural(3, 'day')]).toEqual(['1 day', '3 days'])
  expect(clock(new Date(2026, 10, 20, 9, 2).getTime())).toBe('9:02')
})
