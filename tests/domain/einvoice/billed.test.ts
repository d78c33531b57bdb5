import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { computeByRate, type TotalsInput } from '../../../core/domain/documents/totals.ts'
import { type Billed, eInvoiceOf } from '../../../core/domain/einvoice/billed.ts'
import { checkEInvoice } from '../../../core/domain/einvoice/rules/check.ts'
import { writeUbl } from '../../../core/domain/einvoice/ubl.ts'
import { drawFrom, drawInvoice } from '../credit-notes/story.ts'
import { BILLED, billedOf, tellOf } from './story.ts'

const RUNS = 400
const SEED = Number(process.env.EINVOICE_SEED ?? randomInt(2 ** 32))

const line = { qtyE6: 2_000_000n, rateE6: 10_000_000n, taxKey: 'ust', taxPercentE4: 190_000n }
const input = (more: Partial<TotalsInput> = {}): TotalsInput => ({
  currency: 'EUR',
  pricesIncludeTax: false,
  lines: [line],
  discounts: [],
  charges: [],
  ...more,
})

function billed(more: Partial<TotalsInput> = {}): Billed {
  const sums = computeByRate(input(more))
  if (!sums.ok) throw new Error(sums.error.reason)
  return billedOf(input(more), sums.value.rates)
}
const rulesOf = (document: Billed) => [...new Set(checkEInvoice(eInvoiceOf(document)).map(({ rule }) => rule))]
const withRate = (document: Billed, rate: Partial<Billed['rates'][number]>): Billed => ({
  ...document,
  rates: document.rates.map((each) => ({ ...each, ...rate })),
})

describe('a document of ours as an e-invoice', () => {
  it(`breaks no rule and comes to our total, whatever is billed (seed ${SEED})`, () => {
    const draw = drawFrom(SEED)
    const problems: string[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const drawn = drawInvoice(draw)
      problems.push(...(tellOf(drawn)?.problems ?? []).map((problem) => `${run} ${drawn.currency}: ${problem}`))
    }
    expect(problems).toEqual([])
  })

  it('says an exact price where six decimals can, else the price of the whole quantity', () => {
    const lines = [{ ...line, qtyE6: 3_000_000n, rateE6: 9_990_000n }]
    expect(eInvoiceOf(billed({ lines })).lines[0]).toMatchObject({
      quantity: '3',
      unit: 'HUR',
      price: '9.99',
      net: '29.97',
    })
    const inside = eInvoiceOf(billed({ lines, pricesIncludeTax: true })).lines[0]
    expect(inside).toMatchObject({ quantity: '3', price: '25.18', baseQuantity: '3', net: '25.18' })
  })

  it('turns a price below zero around (BR-27)', () => {
    const lines = [
      { ...line, qtyE6: 5_000_000n },
      { ...line, rateE6: -3_000_000n },
    ]
    expect(eInvoiceOf(billed({ lines })).lines[1]).toMatchObject({ quantity: '-2', price: '3.00', net: '-6.00' })
  })

  it('takes two rates of one percentage as one', () => {
    const lines = [line, { ...line, taxKey: 'other' }]
    expect(eInvoiceOf(billed({ lines })).taxes).toEqual([{ taxable: '40.00', tax: '7.60', code: 'S', percent: '19' }])
  })

  it('asks why there is no tax at zero percent', () => {
    const free = billed({ lines: [{ ...line, taxPercentE4: 0n }] })
    expect(rulesOf(withRate(free, { category: null }))).toEqual(['BR-47', 'BR-CO-04'])
    expect(rulesOf(withRate(free, { category: 'E' }))).toEqual(['BR-E-10'])
    expect(rulesOf(withRate(free, { category: 'E', reason: '§ 19 UStG' }))).toEqual([])
    expect(rulesOf(withRate(free, { category: 'AE' }))).toEqual([])
    expect(rulesOf(withRate(billed(), { category: 'E', reason: 'Exempt' }))).toContain('BR-E-05')
  })

  it('asks for the VAT identifier of a buyer who owes the tax', () => {
    const free = withRate(billed({ lines: [{ ...line, taxPercentE4: 0n }] }), { category: 'AE' })
    expect(rulesOf({ ...free, buyer: { ...free.buyer, taxId: null } })).toEqual(['BR-AE-02'])
  })

  it('speaks of no VAT where nothing bears a rate and the seller has no VAT identifier', () => {
    const { taxKey: _, taxPercentE4: __, ...untaxed } = line
    const document = billed({ lines: [untaxed] })
    expect(rulesOf(document)).toEqual(['BR-CO-04', 'BR-47', 'BR-48'].sort(inTheirOrder))
    const small = { ...document, seller: { ...document.seller, taxId: '12/345/67890', registrationNumber: null } }
    expect(rulesOf(small)).toEqual([])
    const invoice = eInvoiceOf(small)
    expect(invoice.seller).toMatchObject({ taxId: '12/345/67890', ids: [{ value: '12/345/67890' }] })
    expect(invoice.taxes).toMatchObject([{ code: 'O', exemptionCode: 'VATEX-EU-O', tax: '0.00' }])
  })

  it('says what a currency of three decimals cannot', () => {
    const lines = [{ ...line, rateE6: 10_001_000n }]
    expect(rulesOf(billed({ currency: 'KWD', lines }))).toContain('BR-DEC-18')
    expect(rulesOf(billed({ currency: 'KWD' }))).toEqual([])
    expect(eInvoiceOf(billed({ currency: 'JPY' })).totals.payable).toBe('24')
  })

  it('writes a credit note with the invoice that it is of, and what it asks for in the order of its schema', () => {
    const note = eInvoiceOf({
      ...billed({ discounts: [{ amount: 100n }], charges: [{ amount: 50n }] }),
      kind: 'CREDIT_NOTE',
      dueDate: null,
      terms: 'Taken off invoice INV-1001',
      precedingInvoice: { number: 'INV-1001', issueDate: '2026-11-01' },
    })
    expect(checkEInvoice(note)).toEqual([])
    const names = [...writeUbl(note).matchAll(/^ {2}<([a-z]+:[A-Za-z]+)/gm)].map(([, name]) => name)
    expect(names.filter((name, at) => name !== names[at - 1])).toEqual([
      ...['cbc:CustomizationID', 'cbc:ID', 'cbc:IssueDate', 'cbc:CreditNoteTypeCode', 'cbc:DocumentCurrencyCode'],
      ...['cac:BillingReference', 'cac:AccountingSupplierParty', 'cac:AccountingCustomerParty', 'cac:PaymentTerms'],
      ...['cac:AllowanceCharge', 'cac:TaxTotal', 'cac:LegalMonetaryTotal', 'cac:CreditNoteLine'],
    ])
  })

  it('is paid by SEPA, by any transfer, or by nothing that is agreed', () => {
    const means = (account: Partial<Billed['account']>, currency = 'EUR') =>
      eInvoiceOf({ ...billed({ currency }), account: { ...BILLED.account, iban: null, ...account } }).payments
    expect(means({ iban: 'DE89370400440532013000' })).toMatchObject([{ meansCode: '58' }])
    expect(means({ number: '12345' })).toMatchObject([{ meansCode: '30', account: { id: '12345' } }])
    expect(means({})).toEqual([{ meansCode: '1', remittance: 'INV-1001' }])
  })
})

const ORDER = ['BR-47', 'BR-48', 'BR-CO-04']
const inTheirOrder = (a: string, b: string) => ORDER.indexOf(a) - ORDER.indexOf(b)
