import { formatMoney, sumOf } from '../kernel/money.ts'
import { ONE_UNIT, unitCode } from './codes.ts'
import type { EInvoice, Line, Party, Payment, TaxCategory, TaxSubtotal } from './model.ts'
import { pricedLine } from './priced-line.ts'
import { vatIdOf } from './tax-ids.ts'

/** A document of ours, as an e-invoice wants to know it. Amounts are minor units without tax, but for `tax`. */
export interface Billed {
  kind: EInvoice['kind']
  number: string
  issueDate: string
  dueDate: string | null
  currency: string
  buyerReference: string | null
  order: string | null
  notes: readonly (string | null)[]
  terms: string | null
  precedingInvoice: { number: string; issueDate: string } | null
  seller: BilledParty & { registrationNumber: string | null; email: string | null; phone: string | null }
  buyer: BilledParty & { contactName: string | null; email: string | null }
  account: { holder: string | null; iban: string | null; bic: string | null; number: string | null }
  chargeNames: readonly string[]
  rates: readonly BilledRate[]
  lines: readonly BilledLine[]
}

export interface BilledParty {
  name: string
  taxId: string | null
  line1: string | null
  line2: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  country: string | null
}

/** What one tax rate comes to. Without a category it is taxed if its percentage is more than zero, else nobody knows why not. */
export interface BilledRate {
  /** Null for what bears no tax rate at all. */
  percent: string | null
  category: string | null
  reason: string | null
  discount: bigint
  charge: bigint
  tax: bigint
}

export interface BilledLine {
  name: string
  description: string | null
  qtyE6: bigint
  rateE6: bigint
  unit: string | null
  /** What it comes to, and what was taken off before. */
  net: bigint
  discount: bigint
  /** The place of its rate. */
  rate: number
}

const EN_16931 = 'urn:cen.eu:en16931:2017'
const TYPE_CODES = { INVOICE: '380', CREDIT_NOTE: '381' }

/** The e-invoice of a document. It may break rules where something is missing: checkEInvoice says which. */
export function eInvoiceOf(billed: Billed): EInvoice {
  const categories = categoriesOf(billed)
  const amount = (minor: bigint) => amountOf(minor, billed.currency)
  const said = <T>(key: string, value: T | null) => (value === null || value === '' ? {} : { [key]: value })
  const isOutside = categories.every(({ code }) => code === 'O')
  return {
    kind: billed.kind,
    customization: EN_16931,
    number: billed.number,
    issueDate: billed.issueDate,
    typeCode: TYPE_CODES[billed.kind],
    currency: billed.currency,
    ...said('dueDate', billed.dueDate),
    ...said('buyerReference', billed.buyerReference),
    ...said('order', billed.order),
    ...said('paymentTerms', billed.terms),
    notes: billed.notes.filter((note): note is string => Boolean(note)),
    precedingInvoices: billed.precedingInvoice ? [billed.precedingInvoice] : [],
    seller: sellerOf(billed, isOutside),
    buyer: buyerOf(billed, isOutside),
    payments: billed.kind === 'INVOICE' ? [paymentOf(billed)] : [],
    ...adjustmentsOf(billed, categories, amount),
    taxes: taxesOf(billed, categories, amount),
    totals: totalsOf(billed, amount),
    documents: [],
    lines: billed.lines.map((line, at) => lineOf(line, at, categories[line.rate]!, billed.currency)),
  }
}

/** With the decimals of the currency, and no more than the norm has where they are nothing. */
const amountOf = (minor: bigint, currency: string): string =>
  formatMoney(minor, currency).replace(/^(-?\d+\.\d\d)0+$/, '$1')

/** Where nothing bears a tax, and the seller has no VAT identifier, there is no VAT to speak of. */
function categoriesOf({ rates, seller }: Billed): TaxCategory[] {
  const isOutside = rates.every(({ percent }) => percent === null) && vatIdOf(seller.taxId) === null
  return rates.map(({ percent, category }) => {
    const code = category ?? (percent === null ? (isOutside ? 'O' : null) : isNothing(percent) ? null : 'S')
    return { ...(code ? { code } : {}), ...(percent === null || code === 'O' ? {} : { percent }) }
  })
}

const isNothing = (decimal: string) => /^0*(\.0*)?$/.test(decimal)

function addressOf(party: BilledParty) {
  const { line1, line2, city, region, postalCode, country } = party
  const said = Object.entries({ line1, line2, city, region, postalCode, country }).filter(([, value]) => value)
  return said.length === 0 ? {} : { address: Object.fromEntries(said) }
}

/** A seller without a VAT identifier and a registration is known by his tax number (BR-CO-26). */
function sellerOf({ seller }: Billed, isOutside: boolean): Party {
  const vatId = isOutside ? null : vatIdOf(seller.taxId)
  const taxId = vatIdOf(seller.taxId) ? null : seller.taxId
  const { registrationNumber, taxId: anyId } = seller
  const known = vatId ?? registrationNumber ?? anyId
  return {
    ids: known && known === anyId && !vatId ? [{ value: anyId }] : [],
    name: seller.name,
    ...(registrationNumber ? { legalId: { value: registrationNumber } } : {}),
    ...(vatId ? { vatId } : {}),
    ...(taxId ? { taxId } : {}),
    ...addressOf(seller),
    ...contactOf({ name: null, phone: seller.phone, email: seller.email }),
  }
}

