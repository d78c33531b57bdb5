import { amount, group, id, inside, many, part, text, texts, valuesOf, writeFields } from './codec.ts'
import type { EInvoice } from './model.ts'
import {
  address,
  adjustments,
  invoicePeriod,
  line,
  otherParty,
  party,
  payment,
  supportingDocument,
  taxTotals,
} from './ubl-parts.ts'
import { NAMESPACES, writeXml, type XmlElement } from './xml.ts'

// UBL 2.1 as EN 16931-3-2 binds it, in the order of its schema.

const parties = [
  inside('cac:AccountingSupplierParty', [group('cac:Party', 'seller', party)]),
  inside('cac:AccountingCustomerParty', [group('cac:Party', 'buyer', party)]),
  group('cac:PayeeParty', 'payee', otherParty),
  group('cac:TaxRepresentativeParty', 'taxRepresentative', otherParty),
  group('cac:Delivery', 'delivery', [
    text('cbc:ActualDeliveryDate', 'date'),
    inside('cac:DeliveryLocation', [id('cbc:ID', 'location'), group('cac:Address', 'address', address)]),
    inside('cac:DeliveryParty', [inside('cac:PartyName', [text('cbc:Name', 'name')])]),
  ]),
  many('cac:PaymentMeans', 'payments', payment),
  inside('cac:PaymentTerms', [text('cbc:Note', 'paymentTerms')]),
  ...adjustments,
  taxTotals,
  part('cac:LegalMonetaryTotal', 'totals', [
    amount('cbc:LineExtensionAmount', 'lines'),
    amount('cbc:TaxExclusiveAmount', 'withoutTax'),
    amount('cbc:TaxInclusiveAmount', 'withTax'),
    amount('cbc:AllowanceTotalAmount', 'allowances'),
    amount('cbc:ChargeTotalAmount', 'charges'),
    amount('cbc:PrepaidAmount', 'prepaid'),
    amount('cbc:PayableRoundingAmount', 'rounding'),
    amount('cbc:PayableAmount', 'payable'),
  ]),
]

const start = [
  text('cbc:CustomizationID', 'customization'),
  text('cbc:ProfileID', 'profile'),
  text('cbc:ID', 'number'),
  text('cbc:IssueDate', 'issueDate'),
]
const currencies = [
  text('cbc:DocumentCurrencyCode', 'currency'),
  text('cbc:TaxCurrencyCode', 'taxCurrency'),
  text('cbc:AccountingCost', 'accountingReference'),
  text('cbc:BuyerReference', 'buyerReference'),
  invoicePeriod,
  inside('cac:OrderReference', [text('cbc:ID', 'order'), text('cbc:SalesOrderID', 'salesOrder')]),
  many('cac:BillingReference', 'precedingInvoices', [
    inside('cac:InvoiceDocumentReference', [text('cbc:ID', 'number'), text('cbc:IssueDate', 'issueDate')]),
  ]),
  inside('cac:DespatchDocumentReference', [text('cbc:ID', 'despatchAdvice')]),
  inside('cac:ReceiptDocumentReference', [text('cbc:ID', 'receivingAdvice')]),
]
const tender = inside('cac:OriginatorDocumentReference', [text('cbc:ID', 'tender')])
const contract = inside('cac:ContractDocumentReference', [text('cbc:ID', 'contract')])
const documents = many('cac:AdditionalDocumentReference', 'documents', supportingDocument)

const INVOICE = [
  ...start,
  text('cbc:DueDate', 'dueDate'),
  text('cbc:InvoiceTypeCode', 'typeCode'),
  texts('cbc:Note', 'notes'),
  text('cbc:TaxPointDate', 'taxPointDate'),
  ...currencies,
  tender,
  contract,
  documents,
  inside('cac:ProjectReference', [text('cbc:ID', 'project')]),
  ...parties,
  many('cac:InvoiceLine', 'lines', line('cbc:InvoicedQuantity')),
]
const CREDIT_NOTE = [
  ...start,
  text('cbc:TaxPointDate', 'taxPointDate'),
  text('cbc:CreditNoteTypeCode', 'typeCode'),
  texts('cbc:Note', 'notes'),
  ...currencies,
  contract,
  documents,
  tender,
  ...parties,
  many('cac:CreditNoteLine', 'lines', line('cbc:CreditedQuantity')),
]

const SYNTAX = {
  INVOICE: { name: 'Invoice', fields: INVOICE },
  CREDIT_NOTE: { name: 'CreditNote', fields: CREDIT_NOTE },
} as const

/** What a UBL invoice or credit note says. */
export function readUbl(root: XmlElement, kind: EInvoice['kind']): EInvoice {
  const read = { kind, ...valuesOf(SYNTAX[kind].fields, root) } as unknown as EInvoice
  return kind === 'INVOICE' ? read : fromCreditNote(read)
}

/** The file of an invoice or credit note, as UBL. */
export function writeUbl(invoice: EInvoice): string {
  const { name, fields } = SYNTAX[invoice.kind]
  const { currency = '', taxCurrency = '' } = invoice
  const said = invoice.kind === 'INVOICE' ? invoice : asCreditNote(invoice)
  const children = writeFields(fields, { ...said }, { currency, taxCurrency })
  return writeXml({ name, attributes: namespacesOf(name), children, text: '' })
}

const uriOf = (prefix: string) => Object.keys(NAMESPACES).find((uri) => NAMESPACES[uri] === prefix)!
const namespacesOf = (name: 'Invoice' | 'CreditNote') => ({
  xmlns: uriOf(name === 'Invoice' ? 'inv' : 'cn'),
  'xmlns:cac': uriOf('cac'),
  'xmlns:cbc': uriOf('cbc'),
})

type DatedPayment = EInvoice['payments'][number] & { dueDate?: string }
/** The type code of a reference to a project, which a credit note has no element for. */
const PROJECT = '50'

/** A credit note is due where its payment is, and names a project among its documents. */
function fromCreditNote(read: EInvoice): EInvoice {
  const dueDate = (read.payments as DatedPayment[]).find((each) => each.dueDate)?.dueDate
  const project = read.documents.find(({ typeCode }) => typeCode === PROJECT)?.id?.value
  return {
    ...read,
    ...(dueDate ? { dueDate } : {}),
    ...(project ? { project } : {}),
    payments: (read.payments as DatedPayment[]).map(({ dueDate: _, ...each }) => each),
    documents: read.documents.filter(({ typeCode }) => typeCode !== PROJECT),
  }
}

const asCreditNote = (invoice: EInvoice): EInvoice => ({
  ...invoice,
  payments: invoice.payments.map((each) => ({ ...each, ...(invoice.dueDate ? { dueDate: invoice.dueDate } : {}) })),
  documents: [
    ...invoice.documents,
    ...(invoice.project ? [{ id: { value: invoice.project }, typeCode: PROJECT }] : []),
  ],
})
