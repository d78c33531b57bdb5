import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatScaled, parseScaled } from '../../core/domain/kernel/decimal.ts'
import type { InvoiceOnPaper } from '../../core/services/documents/papers.ts'
import { sampleInvoice } from '../portal/sample.ts'
import { SHARED_DATA } from './shared-data.ts'
import { all, parseXml, textAt, type XmlElement } from './xml.ts'

export const EINVOICES = [
  'guide-example1.xml',
  'guide-example2.xml',
  'guide-example3.xml',
  'sample-discount-price.xml',
  'ubl-tc434-example10.xml',
  'ubl-tc434-example2.xml',
  'ubl-tc434-example3.xml',
]

/** An official example of EN 16931 as one of our documents: every figure as it is printed there. */
export function einvoice(file: string): InvoiceOnPaper {
  const xml = parseXml(readFileSync(join(SHARED_DATA, 'einvoice', file), 'utf8'))
  const total = (name: string) => cents(textAt(xml, 'LegalMonetaryTotal', name))
  const tax = all(xml, 'TaxTotal').find((each) => all(each, 'TaxSubtotal').length > 0)!
  const charges = all(xml, 'AllowanceCharge').filter((each) => textAt(each, 'ChargeIndicator') === 'true')
  return {
    ...sampleInvoice(),
    invoice_number: textAt(xml, 'ID')!,
    issue_date: textAt(xml, 'IssueDate')!,
    due_date: textAt(xml, 'DueDate') ?? textAt(xml, 'IssueDate')!,
    currency: textAt(xml, 'DocumentCurrencyCode')!,
    business: {
      ...sampleInvoice().business,
      name: party(xml, 'AccountingSupplierParty'),
      language: 'en',
      country: 'NL',
    },
    customer: { ...sampleInvoice().customer, display_name: party(xml, 'AccountingCustomerParty') },
    line_items: all(xml, 'InvoiceLine').map(lineOf),
    charge_names: charges.flatMap((each) => textAt(each, 'AllowanceChargeReason') ?? []),
    taxes: all(tax, 'TaxSubtotal').map((each) => ({
      name: `VAT ${textAt(each, 'TaxCategory', 'ID')}`,
      percent: textAt(each, 'TaxCategory', 'Percent') ?? '0',
      taxable: cents(textAt(each, 'TaxableAmount')),
      tax: cents(textAt(each, 'TaxAmount')),
    })),
    subtotal: total('LineExtensionAmount'),
    discount_total: total('AllowanceTotalAmount'),
    charge_total: total('ChargeTotalAmount'),
    tax_total: cents(textAt(tax, 'TaxAmount')),
    total: total('TaxInclusiveAmount'),
    amount_paid: total('PrepaidAmount'),
    amount_due: total('PayableAmount'),
  }
}

const party = (xml: XmlElement, role: string) =>
  textAt(xml, role, 'Party', 'PartyLegalEntity', 'RegistrationName') ?? textAt(xml, role, 'Party', 'PartyName', 'Name')!

function lineOf(line: XmlElement): InvoiceOnPaper['line_items'][number] {
  const [category] = all(line, 'Item', 'ClassifiedTaxCategory')
  return {
    name: textAt(line, 'Item', 'Name')!,
    description: textAt(line, 'Item', 'Description') ?? null,
    qty: textAt(line, 'InvoicedQuantity')!,
    unit: null,
    rate: textAt(line, 'Price', 'PriceAmount')!,
    tax_name: category ? `VAT ${textAt(category, 'ID')}` : null,
    tax_percent: category ? (textAt(category, 'Percent') ?? '0') : null,
    tax_parts: [],
    discount: null,
    amount: cents(textAt(line, 'LineExtensionAmount')),
  }
}

/** Two decimals, as our amounts of these currencies have. */
function cents(text = '0'): string {
  const value = parseScaled(text, 2)
  if (!value.ok) throw new Error(`${text} is no amount`)
  return formatScaled(value.value, 2)
    .replace(/^(-?\d+)$/, '$1.00')
    .replace(/\.(\d)$/, '.$10')
}
