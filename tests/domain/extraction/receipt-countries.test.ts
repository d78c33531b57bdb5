import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { type ReceiptField, readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { wordsAt } from '../../support/extraction/words.ts'

const received = '2026-11-27T12:00:00'
const read = (text: string, country?: string) => readReceipt(linesOf(text), { received, country })
const valuesOf = (text: string, country?: string) =>
  Object.fromEntries(Object.entries(read(text, country)).map(([name, { value }]) => [name, value]))
const receipt = (...lines: string[]) => lines.join('\n')

type Values = Partial<Record<ReceiptField, string | undefined>>
const RECEIPTS: [what: string, country: string | undefined, text: string, values: Values][] = [
  [
    'a restaurant in the United States, with a tip behind a first total',
    'US',
    receipt(
      'HARBOR STREET DINER',
      '1180 Market St',
      'Portland, OR 97205',
      '(503) 555-0142',
      'Check #4412  Table 7',
      '04/05/2026 7:42 PM',
      '1 Cheeseburger 14.50',
      '1 Iced Tea 3.50',
      'Subtotal 18.00',
      'Tax 1.44',
      'Total 19.44',
      'Tip 4.00',
      'Total 23.44',
      'VISA ****1234 23.44',
      'Customer Copy',
    ),
    {
      vendor: 'HARBOR STREET DINER',
      date: '2026-04-05',
      total: '23.44',
      tax: '1.44',
      currency: 'USD',
      category: 'Meals',
    },
  ],
  [
    'labels and figures in columns of their own, as a scanner reads them',
    'US',
    receipt(
      'Cedar Valley Lumber Inc.',
      '88 Mill Rd',
      'Boise, ID 83702',
      'Date: Mar 9, 2026',
      'SUBTOTAL',
      'SALES TAX',
      'TOTAL',
      '$210.00',
      '$12.60',
      '$222.60',
    ),
    { vendor: 'Cedar Valley Lumber Inc.', date: '2026-03-09', total: '222.60', tax: '12.60', currency: 'USD' },
  ],
  [
    'state and county tax, which are one tax together',
    'US',
    receipt(
      'Ridge Tools LLC',
      '10/30/26 09:15 AM',
      'Cordless drill $100.00',
      'Subtotal $100.00',
      'State tax 6.00',
      'County tax 1.25',
      'Amount due $107.25',
      'Cash $110.00',
      'Change $2.75',
    ),
    { vendor: 'Ridge Tools LLC', date: '2026-10-30', total: '107.25', tax: '7.25', category: 'Tools and equipment' },
  ],
  [
    'a German supermarket, with its taxes in a table',
    'DE',
    receipt(
      'Frischemarkt Becker GmbH',
      'Hauptstr. 5',
      '50667 Köln',
      'UID Nr.: DE812706034',
      'Milch 1,19 A',
      'Glühbirne 4,99 B',
      'SUMME EUR 6,18',
      'Geg. BAR EUR 10,00',
      'Rückgeld BAR EUR 3,82',
      'Steuer % Netto Steuer Brutto',
      'A= 7,0% 1,11 0,08 1,19',
      'B= 19,0% 4,19 0,80 4,99',
      'Gesamtbetrag 5,30 0,88 6,18',
      'Datum 27.11.2026 Uhrzeit 18:04:11 Uhr',
    ),
    { vendor: 'Frischemarkt Becker GmbH', date: '2026-11-27', total: '6.18', tax: '0.88', currency: 'EUR' },
  ],
  [
    'a German petrol station, with a thousand dot and the month in words',
    'DE',
    receipt(
      'Tankstelle Nord e.K.',
      'Deichstraße 9',
      '26721 Emden',
      '3. März 2026 11:20',
      'Diesel 800,00 l',
      'Gesamtbetrag 1.304,00 EUR',
      'Netto 1.095,80 EUR',
      'MwSt 19% 208,20 EUR',
      'EC-Karte 1.304,00 EUR',
    ),
    { date: '2026-03-03', total: '1304.00', tax: '208.20', currency: 'EUR', category: 'Vehicle' },
  ],
  [
    'a Swiss till, in francs',
    'CH',
    receipt(
      'Bäckerei Huber AG',
      'Bahnhofstrasse 12',
      '8001 Zürich',
      '14.02.2026 07:55',
      'Gipfeli 2.40',
      'Kaffee 4.60',
      'Total CHF 7.00',
      'Bar CHF 10.00',
      'Rückgeld CHF 3.00',
      'MwSt 2.6% 0.18',
    ),
    { vendor: 'Bäckerei Huber AG', date: '2026-02-14', total: '7.00', tax: '0.18', currency: 'CHF' },
  ],
  [
    'a French restaurant, net first and the tax between',
    'FR',
    receipt(
      'BRASSERIE DU PORT',
      '4 quai des Belges',
      '13001 MARSEILLE',
      'SIRET 732 829 320 00074',
      'Le 08/03/2026 à 13:12',
      '2 MENU MIDI 36,00',
      'TOTAL HT 32,73',
      'TVA 10% 3,27',
      'TOTAL TTC 36,00 €',
      'CB 36,00',
      'Merci de votre visite',
    ),
    {
      vendor: 'BRASSERIE DU PORT',
      date: '2026-03-08',
      total: '36.00',
      tax: '3.27',
      currency: 'EUR',
      category: 'Meals',
    },
  ],
  [
    'a French stationer, with what is left to pay and a month in words',
    'FR',
    receipt(
      'PAPETERIE LENOIR SARL',
      '12 rue de la Paix',
      '75002 PARIS',
      '12 février 2026',
      'Cahiers 9,80',
      'Enveloppes 5,20',
      'Net à payer 15,00 EUR',
      'dont TVA 20% 2,50',
      'Espèces 20,00',
      'Rendu 5,00',
    ),
    { vendor: 'PAPETERIE LENOIR SARL', date: '2026-02-12', total: '15.00', tax: '2.50', category: 'Office' },
  ],
  [
    'a Spanish ironmonger',
    'ES',
    receipt(
      'FERRETERÍA EL MARTILLO S.L.',
      'Calle Mayor 45',
      '28013 Madrid',
      'NIF B12345678',
      'Factura simplificada 2026-0091',
      'Fecha: 05/06/2026 10:30',
      'Tornillos 8,26',
      'Base imponible 8,26',
      'IVA 21% 1,73',
      'TOTAL A PAGAR 9,99 €',
      'Efectivo 20,00',
      'Cambio 10,01',
    ),
    {
      vendor: 'FERRETERÍA EL MARTILLO S.L.',
      date: '2026-06-05',
      total: '9.99',
      tax: '1.73',
      currency: 'EUR',
      category: 'Parts and materials',
    },
  ],
  [
    'a Mexican shop, in pesos with a sign of dollars',
    'MX',
    receipt(
      'Papelería La Central S.A.',
      'Av. Juárez 10',
      'Fecha 15/08/2026',
      'Cuadernos $120.00',
      'Subtotal $120.00',
      'IVA 16% $19.20',
      'Total $139.20',
    ),
    { date: '2026-08-15', total: '139.20', tax: '19.20', currency: 'MXN' },
  ],
  [
    'a Japanese shop, in wide figures and yen',
    'JP',
    receipt(
      '株式会社みどり文具',
      '東京都千代田区丸の内1-1',
      '電話 03-1234-5678',
      '２０２６年１１月２０日 １４:０５',
      'コピー用紙 ￥1,122',
      '小計 ￥1,122',
      '消費税(10%) ￥112',
      '合計 ￥1,234',
      'お預り ￥2,000',
      'お釣り ￥766',
    ),
    {
      vendor: '株式会社みどり文具',
      date: '2026-11-20',
      total: '1234',
      tax: '112',
      currency: 'JPY',
      category: 'Office',
    },
  ],
  [
    'a Japanese taxi, by the year of the emperor and with the sign behind',
    undefined,
    receipt('さくらタクシー', '領収書', '令和8年5月2日', '合計 2,400円', '上記金額正に領収いたしました'),
    { date: '2026-05-02', total: '2400', currency: 'JPY', category: 'Travel' },
  ],
  [
    'a British shop: the day comes first',
    'GB',
    receipt(
      'Ashford Hardware Ltd',
      '22 High Street',
      'VAT No 123 4567 89',
      '03/04/2026 11:02',
      'Paint £24.00',
      'TOTAL £24.00',
      'VAT @ 20% £4.00',
      'Visa £24.00',
    ),
    { vendor: 'Ashford Hardware Ltd', date: '2026-04-03', total: '24.00', tax: '4.00', currency: 'GBP' },
  ],
  [
    'a receipt from a journey: its address says that its month comes first',
    'DE',
    receipt(
      'Lakeside Parking Inc',
      '400 N Lake Dr',
      'Chicago, IL 60601',
      '02/03/2026 18:20',
      'Parking fee $22.00',
      'Total $22.00',
      'Visa $22.00',
    ),
    { date: '2026-02-03', total: '22.00', currency: 'USD', category: 'Travel' },
  ],
  [
    'two currencies: the total is the one that comes first',
    'CH',
    receipt(
      'Berghotel Sonne AG',
      '21.08.2026',
      'Zimmer CHF 180.00',
      'Total CHF 180.00',
      'Total EUR 189.50',
      'Kurs 0.95',
      'Karte CHF 180.00',
    ),
    { date: '2026-08-21', total: '180.00', currency: 'CHF', category: 'Travel' },
  ],
  [
    'money given back',
    'MY',
    receipt('ALPHA HARDWARE SDN BHD', '12/03/2026 10:10', 'HAMMER -15.90', 'TOTAL RM -15.90', 'CASH RM -15.90'),
    { vendor: 'ALPHA HARDWARE SDN BHD', date: '2026-03-12', total: '-15.90', currency: 'MYR' },
  ],
  [
    'a bad scan: letters among figures, broken words, a rounded total',
    'MY',
    receipt(
      'BETA STATIONERY SDN BND (123456-X)',
      'NO 4, JALAN SATU 2,',
      '12-O3-26 8:13PM',
      'PAPER A4 14.98',
      'T0TAL INCL GST 14.98',
      'ROUR DING ADJ O.O2',
      'ROUND D TOTAL (RM): 15. 00',
      'CASH 2O.00',
      'CHANGE 5.OO',
    ),
    { vendor: 'BETA STATIONERY SDN BHD', date: '2026-03-12', total: '15.00', currency: 'MYR' },
  ],
  [
    'a total that nothing names, below what it is made of',
    'US',
    receipt('Corner Deli', '05/06/2026 12:01', 'Sandwich 8.00', 'Subtotal 8.00', 'Tax 0.64', '8.64'),
    { vendor: 'Corner Deli', date: '2026-05-06', total: '8.64', tax: '0.64' },
  ],
]

describe('receipts of other countries, from lines without their places', () => {
  it.each(RECEIPTS)('%s', (_, country, text, values) => expect(valuesOf(text, country)).toMatchObject(values))

  it('shows of each field words that are there', () => {
    for (const [what, country, text] of RECEIPTS) {
      for (const [name, { span, confidence }] of Object.entries(read(text, country))) {
        expect(wordsAt(linesOf(text), span), `${what}: ${name}`).toMatch(/\S/)
        expect(confidence).toBeGreaterThan(0)
        expect(confidence).toBeLessThanOrEqual(1)
      }
    }
  })
})
