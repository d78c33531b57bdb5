import {
  amount,
  childrenOf,
  type Field,
  fixed,
  fixedInside,
  group,
  id,
  ids,
  inside,
  many,
  otherThan,
  quantity,
  said,
  text,
  type Values,
  valuesOf,
  withAttribute,
  writeFields,
} from './codec.ts'
import type { EInvoice } from './model.ts'
import { element, leaf } from './xml.ts'

// UBL 2.1 as EN 16931-3-2 binds it, in the order of its schema.

const country = inside('cac:Country', [text('cbc:IdentificationCode', 'country')])
export const address = [
  text('cbc:StreetName', 'line1'),
  text('cbc:AdditionalStreetName', 'line2'),
  text('cbc:CityName', 'city'),
  text('cbc:PostalZone', 'postalCode'),
  text('cbc:CountrySubentity', 'region'),
  inside('cac:AddressLine', [text('cbc:Line', 'line3')]),
  country,
]
const isVat = fixedInside('cac:TaxScheme', fixed('cbc:ID', 'VAT'))
/** BT-32 is of any scheme but that of VAT; FC is the code of a tax number. */
const isOtherTax = fixedInside('cac:TaxScheme', otherThan('cbc:ID', 'VAT', 'FC'))

const partyStart = [id('cbc:EndpointID', 'endpoint'), ids('cbc:ID', 'ids', 'cac:PartyIdentification')]
const partyAddress = group('cac:PostalAddress', 'address', address)
const vatId = inside('cac:PartyTaxScheme', [text('cbc:CompanyID', 'vatId'), isVat])
const taxId = inside('cac:PartyTaxScheme', [text('cbc:CompanyID', 'taxId'), isOtherTax])
export const party = [
  ...partyStart,
  inside('cac:PartyName', [text('cbc:Name', 'tradingName')]),
  partyAddress,
  vatId,
  taxId,
  inside('cac:PartyLegalEntity', [
    text('cbc:RegistrationName', 'name'),
    id('cbc:CompanyID', 'legalId'),
    text('cbc:CompanyLegalForm', 'legalForm'),
  ]),
  group('cac:Contact', 'contact', [
    text('cbc:Name', 'name'),
    text('cbc:Telephone', 'phone'),
    text('cbc:ElectronicMail', 'email'),
  ]),
]
export const otherParty = [
  ...partyStart,
  inside('cac:PartyName', [text('cbc:Name', 'name')]),
  partyAddress,
  vatId,
  inside('cac:PartyLegalEntity', [id('cbc:CompanyID', 'legalId')]),
]

const taxCategory = [text('cbc:ID', 'code'), text('cbc:Percent', 'percent')]
const adjustment = (isCharge: boolean) => [
  isCharge ? fixed('cbc:ChargeIndicator', 'true', ['1']) : fixed('cbc:ChargeIndicator', 'false', ['0']),
  text('cbc:AllowanceChargeReasonCode', 'reasonCode'),
  text('cbc:AllowanceChargeReason', 'reason'),
  text('cbc:MultiplierFactorNumeric', 'percent'),
  amount('cbc:Amount', 'amount'),
  amount('cbc:BaseAmount', 'base'),
  group('cac:TaxCategory', 'tax', [...taxCategory, isVat]),
]
export const adjustments = [
  many('cac:AllowanceCharge', 'allowances', adjustment(false)),
  many('cac:AllowanceCharge', 'charges', adjustment(true)),
]

const subtotal = [
  amount('cbc:TaxableAmount', 'taxable'),
  amount('cbc:TaxAmount', 'tax'),
  inside('cac:TaxCategory', [
    ...taxCategory,
    text('cbc:TaxExemptionReasonCode', 'exemptionCode'),
    text('cbc:TaxExemptionReason', 'exemptionReason'),
    isVat,
  ]),
]

/** BT-110 with the breakdown; BT-111 is the total that stands in the currency of the tax alone. */
export const taxTotals: Field = {
  read(from, into) {
    const all = childrenOf(from, 'cac:TaxTotal')
    into.taxes = all.flatMap((each) => childrenOf(each, 'cac:TaxSubtotal').map((found) => valuesOf(subtotal, found)))
    const totals: Values = {}
    for (const found of all.flatMap((each) => childrenOf(each, 'cbc:TaxAmount'))) {
      const isInTaxCurrency = into.taxCurrency !== into.currency && found.attributes.currencyID === into.taxCurrency
      totals[isInTaxCurrency ? 'taxInTaxCurrency' : 'tax'] ??= said(found)
    }
    into.totals = { ...totals, ...(into.totals as Values | undefined) }
  },
  write(of, writing) {
    const { totals, taxes } = of as unknown as EInvoice
    const total = totals.tax === undefined ? [] : [leaf('cbc:TaxAmount', totals.tax, { currencyID: writing.currency })]
    const parts = taxes.map((each) => element('cac:TaxSubtotal', writeFields(subtotal, { ...each }, writing)))
    const inTaxCurrency = totals.taxInTaxCurrency
    return [
      ...(total.length + parts.length > 0 ? [element('cac:TaxTotal', [...total, ...parts])] : []),
      ...(inTaxCurrency === undefined
        ? []
        : [element('cac:TaxTotal', [leaf('cbc:TaxAmount', inTaxCurrency, { currencyID: writing.taxCurrency })])]),
    ]
  },
}