function buyerOf({ buyer }: Billed, isOutside: boolean): Party {
  const vatId = isOutside ? null : vatIdOf(buyer.taxId)
  return {
    ids: [],
    name: buyer.name,
    ...(vatId ? { vatId } : {}),
    ...addressOf(buyer),
    ...contactOf({ name: buyer.contactName, phone: null, email: buyer.email }),
  }
}

function contactOf(contact: { name: string | null; phone: string | null; email: string | null }) {
  const said = Object.entries(contact).filter(([, value]) => value)
  return said.length === 0 ? {} : { contact: Object.fromEntries(said) }
}

/** A SEPA transfer, any other transfer, or nothing that is agreed. */
function paymentOf({ account, currency, number }: Billed): Payment {
  const id = account.iban ?? account.number
  if (!id) return { meansCode: '1', remittance: number }
  return {
    meansCode: account.iban && currency === 'EUR' ? '58' : '30',
    remittance: number,
    account: {
      id,
      ...(account.holder ? { name: account.holder } : {}),
      ...(account.bic ? { bank: account.bic } : {}),
    },
  }
}

type Amount = (minor: bigint) => string

function adjustmentsOf({ rates, chargeNames }: Billed, categories: TaxCategory[], amount: Amount) {
  const charged = chargeNames.join(', ') || 'Charges'
  const of = (key: 'discount' | 'charge', reason: { reason: string; reasonCode?: string }) =>
    rates.flatMap((rate, at) =>
      rate[key] === 0n ? [] : [{ amount: amount(rate[key]), ...reason, ...taxSaid(categories[at]!) }],
    )
  return {
    allowances: of('discount', { reason: 'Discount', reasonCode: '95' }),
    charges: of('charge', { reason: charged }),
  }
}

const taxSaid = (tax: TaxCategory) => (tax.code || tax.percent ? { tax } : {})

const taxableOf = ({ lines, rates }: Billed, at: number) =>
  sumOf(lines.filter(({ rate }) => rate === at).map(({ net }) => net)) - rates[at]!.discount + rates[at]!.charge

/** One for each category and rate, however many tax rates of the business are of it. */
function taxesOf(billed: Billed, categories: TaxCategory[], amount: Amount): TaxSubtotal[] {
  const merged = new Map<string, { category: TaxCategory; taxable: bigint; tax: bigint; reasons: string[] }>()
  for (const [at, category] of categories.entries()) {
    const rate = billed.rates[at]!
    if (!billed.lines.some((line) => line.rate === at) && rate.discount === 0n && rate.charge === 0n) continue
    const key = `${category.code} ${category.percent}`
    const same = merged.get(key) ?? { category, taxable: 0n, tax: 0n, reasons: [] }
    same.taxable += taxableOf(billed, at)
    same.tax += rate.tax
    if (rate.reason && !same.reasons.includes(rate.reason)) same.reasons.push(rate.reason)
    merged.set(key, same)
  }
  return [...merged.values()].map(({ category, taxable, tax, reasons }) => ({
    taxable: amount(taxable),
    tax: amount(tax),
    ...category,
    ...exemptionOf(category.code, reasons),
  }))
}

/** Why there is no tax, where the category alone says it. */
const EXEMPTIONS: Readonly<Record<string, { exemptionCode?: string; exemptionReason?: string }>> = {
  E: {},
  AE: { exemptionCode: 'VATEX-EU-AE', exemptionReason: 'Reverse charge' },
  K: { exemptionCode: 'VATEX-EU-IC', exemptionReason: 'Intra-community supply' },
  G: { exemptionCode: 'VATEX-EU-G', exemptionReason: 'Export outside the EU' },
  O: { exemptionCode: 'VATEX-EU-O', exemptionReason: 'Not subject to VAT' },
}

function exemptionOf(code: string | undefined, reasons: readonly string[]) {
  const exemption = EXEMPTIONS[code ?? '']
  if (!exemption) return {}
  return { ...exemption, ...(reasons.length > 0 ? { exemptionReason: reasons.join('; ') } : {}) }
}

function totalsOf({ lines, rates }: Billed, amount: Amount): EInvoice['totals'] {
  const sum = sumOf(lines.map(({ net }) => net))
  const allowances = sumOf(rates.map(({ discount }) => discount))
  const charges = sumOf(rates.map(({ charge }) => charge))
  const tax = sumOf(rates.map((rate) => rate.tax))
  const withoutTax = sum - allowances + charges
  return {
    lines: amount(sum),
    ...(rates.some(({ discount }) => discount !== 0n) ? { allowances: amount(allowances) } : {}),
    ...(rates.some(({ charge }) => charge !== 0n) ? { charges: amount(charges) } : {}),
    withoutTax: amount(withoutTax),
    tax: amount(tax),
    withTax: amount(withoutTax + tax),
    payable: amount(withoutTax + tax),
  }
}

function lineOf(line: BilledLine, at: number, tax: TaxCategory, currency: string): Line {
  const amount = (minor: bigint) => amountOf(minor, currency)
  const code = unitCode(line.unit)
  return {
    id: String(at + 1),
    ...(code === null ? { note: `Unit: ${line.unit}` } : {}),
    ...pricedLine(line, code ?? ONE_UNIT, currency),
    net: amount(line.net),
    allowances: line.discount === 0n ? [] : [{ amount: amount(line.discount), reason: 'Discount', reasonCode: '95' }],
    charges: [],
    ...taxSaid(tax),
    name: line.name,
    ...(line.description ? { description: line.description } : {}),
    classifications: [],
    attributes: [],
  }
}
