import {
  childrenOf,
  type Field,
  fixed,
  fixedInside,
  group,
  id,
  ids,
  inside,
  many,
  quantity,
  said,
  text,
} from './codec.ts'

// UN/CEFACT Cross Industry Invoice D16B as EN 16931-3-3 binds it. Only read.

export const onlyRead = (read: Field['read']): Field => ({ read, write: () => [] })

/** A day as YYYYMMDD (format 102), one element further in. */
export const day = (name: string, key: string, within = 'udt:DateTimeString'): Field =>
  onlyRead((from, into) => {
    const written = childrenOf(from, name)
      .flatMap((each) => childrenOf(each, within))
      .map(said)[0]
    if (written) into[key] ??= written.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  })

export const address = [
  text('ram:PostcodeCode', 'postalCode'),
  text('ram:LineOne', 'line1'),
  text('ram:LineTwo', 'line2'),
  text('ram:LineThree', 'line3'),
  text('ram:CityName', 'city'),
  text('ram:CountryID', 'country'),
  text('ram:CountrySubDivisionName', 'region'),
]

/** A tax registration: VA is VAT, FC a tax number. */
const registration = (scheme: string, key: string): Field =>
  onlyRead((from, into) => {
    const all = childrenOf(from, 'ram:SpecifiedTaxRegistration').flatMap((each) => childrenOf(each, 'ram:ID'))
    const found = all.find(({ attributes }) => attributes.schemeID === scheme)
    if (found && said(found)) into[key] ??= said(found)
  })

export const party = [
  ids('ram:ID', 'ids'),
  ids('ram:GlobalID', 'ids'),
  text('ram:Name', 'name'),
  text('ram:Description', 'legalForm'),
  inside('ram:SpecifiedLegalOrganization', [id('ram:ID', 'legalId'), text('ram:TradingBusinessName', 'tradingName')]),
  group('ram:DefinedTradeContact', 'contact', [
    text('ram:PersonName', 'name'),
    text('ram:DepartmentName', 'name'),
    inside('ram:TelephoneUniversalCommunication', [text('ram:CompleteNumber', 'phone')]),
    inside('ram:EmailURIUniversalCommunication', [text('ram:URIID', 'email')]),
  ]),
  group('ram:PostalTradeAddress', 'address', address),
  inside('ram:URIUniversalCommunication', [id('ram:URIID', 'endpoint')]),
  registration('VA', 'vatId'),
  registration('FC', 'taxId'),
]

export const isVat = fixed('ram:TypeCode', 'VAT')
export const taxCategory = [text('ram:CategoryCode', 'code'), text('ram:RateApplicablePercent', 'percent')]
const adjustment = (isCharge: boolean) => [
  fixedInside(
    'ram:ChargeIndicator',
    isCharge ? fixed('udt:Indicator', 'true', ['1']) : fixed('udt:Indicator', 'false', ['0']),
  ),
  text('ram:CalculationPercent', 'percent'),
  text('ram:BasisAmount', 'base'),
  text('ram:ActualAmount', 'amount'),
  text('ram:ReasonCode', 'reasonCode'),
  text('ram:Reason', 'reason'),
  group('ram:CategoryTradeTax', 'tax', taxCategory),
]
export const adjustments = [
  many('ram:SpecifiedTradeAllowanceCharge', 'allowances', adjustment(false)),
  many('ram:SpecifiedTradeAllowanceCharge', 'charges', adjustment(true)),
]
export const period = [day('ram:StartDateTime', 'start'), day('ram:EndDateTime', 'end')]
export const account = inside('ram:ReceivableSpecifiedTradeAccountingAccount', [text('ram:ID', 'accountingReference')])

export const line = [
  inside('ram:AssociatedDocumentLineDocument', [
    text('ram:LineID', 'id'),
    inside('ram:IncludedNote', [text('ram:Content', 'note')]),
  ]),
  inside('ram:SpecifiedTradeProduct', [
    id('ram:GlobalID', 'standardItemId'),
    text('ram:SellerAssignedID', 'sellerItemId'),
    text('ram:BuyerAssignedID', 'buyerItemId'),
    text('ram:Name', 'name'),
    text('ram:Description', 'description'),
    many('ram:ApplicableProductCharacteristic', 'attributes', [
      text('ram:Description', 'name'),
      text('ram:Value', 'value'),
    ]),
    ids('ram:ClassCode', 'classifications', 'ram:DesignatedProductClassification', {
      scheme: 'listID',
      version: 'listVersionID',
    }),
    inside('ram:OriginTradeCountry', [text('ram:ID', 'country')]),
  ]),
  inside('ram:SpecifiedLineTradeAgreement', [
    inside('ram:BuyerOrderReferencedDocument', [text('ram:LineID', 'orderLine')]),
    inside('ram:GrossPriceProductTradePrice', [
      text('ram:ChargeAmount', 'grossPrice'),
      inside('ram:AppliedTradeAllowanceCharge', [text('ram:ActualAmount', 'priceDiscount')]),
    ]),
    inside('ram:NetPriceProductTradePrice', [
      text('ram:ChargeAmount', 'price'),
      quantity('ram:BasisQuantity', 'baseQuantity', 'baseUnit'),
    ]),
  ]),
  inside('ram:SpecifiedLineTradeDelivery', [quantity('ram:BilledQuantity', 'quantity', 'unit')]),
  inside('ram:SpecifiedLineTradeSettlement', [
    group('ram:ApplicableTradeTax', 'tax', [isVat, ...taxCategory]),
    group('ram:BillingSpecifiedPeriod', 'period', period),
    ...adjustments,
    inside('ram:SpecifiedTradeSettlementLineMonetarySummation', [text('ram:LineTotalAmount', 'net')]),
    inside('ram:AdditionalReferencedDocument', [id('ram:IssuerAssignedID', 'objectId'), fixed('ram:TypeCode', '130')]),
    account,
  ]),
]
