import { account, address, adjustments, day, isVat, line, onlyRead, party, period, taxCategory } from './cii-parts.ts'
import { childrenOf, group, id, inside, many, part, said, text, type Values, valuesOf } from './codec.ts'
import type { EInvoice } from './model.ts'
import type { XmlElement } from './xml.ts'

// UN/CEFACT Cross Industry Invoice D16B as EN 16931-3-3 binds it. Only read.

const reference = (name: string, key: string) => inside(name, [text('ram:IssuerAssignedID', key)])

const file = onlyRead((from, into) => {
  const found = childrenOf(from, 'ram:AttachmentBinaryObject')[0]
  if (!found) return
  const { mimeCode, filename } = found.attributes
  into.file = { content: said(found), ...(mimeCode ? { mime: mimeCode } : {}), ...(filename ? { name: filename } : {}) }
})

const agreement = inside('ram:ApplicableHeaderTradeAgreement', [
  text('ram:BuyerReference', 'buyerReference'),
  group('ram:SellerTradeParty', 'seller', party),
  group('ram:BuyerTradeParty', 'buyer', party),
  group('ram:SellerTaxRepresentativeTradeParty', 'taxRepresentative', party),
  reference('ram:SellerOrderReferencedDocument', 'salesOrder'),
  reference('ram:BuyerOrderReferencedDocument', 'order'),
  reference('ram:ContractReferencedDocument', 'contract'),
  many('ram:AdditionalReferencedDocument', 'documents', [
    id('ram:IssuerAssignedID', 'id'),
    text('ram:URIID', 'uri'),
    text('ram:TypeCode', 'typeCode'),
    text('ram:Name', 'description'),
    file,
  ]),
  inside('ram:SpecifiedProcuringProject', [text('ram:ID', 'project')]),
])

const delivery = inside('ram:ApplicableHeaderTradeDelivery', [
  part('ram:ShipToTradeParty', 'delivery', [
    id('ram:GlobalID', 'location'),
    id('ram:ID', 'location'),
    text('ram:Name', 'name'),
    group('ram:PostalTradeAddress', 'address', address),
  ]),
  part('ram:ActualDeliverySupplyChainEvent', 'delivery', [day('ram:OccurrenceDateTime', 'date')]),
  reference('ram:DespatchAdviceReferencedDocument', 'despatchAdvice'),
  reference('ram:ReceivingAdviceReferencedDocument', 'receivingAdvice'),
])

const payment = [
  text('ram:TypeCode', 'meansCode'),
  text('ram:Information', 'meansText'),
  group('ram:ApplicableTradeSettlementFinancialCard', 'card', [
    text('ram:ID', 'number'),
    text('ram:CardholderName', 'holder'),
  ]),
  part('ram:PayerPartyDebtorFinancialAccount', 'mandate', [text('ram:IBANID', 'account')]),
  part('ram:PayeePartyCreditorFinancialAccount', 'account', [
    text('ram:IBANID', 'id'),
    text('ram:ProprietaryID', 'id'),
    text('ram:AccountName', 'name'),
  ]),
  part('ram:PayeeSpecifiedCreditorFinancialInstitution', 'account', [text('ram:BICID', 'bank')]),
]

const subtotal = [
  isVat,
  text('ram:CalculatedAmount', 'tax'),
  text('ram:ExemptionReason', 'exemptionReason'),
  text('ram:BasisAmount', 'taxable'),
  text('ram:ExemptionReasonCode', 'exemptionCode'),
  ...taxCategory,
]

/** The total of the tax stands in one or two currencies. */
const taxTotal = onlyRead((from, into) => {
  for (const found of childrenOf(from, 'ram:TaxTotalAmount')) {
    const { currencyID = into.currency } = found.attributes
    into[currencyID === into.currency ? 'tax' : 'taxInTaxCurrency'] ??= said(found)
  }
})

