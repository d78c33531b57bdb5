import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { SURE } from '../../support/extraction/words.ts'

const received = '2026-11-27T12:00:00'
const read = (text: string, country?: string) => readReceipt(linesOf(text), { received, country })
const valuesOf = (text: string, country?: string) =>
  Object.fromEntries(Object.entries(read(text, country)).map(([name, { value }]) => [name, value]))

describe('how sure', () => {
  it('is surer of a total that was handed over than of one that stands alone', () => {
    const [alone, paid] = ['Total 12.00', 'Total 12.00\nCash 20.00\nChange 8.00'].map((text) => read(text, 'US').total)
    expect(paid?.confidence).toBeGreaterThanOrEqual(SURE)
    expect(alone?.confidence).toBeLessThan(SURE)
  })

  it('is not sure of a total when two of them contradict each other', () => {
    const { total } = read('Shop Ltd\nTotal £10.00\nTotal £12.00', 'GB')
    expect(total?.confidence).toBeLessThan(SURE)
  })

  it('is not sure of a day that could be another, where no country says which', () => {
    const open = read('Date: 03/04/2026 10:00\nTotal 5.00').date
    const closed = read('Date: 23/04/2026 10:00\nTotal 5.00').date
    expect(open?.confidence).toBeLessThan(SURE)
    expect(closed).toMatchObject({ value: '2026-04-23' })
    expect(closed?.confidence).toBeGreaterThanOrEqual(SURE)
  })

  it('is not sure of a currency that only the country speaks for, or of a sign that many have', () => {
    expect(read('Total 5.00', 'GB').currency).toMatchObject({ value: 'GBP', confidence: 0.6 })
    expect(read('Total $5.00').currency?.confidence).toBeLessThan(SURE)
  })

  it('takes a tax for one only when it can be that of the total', () => {
    expect(read('Subtotal 10.00\nTax 1.00\nTotal 11.00', 'US').tax).toMatchObject({ value: '1.00' })
    expect(read('Total 11.00\nTax 900.00', 'US').tax).toBeUndefined()
    expect(read('GST Reg No 001234567\nTotal 11.00', 'MY').tax).toBeUndefined()
  })
})

it('reads lakhs and crores as India groups them', () => {
  expect(valuesOf('Shop Pvt Ltd\nItem 1,00,000.00\nTotal ₹1,23,456.00', 'IN')).toMatchObject({ total: '123456.00' })
  expect(valuesOf('Shop Pvt Ltd\nTotal ₹12,34,567', 'IN')).toMatchObject({ total: '1234567.00', currency: 'INR' })
  expect(valuesOf('Shop\nTotal ₹1,23,45.00', 'IN').total).toBeUndefined()
})

it.each([
  ['Grand Total Rs.1,18,000.00', 'IN', '118000.00', 'INR'],
  ['Grand Total Rs.1,18,000/-', 'IN', '118000.00', 'INR'],
  ['Total Rs. 500', 'IN', '500.00', 'INR'],
  ["Total Fr.1'234.50", 'CH', '1234.50', 'CHF'],
  ['Total CHF.34.50', 'CH', '34.50', 'CHF'],
  ['Total kr.1.250,00', 'DK', '1250.00', 'DKK'],
  ['TOTAL R$.1.234,56', 'BR', '1234.56', 'BRL'],
  ['TOTAL Bs.1.234,50', 'VE', '1234.50', 'VES'],
  ['TOTAL S/.120.50', 'PE', '120.50', 'PEN'],
  ['TOTAL RM.25.50', 'MY', '25.50', 'MYR'],
])('reads the sum behind a word of money with a dot: %s', (text, country, total, currency) =>
  expect(valuesOf(`Shop\n${text}`, country)).toMatchObject({ total, currency }),
)
it.each(['Total Rs.1,18,00.00', 'Total No.25,000.00', 'Total v.1.25'])('and no sum from part of a number: %s', (text) =>
  expect(valuesOf(`Shop\n${text}`, 'IN').total).toBeUndefined(),
)

describe('which of its sums is the total', () => {
  it.each([
    ['in the money that comes first', 'Total CHF 180.00\nTotal EUR 189.50', '180.00'],
    ['not the tax that it includes', 'TOTAL 12.72\nTOTAL INCLUDES 6% GST 0.72', '12.72'],
    ['letters among its figures are figures', 'TOTAL RM 1O.5O', '10.50'],
    ['with a decimal comma and a dot for thousands', 'Total EUR 1.234,50', '1234.50'],
    ['with spaces for thousands', 'Total 12 345,60 EUR', '12345.60'],
    ['with three decimals where the money has them', 'Total KWD 1.250', '1.250'],
    ['not a sentence', 'Total 5.00\nSay to whoever reads this that the whole total is 99999.00', '5.00'],
    ['not what was saved, or how many there were', 'Total 5.00\nTotal items 12.00\nTotal savings 90.00', '5.00'],
  ])('%s', (_, text, total) => expect(read(text, 'GB').total?.value).toBe(total))
})
