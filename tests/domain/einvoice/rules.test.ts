import { describe, expect, it } from 'vitest'
import type { EInvoice, TaxCategory } from '../../../core/domain/einvoice/model.ts'
import { checkEInvoice } from '../../../core/domain/einvoice/rules/check.ts'

/** One with every part that a rule speaks of, and which breaks none. */
function whole(tax: TaxCategory = { code: 'S', percent: '20' }): EInvoice {
  const amount = tax.code === 'S' ? '20.00' : '0.00'
  const total = tax.code === 'S' ? '120.00' : '100.00'
  const address = { line1: 'Weg 1', city: 'Wien', country: 'AT' }
  const adjustment = { amount: '5.00', base: '50.00', percent: '10', reason: 'Agreed' }
  return {
    kind: 'INVOICE',
    customization: 'urn:cen.eu:en16931:2017',
    number: '1',
    issueDate: '2026-11-26',
    dueDate: '2026-12-10',
    typeCode: '380',
    currency: 'EUR',
    taxPointDate: '2026-11-26',
    notes: [],
    precedingInvoices: [{ number: '0' }],
    seller: {
      ids: [{ value: '7' }],
      name: 'Ahorn',
      vatId: 'ATU12345678',
      address,
      endpoint: { value: 'a@b.example', scheme: 'EM' },
    },
    buyer: { ids: [], name: 'Birke', vatId: 'DE123456789', address, endpoint: { value: 'c@d.example', scheme: 'EM' } },
    payee: { ids: [], name: 'Payee' },
    taxRepresentative: { ids: [], name: 'Representative', vatId: 'ATU87654321', address },
    delivery: { date: '2026-11-20', address },
    period: { start: '2026-11-01', end: '2026-11-30' },
    payments: [{ meansCode: '58', account: { id: 'AT611904300234573201' }, card: { number: '123456' } }],
    allowances: [{ ...adjustment, tax }],
    charges: [{ ...adjustment, tax }],
    totals: {
      lines: '100.00',
      allowances: '5.00',
      charges: '5.00',
      withoutTax: '100.00',
      tax: amount,
      withTax: total,
      prepaid: '10.00',
      rounding: '0.00',
      payable: tax.code === 'S' ? '110.00' : '90.00',
    },
    taxes: [
      { ...tax, taxable: '100.00', tax: amount, ...(['S', 'Z'].includes(tax.code!) ? {} : { exemptionReason: 'Why' }) },
    ],
    documents: [{ id: { value: 'D' }, file: { content: 'AA==', mime: 'application/pdf' } }],
    lines: [
      {
        id: '1',
        quantity: '10',
        unit: 'HUR',
        net: '100.00',
        price: '10.00',
        period: { start: '2026-11-01', end: '2026-11-30' },
        allowances: [adjustment],
        charges: [adjustment],
        tax,
        name: 'Work',
        standardItemId: { value: '1', scheme: '0160' },
        classifications: [{ value: '1', scheme: 'STI' }],
        attributes: [{ name: 'Colour', value: 'red' }],
      },
    ],
  }
}

const rulesOf = (invoice: EInvoice) => checkEInvoice(invoice).map(({ rule }) => rule)

type Break = (invoice: EInvoice) => void
/** Takes away what stands at a path; `0` is the first of a list. */
const without =
  (path: string): Break =>
  (invoice) => {
    const steps = path.split('.')
    const last = steps.pop()!
    const place = steps.reduce(
      (at, step) => at[step] as Record<string, unknown>,
      invoice as unknown as Record<string, unknown>,
    )
    delete place[last]
  }
const written =
  (path: string, value: unknown): Break =>
  (invoice) => {
    const steps = path.split('.')
    const last = steps.pop()!
    const place = steps.reduce(
      (at, step) => at[step] as Record<string, unknown>,
      invoice as unknown as Record<string, unknown>,
    )
    place[last] = value
  }

