import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readMessage } from '../../../core/domain/extraction/message.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { SURE } from '../../support/extraction/words.ts'

type Written = [text: string, country: string | undefined, sum: string, currency?: string | undefined, tax?: string]

/** How a receipt joins its labels to its sums, and writes its money; without a currency none is sure. */
const RECEIPTS: Written[] = [
  ['TOTAL ........ 12.50', 'US', '12.50', undefined],
  ['Total _____ 12,50', 'DE', '12.50', undefined],
  ['TOTAL......12.50', 'US', '12.50', undefined],
  ['TOTAL.....$12.50', 'US', '12.50', 'USD'],
  ['Total . . . . . . 12.50', 'US', '12.50', undefined],
  ['TOTAL.............1,234.50', 'US', '1234.50', undefined],
  ['Summe.......... 1.234,50 EUR', 'DE', '1234.50', 'EUR'],
  ['Total ------ 12.50', 'GB', '12.50', undefined],
  ['Total = = = 12.50', 'GB', '12.50', undefined],
  ['Total ..... € 12,50', 'FR', '12.50', 'EUR'],
  ['TOTAL…………12.50', 'US', '12.50', undefined],
  ['Total ····· 12.50', 'US', '12.50', undefined],
  ['TOTAL *****12.50', 'US', '12.50', undefined],
  ['TOTAL ***12.50', 'US', '12.50', undefined],
  ['Total ~~~ 12.50', 'US', '12.50', undefined],
  ['Subtotal......10.00\nTax.......... 0.80\nTotal ....... 10.80', 'US', '10.80', undefined, '0.80'],
  ['TOTAL TTC ................ 24,00 €\ndont TVA 20% ............. 4,00', 'FR', '24.00', 'EUR', '4.00'],
  ['TOTAL US$ 12.00', 'US', '12.00', 'USD'],
  ['TOTAL US$12.00', 'MX', '12.00', 'USD'],
  ['Total: US$ 1,250.00', 'AR', '1250.00', 'USD'],
  ['TOTAL R$ 12,00', 'BR', '12.00', 'BRL'],
  ['TOTAL R$12,00', 'BR', '12.00', 'BRL'],
  ['Total R$ 1.234,56', undefined, '1234.56', 'BRL'],
  ['Total A$ 12.00', 'AU', '12.00', 'AUD'],
  ['Total AU$12.00', 'GB', '12.00', 'AUD'],
  ['Total C$ 12.00', 'CA', '12.00', 'CAD'],
  ['Total CA$ 12.00', 'US', '12.00', 'CAD'],
  ['Total CAD$12.00', 'US', '12.00', 'CAD'],
  ['Total NZ$ 12.00', 'NZ', '12.00', 'NZD'],
  ['Total HK$ 120.00', 'HK', '120.00', 'HKD'],
  ['Total S$ 12.00', 'SG', '12.00', 'SGD'],
  ['Total NT$ 120', 'TW', '120.00', 'TWD'],
  ['Total MX$ 120.00', 'MX', '120.00', 'MXN'],
  ['Total Rs 500', 'IN', '500.00', 'INR'],
  ['Total Rs. 500.00', 'IN', '500.00', 'INR'],
  ['Total Rs 500/-', 'IN', '500.00', 'INR'],
  ['Total Rs 500.00', 'PK', '500.00', 'PKR'],
  ['Total Rs 500.00', 'US', '500.00', undefined],
  ['Total 120,00 kr', 'SE', '120.00', 'SEK'],
  ['Total kr 120,00', 'NO', '120.00', 'NOK'],
  ['I alt 120,00 kr.', 'DK', '120.00', 'DKK'],
  ['Total 120 kr', 'SE', '120.00', 'SEK'],
  ['Total 120:-', 'SE', '120.00', undefined],
  ['Total 120,00 kr', undefined, '120.00', undefined],
  ['Suma 12,50 zł', 'PL', '12.50', 'PLN'],
  ['SUMA PLN 12,50', 'PL', '12.50', 'PLN'],
  ['Do zapłaty 12,50 PLN', 'PL', '12.50', 'PLN'],
  ['RAZEM 12,50 zł', 'PL', '12.50', 'PLN'],
  ['Total 12 zł', 'PL', '12.00', 'PLN'],
  ['Total CHF 12.-', 'CH', '12.00', 'CHF'],
  ['Total CHF 12.–', 'CH', '12.00', 'CHF'],
  ['Total Fr. 12.--', 'CH', '12.00', 'CHF'],
  ["Total CHF 1'234.-", 'CH', '1234.00', 'CHF'],
  ['Total 12.- CHF', 'CH', '12.00', 'CHF'],
  ['Total 12.--', 'CH', '12.00', undefined],
  ['Summe 12,-', 'DE', '12.00', undefined],
  ['Summe 12,- €', 'DE', '12.00', 'EUR'],
  ['Summe EUR 12,--', 'DE', '12.00', 'EUR'],
  ['Gesamt 1.250,- EUR', 'DE', '1250.00', 'EUR'],
  ['Total 12,- Kč', 'CZ', '12.00', 'CZK'],
  ['Celkem 120,00 Kč', 'CZ', '120.00', 'CZK'],
  ['Total Ft 1 250', 'HU', '1250.00', 'HUF'],
  ['Total € 12', 'DE', '12.00', 'EUR'],
  ['Total 12 €', 'DE', '12.00', 'EUR'],
  ['Total 12 EUR', 'DE', '12.00', 'EUR'],
  ['TOTALE EURO 12,50', 'IT', '12.50', 'EUR'],
  ['TOTALE COMPLESSIVO 12,50', 'IT', '12.50', undefined],
  ['Totaal 12,50', 'NL', '12.50', undefined],
  ['Totaal € 12,50', 'NL', '12.50', 'EUR'],
]

