import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { SURE } from '../../support/extraction/words.ts'

const read = (text: string, country = 'US', received = '2026-11-27T12:00:00') =>
  readReceipt(linesOf(text), { received, country })
const BODY = '11/20/2026\nWidget 25.00\nSubtotal 25.00\nTax 8% 2.00\nTotal 27.00\nVISA 27.00'

describe('money that came back without a minus', () => {
  it.each([
    ['REFUND'],
    ['RETURN RECEIPT'],
    ['CREDIT NOTE 12'],
    ['Credit memo no. 4711'],
    ['Gutschrift Nr. 4711'],
    ['Stornorechnung'],
    ['AVOIR'],
    ["Facture d'avoir"],
    ['Nota de crédito'],
    ['NOTA DI CREDITO'],
    ['Kreditnota'],
    ['SALE VOIDED'],
    ['VISA DECLINED'],
    ['Payment declined'],
    ['返品'],
  ])('is not sure below %s', (title) => {
    for (const text of [`ACME\n${title}\n${BODY}`, `ACME\n${BODY}\n${title}`]) {
      const { total, tax } = read(text)
      expect(total?.value).toBe('27.00')
      expect(total?.confidence).toBeLessThanOrEqual(0.6)
      expect(tax?.confidence).toBeLessThanOrEqual(0.6)
    }
  })
  it.each(['Refund total 27.00', 'VISA refund 27.00'])('nor beside %s', (row) =>
    expect(read(`ACME\n${BODY.replace('VISA 27.00', row)}`).total?.confidence).toBeLessThanOrEqual(0.6),
  )
  it.each([
    'No refund without receipt',
    'Refund policy: 30 days',
    'Keep this for a refund',
    'VISA CREDIT 27.00',
    'Goods sold are not refundable',
    'Leergut Gutschrift -1.50',
    'Void where prohibited',
  ])('and %s doubts nothing', (row) =>
    expect(read(`ACME\n${BODY}\n${row}`).total?.confidence).toBeGreaterThanOrEqual(SURE),
  )
})

describe('a tip behind what the card was charged with', () => {
  const slip = 'Cafe\n11/20/2026\nSubtotal 40.00\nTax 3.20\nTotal $43.20\nVISA $43.20'
  it('belongs to the total below it, which nobody can be sure of', () => {
    for (const tip of ['Tip $8.00', 'Tips: $8.00', 'Gratuity $8.00', 'Trinkgeld 8.00']) {
      const { total } = read(`${slip}\n${tip}\nTotal $51.20`)
      expect(total).toMatchObject({ value: '51.20' })
      expect(total?.confidence).toBeLessThan(SURE)
    }
  })
  it('and is in doubt where no total follows', () => {
    expect(read(`${slip}\nTip $8.00`).total?.confidence).toBeLessThan(SURE)
    expect(read(`${slip}\nTip $8.00\nTotal $99.00`).total?.confidence).toBeLessThan(SURE)
  })
  it('what is only suggested is none', () =>
    expect(read(`${slip}\nSuggested tip 18% 7.78\nTip 20% 8.64`).total).toMatchObject({
      value: '43.20',
      confidence: 0.97,
    }))
  it('one within what was paid is sure', () =>
    expect(read(`${slip.replace('VISA $43.20', 'Tip $8.00\nTotal $51.20\nVISA $51.20')}`).total).toMatchObject({
      value: '51.20',
      confidence: 0.97,
    }))
})

describe('a sum in parts of a coin', () => {
  const paid = (sum: string) => `Shop\nTotal ${sum}\nCash ${sum}`
  it.each([
    ['1,080.00 JPY', 'JP', '1080'],
    ['¥1,080.00', 'JP', '1080'],
    ['₩25,000.00', 'KR', '25000'],
  ])('%s is as many coins', (sum, country, value) => {
    expect(read(paid(sum), country).total).toMatchObject({ value })
    expect(read(paid(sum), country).total?.confidence).toBeGreaterThanOrEqual(SURE)
  })
  it('of one that is not whole neither the sum nor its currency is sure', () => {
    const { total, currency } = read(paid('¥1,080.50'), 'JP')
    expect(total?.confidence).toBeLessThanOrEqual(0.6)
    expect(currency?.confidence).toBeLessThanOrEqual(0.6)
  })
  it('its tax is counted in the same coins', () =>
    expect(read('Shop\nSubtotal ¥1,000.00\nTax 8% ¥80.00\nTotal ¥1,080.00', 'JP').tax?.value).toBe('80'))
})

describe('a day that another order makes another day', () => {
  const dateOf = (text: string, country: string) => read(`Joe\nInvoice date: ${text}\nCash 5.00`, country).date
  it('is no more than likely where only the country of the business says which', () => {
    for (const country of ['GB', 'US', 'DE'])
      expect(dateOf('04/11/2026\nTotal 5.00', country)?.confidence).toBeLessThanOrEqual(0.8)
  })
  it('is sure where the paper says where it is from', () => {
    expect(dateOf('04/11/2026\nTotal £5.00', 'GB')).toMatchObject({ value: '2026-11-04', confidence: 0.96 })
    expect(dateOf('04/11/2026\nAustin TX 78701\nTotal 5.00', 'GB')).toMatchObject({
      value: '2026-04-11',
      confidence: 0.96,
    })
    expect(dateOf('04/11/2026\n(503) 555-0142\nTotal 5.00', 'US')).toMatchObject({
      value: '2026-04-11',
      confidence: 0.96,
    })
  })
  it('is sure where no other order makes one', () =>
    expect(dateOf('24/11/2026\nTotal 5.00', 'GB')?.confidence).toBeGreaterThanOrEqual(SURE))
  it('is not sure where the order of its place makes none', () =>
    expect(dateOf('04/11/2026\n合計 500', 'JP')?.confidence).toBeLessThanOrEqual(0.6))
})