const settlement = inside('ram:ApplicableHeaderTradeSettlement', [
  text('ram:CreditorReferenceID', 'creditor'),
  text('ram:PaymentReference', 'remittance'),
  text('ram:TaxCurrencyCode', 'taxCurrency'),
  text('ram:InvoiceCurrencyCode', 'currency'),
  group('ram:PayeeTradeParty', 'payee', party),
  many('ram:SpecifiedTradeSettlementPaymentMeans', 'payments', payment),
  many('ram:ApplicableTradeTax', 'taxes', subtotal),
  inside('ram:ApplicableTradeTax', [
    day('ram:TaxPointDate', 'taxPointDate', 'udt:DateString'),
    text('ram:DueDateTypeCode', 'taxPointCode'),
  ]),
  group('ram:BillingSpecifiedPeriod', 'period', period),
  ...adjustments,
  inside('ram:SpecifiedTradePaymentTerms', [
    text('ram:Description', 'paymentTerms'),
    day('ram:DueDateDateTime', 'dueDate'),
    text('ram:DirectDebitMandateID', 'mandate'),
  ]),
  onlyRead((from, into) => {
    const [found] = childrenOf(from, 'ram:SpecifiedTradeSettlementHeaderMonetarySummation')
    into.totals = found ? totalsOf(found, into.currency) : {}
  }),
  many('ram:InvoiceReferencedDocument', 'precedingInvoices', [
    text('ram:IssuerAssignedID', 'number'),
    day('ram:FormattedIssueDateTime', 'issueDate', 'qdt:DateTimeString'),
  ]),
  account,
])

const totals = [
  text('ram:LineTotalAmount', 'lines'),
  text('ram:ChargeTotalAmount', 'charges'),
  text('ram:AllowanceTotalAmount', 'allowances'),
  text('ram:TaxBasisTotalAmount', 'withoutTax'),
  taxTotal,
  text('ram:RoundingAmount', 'rounding'),
  text('ram:GrandTotalAmount', 'withTax'),
  text('ram:TotalPrepaidAmount', 'prepaid'),
  text('ram:DuePayableAmount', 'payable'),
]

function totalsOf(found: XmlElement, currency: unknown): Values {
  const values: Values = { currency }
  for (const field of totals) field.read(found, values)
  const { currency: _, ...said } = values
  return said
}

const notes = onlyRead((from, into) => {
  into.notes = childrenOf(from, 'ram:IncludedNote').flatMap((note) => {
    const content = childrenOf(note, 'ram:Content').map(said)[0]
    const subject = childrenOf(note, 'ram:SubjectCode').map(said)[0]
    return content ? [subject ? `#${subject}#${content}` : content] : []
  })
})

const CROSS_INDUSTRY_INVOICE = [
  inside('rsm:ExchangedDocumentContext', [
    inside('ram:BusinessProcessSpecifiedDocumentContextParameter', [text('ram:ID', 'profile')]),
    inside('ram:GuidelineSpecifiedDocumentContextParameter', [text('ram:ID', 'customization')]),
  ]),
  inside('rsm:ExchangedDocument', [
    text('ram:ID', 'number'),
    text('ram:TypeCode', 'typeCode'),
    day('ram:IssueDateTime', 'issueDate'),
    notes,
  ]),
  inside('rsm:SupplyChainTradeTransaction', [
    many('ram:IncludedSupplyChainTradeLineItem', 'lines', line),
    agreement,
    delivery,
    settlement,
  ]),
]

/** The types of document that take back. */
const CREDIT_NOTES = ['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '532']

type Read = EInvoice & { creditor?: string; remittance?: string; mandate?: string }

/** What a Cross Industry Invoice says. */
export function readCii(root: XmlElement): EInvoice {
  const empty = { notes: [], precedingInvoices: [], payments: [], allowances: [], charges: [], totals: {}, taxes: [] }
  const read = { ...empty, documents: [], lines: [], ...valuesOf(CROSS_INDUSTRY_INVOICE, root) } as unknown as Read
  const { creditor, remittance, mandate, ...invoice } = read
  if (creditor) invoice.seller?.ids.push({ value: creditor, scheme: 'SEPA' })
  return {
    ...invoice,
    kind: CREDIT_NOTES.includes(invoice.typeCode ?? '') ? 'CREDIT_NOTE' : 'INVOICE',
    lines: invoice.lines.map((each) => ({ ...NO_LISTS, ...each })),
    payments: invoice.payments.map((each) => withTerms(each, remittance, mandate)),
    ...(isSaid(invoice.delivery) ? {} : { delivery: undefined as never }),
  }
}

const NO_LISTS = { allowances: [], charges: [], classifications: [], attributes: [] }

const isSaid = (values: object | undefined) => values !== undefined && Object.keys(values).length > 0

function withTerms(payment: EInvoice['payments'][number], remittance?: string, mandate?: string) {
  const { account, mandate: debtor, ...said } = payment
  const debit = { ...debtor, ...(mandate ? { id: mandate } : {}) }
  return {
    ...said,
    ...(remittance ? { remittance } : {}),
    ...(isSaid(account) ? { account } : {}),
    ...(isSaid(debit) ? { mandate: debit } : {}),
  }
}
