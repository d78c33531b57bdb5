import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { SURE } from '../../support/extraction/words.ts'

const read = (text: string, country: string) => readReceipt(linesOf(text), { received: '2026-11-27T12:00:00', country })

describe('the total of what names none', () => {
  it('is what the things above it come to, or the only money there is, and is not sure', () => {
    for (const [text, total] of [
      ['lavender 18.00\nbay tree 15.00\n£33.00', '33.00'],
      ['Billett\nCHF 54.-', '54.00'],
    ] as const) {
      const found = read(text, 'GB').total
      expect(found?.value).toBe(total)
      expect(found?.confidence).toBeLessThan(SURE)
    }
  })
  it.each(['lavender 18.00\nbay tree 15.00\n£40.00', 'Ticket 12 of 54', 'Bay tree 15.00'])('is none in %s', (text) =>
    expect(read(text, 'GB').total).toBeUndefined(),
  )
})

it('thousands stand behind a space where money stands before them, and are never cut off', () => {
  expect(read('Sub total 1 000.00\nVAT 15% 150.00\nTOTAL R 1 150.00', 'ZA')).toMatchObject({
    total: { value: '1150.00' },
    tax: { value: '150.00' },
  })
  expect(read('Pipe 2 150.00\nTotal 300.00', 'GB').total?.value).toBe('300.00')
})

it('a deposit is no total, whether it was paid or given back', () => {
  expect(read('Hire 92.25\nTotal 92.25\nDeposit refunded 50.00', 'IE').total?.value).toBe('92.25')
  expect(read('Hire 350.00\nTotal 385.00\nDeposit 100.00', 'AU').total?.value).toBe('385.00')
})

it.each([
  ['居酒屋 はなび\n2026年11月13日\n合計 ¥7,480', 'JP', '居酒屋 はなび'],
  ['SHARMA ELECTRICALS\nShop 12, Nehru Market, Pune 411001\nTotal 500.00', 'IN', 'SHARMA ELECTRICALS'],
  ['CAPUFE CASETA\n20/11/2026\nCARRIL 4 AUTO\nTotal $133.00', 'MX', 'CAPUFE CASETA'],
])('knows who sold by no more than a name: %s', (text, country, vendor) =>
  expect(read(text, country).vendor?.value).toBe(vendor),
)
it('whoever paid has not sold', () => {
  expect(read('RECEIPT No. 118\nReceived from Maple Corner\nAmount $42.00', 'US').vendor).toBeUndefined()
})

it('the day of an order comes before that of a journey or a delivery', () => {
  expect(read('Voyage le 18/10/2026\nCommande passée le 02/10/2026\nTotal 138,00 €', 'FR').date?.value).toBe(
    '2026-10-02',
  )
  expect(read('Rechnungsdatum 11.11.2026\nLieferdatum 09.11.2026\nSumme 12,00', 'DE').date?.value).toBe('2026-11-11')
})

it.each([
  ['Subtotaal excl. btw 250,00\n21% btw 52,50\nTotaal incl. btw € 302,50', 'NL', '302.50', '52.50'],
  ['Fare 42.00\nTOTAL $46.20\nTotal includes GST $4.20', 'AU', '46.20', '4.20'],
  ['Base imponible 160,00\nI.V.A. 10 % 16,00\nTotal factura 176,00 €', 'ES', '176.00', '16.00'],
  ['FI-Schalter 99,00\n20 % MwSt. 19,80\nRechnungssumme 118,80', 'AT', '118.80', '19.80'],
  ['Preis 71,90 EUR\nMwSt D: 7% 4,70 EUR', 'DE', '71.90', '4.70'],
])('tells the tax from what it is of: %s', (text, country, total, tax) =>
  expect(read(text, country)).toMatchObject({ total: { value: total }, tax: { value: tax } }),
)
it('what includes a tax of nothing is the total', () =>
  expect(read('TOTAL INCLUDES GST 0% 8.20\nCASH 20.20\nCHANGE 12.00', 'MY').total?.value).toBe('8.20'))
