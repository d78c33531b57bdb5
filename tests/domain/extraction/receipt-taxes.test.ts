import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'

const taxOf = (country: string, ...lines: string[]) =>
  readReceipt(linesOf(['Laden', ...lines].join('\n')), { received: '2026-11-27T12:00:00', country }).tax

describe('of several taxes all of them, or nothing', () => {
  it.each<[country: string, lines: string[], tax: string | undefined]>([
    ['DE', ['SUMME EUR 45,90', 'MwSt. 19,00% 4,12 EUR', 'MwSt. 7,00% 1,31 EUR'], '5.43'],
    ['DE', ['SUMME EUR 45,90', 'MwSt. 19% 1,00', 'MwSt. 7% 1,00'], '2.00'],
    ['DE', ['SUMME EUR 45,90', 'MwSt 4,12', 'MwSt 1,31'], undefined],
    ['CH', ['Total CHF 45.90', 'MWST 8.1% 2.10', 'MWST 2.6% 0.45'], '2.55'],
    ['FR', ['TOTAL TTC 45,90', 'TVA 20% 4,12', 'TVA 5,5% 1,31'], '5.43'],
    ['ES', ['TOTAL 45,90', 'IVA 21% 4,12', 'IVA 10% 1,31', 'IVA 4% 0,20'], '5.63'],
    ['IN', ['Sub Total 1000.00', 'CGST @ 9% 90.00', 'SGST @ 9% 90.00', 'Grand Total Rs. 1,180.00'], '180.00'],
    ['IN', ['Sub Total Rs.1,000', 'CGST @ 9% 90', 'SGST @ 9% 90', 'Total Rs.1,180/-'], '180.00'],
    ['IN', ['Total Rs.1,180.00', 'CGST 90.00', 'SGST 90.00'], '180.00'],
    ['IN', ['Total Rs.1,180', 'IGST 180'], '180.00'],
    ['IN', ['Total Rs.1,180.00', 'CGST 90.00'], undefined],
    ['CA', ['Subtotal 100.00', 'GST 5% 5.00', 'QST 9.975% 9.98', 'Total 114.98'], '14.98'],
    ['CA', ['Total 112.00', 'GST 5.00', 'PST 7.00'], '12.00'],
    ['CA', ['Total 114,98', 'TPS 5,00', 'TVQ 9,98'], '14.98'],
    ['US', ['Subtotal 100.00', 'Tax 1 6.00', 'Tax 2 6.00', 'Total 112.00'], '12.00'],
  ])('%s %j: %s', (country, lines, tax) => expect(taxOf(country, ...lines)?.value).toBe(tax))
})

describe('a tax that is printed twice is one', () => {
  const once = ['SUMME EUR 6,18', 'MwSt. 19,00% 0,80 EUR', 'MwSt. 7,00% 0,08 EUR']
  it.each<[what: string, country: string, lines: string[], tax: string]>([
    ['again', 'DE', [...once, ...once.slice(1)], '0.88'],
    ['in sum', 'DE', [...once, 'MwSt. 0,88'], '0.88'],
    ['in a sum called so', 'DE', [...once, 'MwSt. gesamt 0,88'], '0.88'],
    [
      'in a table',
      'DE',
      [...once, 'Steuer % Netto Steuer Brutto', 'A= 7,0% 1,11 0,08 1,19', 'B= 19,0% 4,19 0,80 4,99'],
      '0.88',
    ],
    ['in other words', 'DE', ['SUMME EUR 11,90', 'darin MwSt 1,90', 'MwSt. 19,00% 1,90 EUR'], '1.90'],
    ['whole and in halves', 'IN', ['Total Rs.1,180.00', 'GST 18% 180.00', 'CGST 9% 90.00', 'SGST 9% 90.00'], '180.00'],
    [
      'in a table of halves',
      'IN',
      ['HSN Taxable CGST SGST', '9% 1000.00 90.00 90.00', 'Total Rs.1,180.00', 'CGST 90.00', 'SGST 90.00'],
      '180.00',
    ],
    [
      'without its rate',
      'CA',
      ['Subtotal 100.00', 'GST 5% 5.00', 'QST 9.975% 9.98', 'Total 114.98', 'GST 5.00', 'QST 9.98'],
      '14.98',
    ],
  ])('%s', (_, country, lines, tax) => expect(taxOf(country, ...lines)?.value).toBe(tax))
})

it('H-AI-9 is sure of a sum that the total or a table says too, and of no other', () => {
  expect(taxOf('IN', 'Sub Total 1000.00', 'CGST 90.00', 'SGST 90.00', 'Total 1180.00')!.confidence).toBeGreaterThan(
    0.85,
  )
  expect(taxOf('FR', 'TOTAL TTC 45,90', 'TVA 20% 4,12', 'TVA 5,5% 0,31')!.confidence).toBeLessThan(0.85)
})
