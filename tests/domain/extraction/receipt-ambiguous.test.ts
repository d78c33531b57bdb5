import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { SURE } from '../../support/extraction/words.ts'

const received = '2026-11-27T12:00:00'
const read = (text: string, country?: string) =>
  readReceipt(linesOf(`Shop\n20/11/2026\n${text}`), { received, country })
const totalOf = (text: string, country?: string) => read(text, country).total
/** What is handed over agrees with it, so that nothing else makes it unsure. */
const paid = (sum: string) => `Total ${sum}\nVisa ${sum}`

describe('a sign before three digits parts thousands or decimals', () => {
  it.each([
    ['92.950 USD', 'US'],
    ['USD 92,950', 'DE'],
    ['7.500 EUR', 'GB'],
    ['1.234 EUR', undefined],
    ['1.234 CHF', 'CH'],
    ['KWD 1,250', 'KW'],
    ['IQD 25,000', 'US'],
    ['JOD 2,000', 'JO'],
    ['KWD 1.250', 'DE'],
    ['1.250 TND', 'TN'],
  ])('%s in %s is in doubt', (sum, country) => expect(totalOf(paid(sum), country)?.confidence).toBeLessThanOrEqual(0.6))

  it.each([
    ['92.950 EUR', 'IT', '92950.00'],
    ['$92,950', 'US', '92950.00'],
    ['£1,234', 'GB', '1234.00'],
    ['KWD 1.250', 'KW', '1.250'],
    ['KWD 0,500', 'KW', '0.500'],
    ['KWD 1,250.500', 'DE', '1250.500'],
    ['¥1,080', 'JP', '1080'],
  ])('%s in %s is sure', (sum, country, value) => {
    expect(totalOf(paid(sum), country)).toMatchObject({ value })
    expect(totalOf(paid(sum), country)?.confidence).toBeGreaterThanOrEqual(SURE)
  })

  it('another figure of the paper says which, before its country does', () => {
    expect(totalOf(`Hose 12,50\n${paid('1.234 EUR')}`, 'GB')?.confidence).toBeGreaterThanOrEqual(SURE)
    expect(totalOf(`Tubo 12.50\n${paid('1.234 EUR')}`, 'IT')?.confidence).toBeLessThanOrEqual(0.6)
    const dinars = totalOf(`Pump 1,250.000\n${paid('KWD 1,250')}`, 'DE')
    expect(dinars).toMatchObject({ value: '1250.000' })
    expect(dinars?.confidence).toBeGreaterThanOrEqual(SURE)
  })

  it('a tax of such figures is no surer', () => {
    const { tax } = read('Subtotal 1.000 USD\nTax 10% 1.100 USD\nTotal 12.100 USD\nVisa 12.100 USD', 'US')
    expect(tax?.confidence ?? 0).toBeLessThanOrEqual(0.6)
  })
})

describe('three digits behind a space are of a sum, or stand beside a count', () => {
  it.each([
    ['ZA', paid('1 234.56'), '1234.56'],
    ['PL', 'Razem 1 234.56\nKarta 1 234.56', '1234.56'],
    ['CA', 'Subtotal 2 000.00\nTPS 100.00\nTVQ 199.50\nTotal 2 299.50', '2299.50'],
    ['US', 'Subtotal 2 000.00\nTax 299.50\nTotal 2 299.50', '2299.50'],
    ['ZA', 'Sub total 11 000.00\nVAT 1 650.00\nTotal 12 650.00\nCard 12 650.00', '12650.00'],
    ['FR', 'TOTAL 3 145,00\nCB 145,00', '145.00'],
    ['MY', 'TOTAL 3 145.00\nCASH 200.00\nCHANGE 55.00', '145.00'],
    ['NO', 'Total 3 1 234,00\nKontant 1 234,00', '1234.00'],
  ])('in %s what agrees with other sums counts: %s', (country, text, value) => {
    expect(totalOf(text, country)).toMatchObject({ value })
    expect(totalOf(text, country)?.confidence).toBeGreaterThanOrEqual(SURE)
  })

  it.each([
    ['US', paid('1 234.56')],
    ['GB', paid('12 345,60')],
    ['MY', paid('3 145.00')],
    ['ZA', 'Total 1 234.56'],
    ['JP', paid('12 500 JPY')],
  ])('in %s nothing says which: %s', (country, text) =>
    expect(totalOf(text, country)?.confidence).toBeLessThanOrEqual(0.65),
  )
})

describe('money that came back keeps its minus', () => {
  const signs = ['EUR', 'CAD', 'CHF', 'C$', 'US$', 'A$', '₹', '₱', 'R$', '€', '£']
  it.each(signs.flatMap((sign) => [`-${sign} 30.00`, `-${sign}30.00`, `${sign} -30.00`, `${sign}30.00-`]))(
    '%s',
    (sum) => expect(totalOf(paid(sum), 'US')?.value).toBe('-30.00'),
  )
  it.each([
    ['-Rs.500', 'IN', '-500.00'],
    ['-zł 30,00', 'PL', '-30.00'],
    ['-CHF 30.-', 'CH', '-30.00'],
    ['▲¥1,080', 'JP', '-1080'],
    ['¥△1,080', 'JP', '-1080'],
    ['30.00 -', 'US', '-30.00'],
    ['30.00 EUR -', 'DE', '-30.00'],
    ['30.00 CR', 'US', '-30.00'],
    ['$30.00CR', 'US', '-30.00'],
    ['(€30.00)', 'IE', '-30.00'],
  ])('%s', (sum, country, value) => expect(totalOf(paid(sum), country)?.value).toBe(value))

  it.each(['TOTAL - 30.00', 'Total: $30.00', 'TOTAL (EUR) 30.00', 'Balance-EUR 30.00', 'Total USD 30.00 CREDIT CARD'])(
    'and no other word makes one: %s',
    (text) => expect(totalOf(text, 'US')?.value).toBe('30.00'),
  )
  it.each(['- EUR 30.00', 'EUR - 30.00'])('a dash between two spaces may be one: %s', (sum) =>
    expect(totalOf(paid(sum), 'DE')?.confidence).toBeLessThanOrEqual(0.6),
  )
})
