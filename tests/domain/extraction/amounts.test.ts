import { expect, it } from 'vitest'
import { findAmounts } from '../../../core/domain/extraction/amounts.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { SURE } from '../../support/extraction/words.ts'

const sumsOf = (text: string, country = 'DE') =>
  findAmounts(linesOf(text), { country }).map(({ value, currency }) => `${value} ${currency ?? '?'}`)

it.each([
  ['1 234,50 €', '1234.50 EUR'],
  ['1 234 567,89 EUR', '1234567.89 EUR'],
  ['12 000 € TTC', '12000 EUR'],
  ['2 500 euros', '2500 EUR'],
  ['€ 1 234.50', '1234.50 EUR'],
  ['₹1,23,456', '123456 INR'],
  ['Rs. 12,34,567.50', '1234567.50 INR', 'IN'],
  ["CHF 1'234.50", '1234.50 CHF'],
  ['CHF 50.– bar', '50 CHF'],
  ['50,- €', '50 EUR'],
  ['12.000,- €', '12000 EUR'],
  ['2x 45 €', '45 EUR'],
  ['$1,234', '1234 USD', 'US'],
  ['pay Rs.1,25,000/- by then', '125000 INR', 'IN'],
  ['Rs.2,50,000', '250000 INR', 'IN'],
  ['Rs.12,34,567.50', '1234567.50 INR', 'IN'],
  ['1,25,000/- Rs.', '125000 INR', 'IN'],
  ['₹.1,25,000', '125000 INR', 'IN'],
  ["Fr.1'234.50", '1234.50 CHF', 'CH'],
  ['CHF.120', '120 CHF', 'CH'],
  ['kr.1.250,00', '1250.00 DKK', 'DK'],
  ['kr. 12 500', '12500 NOK', 'NO'],
  ['EUR 12 500', '12500 EUR'],
  ['R$.1.234,56', '1234.56 BRL', 'BR'],
  ['Bs.1.234,50', '1234.50 VES', 'VE'],
  ['S/.1,200.00', '1200.00 PEN', 'PE'],
])('%s is one sum', (text, sum, country?: string) => expect(sumsOf(text, country)).toEqual([sum]))

it.each([
  ['Rs.1,25,00', 'IN'],
  ['Rs.1,25,000,00', 'IN'],
  ['1.25,00,0 €', 'DE'],
  ['.50 €', 'DE'],
  ['Nr.1,25,000', 'DE'],
  ['St.1.250', 'DE'],
  ['Bs.500', 'US'],
  ['S/500', 'US'],
])('%s is no sum that anybody writes', (text, country) => expect(sumsOf(text, country)).toEqual([]))

it.each([
  ['Rs.1,25', 'IN'],
  ['1,25 Rs', 'IN'],
  ['$12 500', 'US'],
])('H-AI-9 %s may be part of more, and is not sure', (text, country) =>
  expect(findAmounts(linesOf(text), { country })[0]!.confidence).toBeLessThan(SURE),
)

it.each(['12,5 %', '12 000 Stück', 'room 2 150', '030 123 456'])('%s is none', (text) =>
  expect(sumsOf(text)).toEqual([]),
)

it('what looks like a number with spaces ends where the number ends', () => {
  expect(sumsOf('030 123 456,50 €')).toEqual(['456.50 EUR'])
  expect(sumsOf('50,-6 €')).toEqual(['6 EUR'])
})

it.each(['constructor 5', '5 constructor', 'five constructor', 'constructor million dollars', '5 K constructor'])(
  'a word that every object has is no money: %s',
  (text) => expect(sumsOf(text)).toEqual([]),
)
it.each(['$5 constructor', 'constructor$5'])('nor does it stand in the way of money: %s', (text) =>
  expect(sumsOf(text, 'US')).toEqual(['5 USD']),
)