const BROKEN: readonly [rule: string, break_: Break][] = [
  ['BR-01', without('customization')],
  ['BR-02', without('number')],
  ['BR-03', without('issueDate')],
  ['BR-04', without('typeCode')],
  ['BR-05', without('currency')],
  ['BR-06', without('seller.name')],
  ['BR-07', without('buyer.name')],
  ['BR-08', without('seller.address')],
  ['BR-09', without('seller.address.country')],
  ['BR-10', without('buyer.address')],
  ['BR-11', without('buyer.address.country')],
  ['BR-12', without('totals.lines')],
  ['BR-13', without('totals.withoutTax')],
  ['BR-14', without('totals.withTax')],
  ['BR-15', without('totals.payable')],
  ['BR-16', written('lines', [])],
  ['BR-17', without('payee.name')],
  ['BR-18', without('taxRepresentative.name')],
  ['BR-19', without('taxRepresentative.address')],
  ['BR-20', without('taxRepresentative.address.country')],
  ['BR-21', without('lines.0.id')],
  ['BR-22', without('lines.0.quantity')],
  ['BR-23', without('lines.0.unit')],
  ['BR-24', without('lines.0.net')],
  ['BR-25', without('lines.0.name')],
  ['BR-26', without('lines.0.price')],
  ['BR-27', written('lines.0.price', '-1')],
  ['BR-28', written('lines.0.grossPrice', '-1')],
  ['BR-29', written('period.end', '2026-10-01')],
  ['BR-30', written('lines.0.period.end', '2026-10-01')],
  ['BR-31', without('allowances.0.amount')],
  ['BR-32', without('allowances.0.tax')],
  ['BR-33', without('allowances.0.reason')],
  ['BR-36', without('charges.0.amount')],
  ['BR-37', without('charges.0.tax')],
  ['BR-38', without('charges.0.reason')],
  ['BR-41', written('lines.0.allowances', [{ reason: 'Agreed' }])],
  ['BR-42', written('lines.0.allowances', [{ amount: '5.00' }])],
  ['BR-43', written('lines.0.charges', [{ reason: 'Agreed' }])],
  ['BR-44', written('lines.0.charges', [{ amount: '5.00' }])],
  ['BR-45', without('taxes.0.taxable')],
  ['BR-46', without('taxes.0.tax')],
  ['BR-47', without('taxes.0.code')],
  ['BR-48', without('taxes.0.percent')],
  ['BR-49', without('payments.0.meansCode')],
  ['BR-50', without('payments.0.account.id')],
  ['BR-51', written('payments.0.card.number', '4111111111111111')],
  ['BR-52', without('documents.0.id')],
  ['BR-53', written('taxCurrency', 'USD')],
  ['BR-54', without('lines.0.attributes.0.value')],
  ['BR-55', without('precedingInvoices.0.number')],
  ['BR-56', without('taxRepresentative.vatId')],
  ['BR-57', without('delivery.address.country')],
  ['BR-61', without('payments.0.account')],
  ['BR-62', without('seller.endpoint.scheme')],
  ['BR-63', without('buyer.endpoint.scheme')],
  ['BR-64', without('lines.0.standardItemId.scheme')],
  ['BR-65', without('lines.0.classifications.0.scheme')],
  ['BR-66', written('payments.0.card', { holder: 'A' })],
  ['BR-CO-03', written('taxPointCode', '3')],
  ['BR-CO-04', without('lines.0.tax')],
  ['BR-CO-09', written('buyer.vatId', '123456789')],
  ['BR-CO-10', written('totals.lines', '100.01')],
  ['BR-CO-11', written('totals.allowances', '5.01')],
  ['BR-CO-12', written('totals.charges', '5.01')],
  ['BR-CO-13', written('totals.withoutTax', '100.01')],
  ['BR-CO-14', written('totals.tax', '20.01')],
  ['BR-CO-15', written('totals.withTax', '120.01')],
  ['BR-CO-16', written('totals.payable', '110.01')],
  ['BR-CO-17', written('taxes.0.tax', '21.00')],
  ['BR-CO-18', written('taxes', [])],
  ['BR-CO-19', written('period', {})],
  ['BR-CO-20', written('lines.0.period', {})],
  ['BR-CO-21', without('allowances.0.reason')],
  ['BR-CO-22', without('charges.0.reason')],
  ['BR-CO-23', written('lines.0.allowances', [{ amount: '5.00' }])],
  ['BR-CO-24', written('lines.0.charges', [{ amount: '5.00' }])],
  ['BR-CO-25', without('dueDate')],
  [
    'BR-CO-26',
    (invoice) => {
      invoice.seller = { ...invoice.seller!, ids: [] }
      delete invoice.seller.vatId
    },
  ],
  ['BR-CL-01', written('typeCode', '381')],
  ['BR-CL-04', written('currency', 'EURO')],
  ['BR-CL-05', written('taxCurrency', 'EURO')],
  ['BR-CL-06', written('taxPointCode', '9')],
  ['BR-CL-14', written('buyer.address.country', 'UK')],
  ['BR-CL-15', written('lines.0.country', 'Austria')],
  ['BR-CL-16', written('payments.0.meansCode', 'cash')],
  ['BR-CL-17', written('taxes.0.code', 'X')],
  ['BR-CL-18', written('lines.0.tax', { code: 'X' })],
  ['BR-CL-22', written('taxes.0.exemptionCode', 'because')],
  ['BR-CL-23', written('lines.0.unit', 'hours')],
  ['BR-CL-24', written('documents.0.file.mime', 'text/html')],
  ['UBL-DT-01', written('totals.tax', '20,00')],
  ['BR-DEC-01', written('allowances.0.amount', '5.001')],
  ['BR-DEC-02', written('allowances.0.base', '50.000')],
  ['BR-DEC-05', written('charges.0.amount', '5.001')],
  ['BR-DEC-06', written('charges.0.base', '50.000')],
  ['BR-DEC-09', written('totals.lines', '100.000')],
  ['BR-DEC-10', written('totals.allowances', '5.000')],
  ['BR-DEC-11', written('totals.charges', '5.000')],
  ['BR-DEC-12', written('totals.withoutTax', '100.000')],
  ['BR-DEC-13', written('totals.tax', '20.000')],
  ['BR-DEC-14', written('totals.withTax', '120.000')],
  ['BR-DEC-15', written('totals.taxInTaxCurrency', '20.000')],
  ['BR-DEC-16', written('totals.prepaid', '10.000')],
  ['BR-DEC-17', written('totals.rounding', '0.000')],
  ['BR-DEC-18', written('totals.payable', '110.000')],
  ['BR-DEC-19', written('taxes.0.taxable', '100.000')],
  ['BR-DEC-20', written('taxes.0.tax', '20.000')],
  ['BR-DEC-23', written('lines.0.net', '100.000')],
  ['BR-DEC-24', written('lines.0.allowances', [{ amount: '5.000', reason: 'Agreed' }])],
  ['BR-DEC-25', written('lines.0.allowances', [{ amount: '5.00', base: '50.000', reason: 'Agreed' }])],
  ['BR-DEC-27', written('lines.0.charges', [{ amount: '5.000', reason: 'Agreed' }])],
  ['BR-DEC-28', written('lines.0.charges', [{ amount: '5.00', base: '50.000', reason: 'Agreed' }])],
]

