import { describe, expect, it } from 'vitest'
import { decimalSigns, numberWriter } from '../../../core/domain/kernel/written-numbers.ts'

const euros = { style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol' } as const
const percent = { style: 'unit', unit: 'percent', maximumFractionDigits: 4 } as const
// Between thousands, Swiss French has had an apostrophe and a narrow space.
const plain = (text: string) => text.replace(/\s|['’](?=049)/g, ' ')

describe('one line has one way to write numbers', () => {
  it.each([
    ['en-DE', '2.5', '€1,049.95', '9.975 %', '−€0.50'],
    ['de-DE', '2,5', '1.049,95 €', '9,975 %', '−0,50 €'],
    ['fr-CH', '2.5', '1 049.95 €', '9.975%', '−0.50 €'],
    ['en-CA', '2.5', '€1,049.95', '9.975%', '−€0.50'],
    ['en-AT', '2,5', '€ 1.049,95', '9,975 %', '−€ 0,50'],
    ['ja-JP', '2.5', '€1,049.95', '9.975%', '−€0.50'],
  ])('%s', (locale, qty, amount, share, minus) => {
    expect(numberWriter(locale)('2.5')).toBe(qty)
    expect(plain(numberWriter(locale, euros)('1049.95'))).toBe(amount)
    expect(plain(numberWriter(locale, percent)('9.975'))).toBe(share)
    expect(plain(numberWriter(locale, euros)('-0.5'))).toBe(minus)
  })
})

it('holds for every region of English, French and German', () => {
  const regions = 'DE AT CH FR BE NL IT ES SE FI DK PL JP IN CA US GB ZA LU SI'.split(' ')
  for (const locale of ['en', 'fr', 'de'].flatMap((language) => regions.map((region) => `${language}-${region}`))) {
    const sign = (text: string) => text.replace(/[^.,٫]/g, '').at(-1)
    expect(sign(numberWriter(locale)('2.5')), locale).toBe(sign(numberWriter(locale, euros)('2.5')))
  }
})

it('keeps every digit', () => {
  expect(numberWriter('en', { style: 'currency', currency: 'USD' })('90071992547409.91')).toBe('$90,071,992,547,409.91')
  expect(numberWriter('en-DE')('1234567.125')).toBe('1,234,567.125')
})

it('knows both decimal signs of a locale', () => {
  expect([decimalSigns('en-DE'), decimalSigns('de-DE'), decimalSigns('fr-CH')]).toEqual([
    ['.', ','],
    [',', ','],
    ['.', ','],
  ])
})
