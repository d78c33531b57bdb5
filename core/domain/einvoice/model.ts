/**
 * An invoice or credit note as EN 16931-1 says what it means, whatever the syntax; the terms of the norm (BT, BG) stand beside
 * the fields. Amounts, quantities and percentages are the decimals that were written, days are YYYY-MM-DD. What is not said
 * is left out.
 */
export interface EInvoice {
  kind: 'INVOICE' | 'CREDIT_NOTE'
  /** BT-24, BT-23 */
  customization?: string
  profile?: string
  /** BT-1, BT-2, BT-3, BT-5, BT-6, BT-7, BT-8, BT-9 */
  number?: string
  issueDate?: string
  typeCode?: string
  currency?: string
  taxCurrency?: string
  taxPointDate?: string
  taxPointCode?: string
  dueDate?: string
  /** BT-10 to BT-17, BT-19 */
  buyerReference?: string
  project?: string
  contract?: string
  order?: string
  salesOrder?: string
  receivingAdvice?: string
  despatchAdvice?: string
  tender?: string
  accountingReference?: string
  /** BT-20 */
  paymentTerms?: string
  /** BG-1: BT-22, with the code of BT-21 between signs of number before it where there is one */
  notes: string[]
  /** BG-3: BT-25, BT-26 */
  precedingInvoices: { number?: string; issueDate?: string }[]
  /** BG-4, BG-7, BG-10, BG-11 */
  seller?: Party
  buyer?: Party
  payee?: Party
  taxRepresentative?: Party
  /** BG-13, with BG-15 */
  delivery?: Delivery
  /** BG-14 */
  period?: Period
  /** BG-16, one for each account */
  payments: Payment[]
  /** BG-20, BG-21 */
  allowances: Adjustment[]
  charges: Adjustment[]
  totals: DocumentTotals
  /** BG-23 */
  taxes: TaxSubtotal[]
  /** BG-24, and BT-18 (type code 130) */
  documents: SupportingDocument[]
  /** BG-25 */
  lines: Line[]
}

/** A value with the list or scheme that it is of. */
export interface Identifier {
  value: string
  scheme?: string
  version?: string
}

export interface Party {
  /** BT-34, BT-49 */
  endpoint?: Identifier
  /** BT-29, BT-46, BT-60, and BT-90 (scheme SEPA) */
  ids: Identifier[]
  /** BT-27, BT-44; of payee and tax representative BT-59, BT-62 */
  name?: string
  /** BT-28, BT-45 */
  tradingName?: string
  /** BT-30, BT-47, BT-61 */
  legalId?: Identifier
  /** BT-33 */
  legalForm?: string
  /** BT-31, BT-48, BT-63 */
  vatId?: string
  /** BT-32 */
  taxId?: string
  address?: Address
  /** BG-6, BG-9 */
  contact?: { name?: string; phone?: string; email?: string }
}

export interface Address {
  line1?: string
  line2?: string
  line3?: string
  city?: string
  postalCode?: string
  region?: string
  country?: string
}

export interface Period {
  start?: string
  end?: string
}

export interface Delivery {
  /** BT-70, BT-71, BT-72 */
  name?: string
  location?: Identifier
  date?: string
  address?: Address
}

export interface Payment {
  /** BT-81, BT-82, BT-83 */
  meansCode?: string
  meansText?: string
  remittance?: string
  /** BG-17: BT-84, BT-85, BT-86 */
  account?: { id?: string; name?: string; bank?: string }
  /** BG-18: BT-87, BT-88 */
  card?: { number?: string; network?: string; holder?: string }
  /** BG-19: BT-89, BT-91 */
  mandate?: { id?: string; account?: string }
}

/** BT-92 to BT-105, of a line BT-136 to BT-145. */
export interface Adjustment {
  amount?: string
  base?: string
  percent?: string
  reason?: string
  reasonCode?: string
  tax?: TaxCategory
}

export interface TaxCategory {
  code?: string
  percent?: string
}

/** BG-22 */
export interface DocumentTotals {
  /** BT-106, BT-107, BT-108, BT-109 */
  lines?: string
  allowances?: string
  charges?: string
  withoutTax?: string
  /** BT-110, BT-111 */
  tax?: string
  taxInTaxCurrency?: string
  /** BT-112, BT-113, BT-114, BT-115 */
  withTax?: string
  prepaid?: string
  rounding?: string
  payable?: string
}

/** BT-116 to BT-121 */
export interface TaxSubtotal extends TaxCategory {
  taxable?: string
  tax?: string
  exemptionReason?: string
  exemptionCode?: string
}

/** BT-122 to BT-125 */
export interface SupportingDocument {
  id?: Identifier
  typeCode?: string
  description?: string
  uri?: string
  file?: { content: string; mime?: string; name?: string }
}

/** BG-25 */
export interface Line {
  /** BT-126, BT-127, BT-128 */
  id?: string
  note?: string
  objectId?: Identifier
  /** BT-129, BT-130, BT-131 */
  quantity?: string
  unit?: string
  net?: string
  /** BT-132, BT-133 */
  orderLine?: string
  accountingReference?: string
  /** BG-26 */
  period?: Period
  /** BG-27, BG-28 */
  allowances: Adjustment[]
  charges: Adjustment[]
  /** BT-146 to BT-150 */
  price?: string
  priceDiscount?: string
  grossPrice?: string
  baseQuantity?: string
  baseUnit?: string
  /** BT-151, BT-152 */
  tax?: TaxCategory
  /** BT-153 to BT-159 */
  name?: string
  description?: string
  sellerItemId?: string
  buyerItemId?: string
  standardItemId?: Identifier
  classifications: Identifier[]
  country?: string
  /** BG-32 */
  attributes: { name?: string; value?: string }[]
}