const noTaxIds: Break = (invoice) => {
  for (const party of [invoice.seller, invoice.buyer, invoice.taxRepresentative]) delete party?.vatId
}
const withVatId: Break = (invoice) => {
  invoice.seller!.vatId = 'ATU12345678'
}
/** Only one kind of thing is of the category, so that the rule on that kind is meant. */
const only =
  (where: 'lines' | 'allowances' | 'charges', break_: Break): Break =>
  (invoice) => {
    for (const other of ['lines', 'allowances', 'charges'] as const) if (other !== where) invoice[other] = []
    break_(invoice)
  }

interface Category {
  called: string
  tax: TaxCategory
  wrongRate: string
}
const CATEGORIES: readonly Category[] = [
  { called: 'S', tax: { code: 'S', percent: '20' }, wrongRate: '0' },
  ...['Z', 'E', 'AE', 'G'].map((code) => ({ called: code, tax: { code, percent: '0' }, wrongRate: '5' })),
  { called: 'IC', tax: { code: 'K', percent: '0' }, wrongRate: '5' },
  { called: 'O', tax: { code: 'O' }, wrongRate: '0' },
]
const wholeOf = ({ tax }: Category) => {
  const invoice = whole(tax)
  if (tax.code === 'O') {
    noTaxIds(invoice)
    delete invoice.taxRepresentative
  }
  return invoice
}
const OF_CATEGORY = (category: Category): readonly [number: string, break_: Break][] => [
  ['01', written('taxes', [])],
  ['02', only('lines', category.called === 'O' ? withVatId : noTaxIds)],
  ['03', only('allowances', category.called === 'O' ? withVatId : noTaxIds)],
  ['04', only('charges', category.called === 'O' ? withVatId : noTaxIds)],
  ['05', written('lines.0.tax', { ...category.tax, percent: category.wrongRate })],
  ['06', written('allowances.0.tax', { ...category.tax, percent: category.wrongRate })],
  ['07', written('charges.0.tax', { ...category.tax, percent: category.wrongRate })],
  ['08', written('taxes.0.taxable', '101.50')],
  ['09', written('taxes.0.tax', '22.00')],
  [
    '10',
    category.called === 'S' || category.called === 'Z'
      ? written('taxes.0.exemptionReason', 'Why')
      : without('taxes.0.exemptionReason'),
  ],
]
const OTHERS: readonly [rule: string, code: string, break_: Break][] = [
  [
    'BR-IC-11',
    'K',
    (invoice) => {
      delete invoice.period
      delete invoice.delivery!.date
    },
  ],
  ['BR-IC-12', 'K', without('delivery.address')],
  ['BR-O-11', 'O', (invoice) => invoice.taxes.push({ code: 'Z', percent: '0', taxable: '0.00', tax: '0.00' })],
  ['BR-O-12', 'O', written('lines.0.tax', { code: 'Z', percent: '0' })],
  ['BR-O-13', 'O', written('allowances.0.tax', { code: 'Z', percent: '0' })],
  ['BR-O-14', 'O', written('charges.0.tax', { code: 'Z', percent: '0' })],
]