describe('the total of a receipt', () => {
  const read = (text: string, country: string | undefined) =>
    readReceipt(linesOf(`Shop Name\n${text}`), { received: '2026-11-20T10:00:00', country })

  it.each(RECEIPTS)('%s, in %s', (text, country, sum, currency, tax) => {
    const fields = read(text, country)
    expect(Number(fields.total?.value)).toBe(Number(sum))
    if (currency) expect(fields.currency?.value).toBe(currency)
    else expect(fields.currency?.confidence ?? 0).toBeLessThan(SURE)
    if (tax) expect(fields.tax?.value).toBe(tax)
  })

  it.each([
    ['Total 12.-15.11.2026', 'CH'],
    ['Total pages 12-14', 'GB'],
  ])('is none in %s', (text, country) => expect(read(text, country).total).toBeUndefined())

  it('is what it was where a dash means less', () => {
    expect(read('Total -12.50', 'GB').total?.value).toBe('-12.50')
    expect(read('Total RM -12.50', 'MY').total?.value).toBe('-12.50')
    expect(read('Total - 12.50', 'GB').total?.value).toBe('12.50')
  })
})

const MESSAGES: Written[] = [
  ['we agreed US$ 12.00', 'US', '12', 'USD'],
  ['it was US$1,200 all in', 'CA', '1200', 'USD'],
  ['custa R$ 1.200,50', 'BR', '1200.50', 'BRL'],
  ['R$ 12', 'BR', '12', 'BRL'],
  ['pay A$ 120', 'AU', '120', 'AUD'],
  ['C$ 120.50 please', 'CA', '120.50', 'CAD'],
  ['NZ$ 99', 'NZ', '99', 'NZD'],
  ['HK$ 1,200', 'HK', '1200', 'HKD'],
  ['S$ 85.00', 'SG', '85', 'SGD'],
  ['NT$ 3,000', 'TW', '3000', 'TWD'],
  ['MX$ 500', 'MX', '500', 'MXN'],
  ['Rs 1,200', 'IN', '1200', 'INR'],
  ['Rs. 1,25,000/-', 'IN', '125000', 'INR'],
  ['Rs 500 only', 'PK', '500', 'PKR'],
  ['1200 kr', 'SE', '1200', 'SEK'],
  ['kr 1.200,00', 'NO', '1200', 'NOK'],
  ['1 200 kr', 'SE', '1200', 'SEK'],
  ['1200:-', 'SE', '1200', undefined],
  ['kostar 450 kr', 'DK', '450', 'DKK'],
  ['250 zł', 'PL', '250', 'PLN'],
  ['250 zl', 'PL', '250', 'PLN'],
  ['1 250,50 zł', 'PL', '1250.50', 'PLN'],
  ['CHF 12.-', 'CH', '12', 'CHF'],
  ["CHF 1'200.-", 'CH', '1200', 'CHF'],
  ['Fr. 80.-', 'CH', '80', 'CHF'],
  ['das kostet 12,- €', 'DE', '12', 'EUR'],
  ['für 120,- Euro', 'DE', '120', 'EUR'],
  ['kostet 85,-', 'DE', '85', undefined],
  ['für 85.- pro Stunde', 'CH', '85', undefined],
  ['120 Kč', 'CZ', '120', 'CZK'],
  ['$ 12.00', 'US', '12', 'USD'],
  ['12 $', 'CA', '12', 'CAD'],
  ['12,50$', 'CA', '12.50', 'CAD'],
  ['€12', 'DE', '12', 'EUR'],
  ['12€', 'DE', '12', 'EUR'],
  ['EUR 1.250', 'DE', '1250', 'EUR'],
  ['1.250,00 EUR', 'DE', '1250', 'EUR'],
  ['1 250,00 €', 'FR', '1250', 'EUR'],
  ['£1,250', 'GB', '1250', 'GBP'],
  ['¥12,000', 'JP', '12000', 'JPY'],
  ['12,000円', 'JP', '12000', 'JPY'],
  ['12 kr', undefined, '12', undefined],
  ['30 bucks', 'US', '30', 'USD'],
  ['Ft 12 000', 'HU', '12000', 'HUF'],
  ['12 000 Ft', 'HU', '12000', 'HUF'],
  ['USD 12', 'US', '12', 'USD'],
  ['12 USD', 'US', '12', 'USD'],
  ['$12 CAD', 'US', '12', 'CAD'],
  ['CAD $12', 'US', '12', 'CAD'],
  ['$12 AUD', 'US', '12', 'AUD'],
  ['$12.00 US', 'CA', '12', 'USD'],
  ['Total: ......... $45.00', 'US', '45', 'USD'],
  ['labour ........ 45.00', 'US', '45', undefined],
  ['Total ____ 12,50 €', 'DE', '12.50', 'EUR'],
]

describe('a sum in a message', () => {
  const amounts = (text: string, country: string | undefined) => {
    const { fields } = readMessage(linesOf(text), { received: '2026-11-20T10:00:00', country })
    return Object.entries(fields).flatMap(([name, field]) => (/^(?:amount|rate)/u.test(name) ? [field] : []))
  }

  it.each(MESSAGES)('%s, in %s', (text, country, sum, currency) => {
    const [first] = amounts(text, country)
    expect(Number(first?.value)).toBe(Number(sum))
    if (currency) expect(first?.currency).toBe(currency)
  })

  it.each([
    ['1.- cambiar el grifo\n2.- pintar', 'ES'],
    ['vom 12.-14. Dezember', 'DE'],
    ['on page 3:-)', 'US'],
    ['from 8.-12.', 'CH'],
  ])('is none in %s', (text, country) => expect(amounts(text, country)).toEqual([]))
})