const file: Field = {
  read(from, into) {
    const found = childrenOf(from, 'cbc:EmbeddedDocumentBinaryObject')[0]
    if (!found) return
    const { mimeCode, filename } = found.attributes
    into.file = {
      content: said(found),
      ...(mimeCode ? { mime: mimeCode } : {}),
      ...(filename ? { name: filename } : {}),
    }
  },
  write(of) {
    const { file } = of as EInvoice['documents'][number]
    if (!file) return []
    const attributes = { ...(file.mime ? { mimeCode: file.mime } : {}), ...(file.name ? { filename: file.name } : {}) }
    return [leaf('cbc:EmbeddedDocumentBinaryObject', file.content, attributes)]
  },
}

export const supportingDocument = [
  id('cbc:ID', 'id'),
  text('cbc:DocumentTypeCode', 'typeCode'),
  text('cbc:DocumentDescription', 'description'),
  inside('cac:Attachment', [file, inside('cac:ExternalReference', [text('cbc:URI', 'uri')])]),
]

export const payment = [
  withAttribute('cbc:PaymentMeansCode', 'meansCode', 'name', 'meansText'),
  text('cbc:PaymentDueDate', 'dueDate'),
  text('cbc:PaymentID', 'remittance'),
  group('cac:CardAccount', 'card', [
    text('cbc:PrimaryAccountNumberID', 'number'),
    text('cbc:NetworkID', 'network'),
    text('cbc:HolderName', 'holder'),
  ]),
  group('cac:PayeeFinancialAccount', 'account', [
    text('cbc:ID', 'id'),
    text('cbc:Name', 'name'),
    inside('cac:FinancialInstitutionBranch', [text('cbc:ID', 'bank')]),
  ]),
  group('cac:PaymentMandate', 'mandate', [
    text('cbc:ID', 'id'),
    inside('cac:PayerFinancialAccount', [text('cbc:ID', 'account')]),
  ]),
]

export const period = [text('cbc:StartDate', 'start'), text('cbc:EndDate', 'end')]
/** BT-8 stands in the period, also where there is none. */
export const invoicePeriod: Field = {
  read(from, into) {
    group('cac:InvoicePeriod', 'period', period).read(from, into)
    inside('cac:InvoicePeriod', [text('cbc:DescriptionCode', 'taxPointCode')]).read(from, into)
  },
  write: (of, writing) =>
    inside('cac:InvoicePeriod', [...period, text('cbc:DescriptionCode', 'taxPointCode')]).write(
      { ...(of.period as Values | undefined), taxPointCode: of.taxPointCode },
      writing,
    ),
}

export const item = [
  text('cbc:Description', 'description'),
  text('cbc:Name', 'name'),
  inside('cac:BuyersItemIdentification', [text('cbc:ID', 'buyerItemId')]),
  inside('cac:SellersItemIdentification', [text('cbc:ID', 'sellerItemId')]),
  inside('cac:StandardItemIdentification', [id('cbc:ID', 'standardItemId')]),
  inside('cac:OriginCountry', [text('cbc:IdentificationCode', 'country')]),
  ids('cbc:ItemClassificationCode', 'classifications', 'cac:CommodityClassification', {
    scheme: 'listID',
    version: 'listVersionID',
  }),
  group('cac:ClassifiedTaxCategory', 'tax', [...taxCategory, isVat]),
  many('cac:AdditionalItemProperty', 'attributes', [text('cbc:Name', 'name'), text('cbc:Value', 'value')]),
]
export const price = [
  amount('cbc:PriceAmount', 'price'),
  quantity('cbc:BaseQuantity', 'baseQuantity', 'baseUnit'),
  inside('cac:AllowanceCharge', [
    fixed('cbc:ChargeIndicator', 'false', ['0']),
    amount('cbc:Amount', 'priceDiscount'),
    amount('cbc:BaseAmount', 'grossPrice'),
  ]),
]
export const line = (quantityName: string) => [
  text('cbc:ID', 'id'),
  text('cbc:Note', 'note'),
  quantity(quantityName, 'quantity', 'unit'),
  amount('cbc:LineExtensionAmount', 'net'),
  text('cbc:AccountingCost', 'accountingReference'),
  group('cac:InvoicePeriod', 'period', period),
  inside('cac:OrderLineReference', [text('cbc:LineID', 'orderLine')]),
  inside('cac:DocumentReference', [id('cbc:ID', 'objectId'), fixed('cbc:DocumentTypeCode', '130')]),
  ...adjustments,
  inside('cac:Item', item),
  inside('cac:Price', price),
]