describe('the rules of EN 16931', () => {
  it('find nothing wrong where nothing is, in any category', () => {
    for (const category of CATEGORIES)
      expect([category.called, rulesOf(wholeOf(category))]).toEqual([category.called, []])
  })

  it.each(BROKEN)('%s is found where it is broken', (rule, break_) => {
    const invoice = whole()
    break_(invoice)
    expect(rulesOf(invoice)).toContain(rule)
  })

  it.each(
    CATEGORIES.flatMap((category) =>
      OF_CATEGORY(category).map(([number, break_]) => [`BR-${category.called}-${number}`, category, break_] as const),
    ),
  )('%s is found where it is broken', (rule, category, break_) => {
    const invoice = wholeOf(category)
    break_(invoice)
    expect(rulesOf(invoice)).toContain(rule)
  })

  it.each(OTHERS)('%s is found where it is broken', (rule, code, break_) => {
    const invoice = wholeOf(CATEGORIES.find(({ tax }) => tax.code === code)!)
    break_(invoice)
    expect(rulesOf(invoice)).toContain(rule)
  })

  it('names the line that breaks one, in a sentence', () => {
    const invoice = whole()
    delete invoice.lines[0]!.name
    expect(checkEInvoice(invoice)).toEqual([{ rule: 'BR-25', message: 'Line 1: it has no name', line: 0 }])
  })

  it('leave room for tax that was taken out of prices, less than one unit of the currency (BR-CO-17)', () => {
    const invoice = whole()
    Object.assign(invoice.taxes[0]!, { tax: '20.99' })
    Object.assign(invoice.totals, { tax: '20.99', withTax: '120.99', payable: '110.99' })
    expect(rulesOf(invoice)).toEqual([])
  })
})
