import { exact, exactOrNothing, percentOf, size } from '../exact.ts'
import type { Adjustment, EInvoice, Line, TaxCategory, TaxSubtotal } from '../model.ts'
import { type Finding, isSaid, type Rule } from './rule.ts'
import { isNear } from './totals.ts'

// BR-S-*, BR-Z-*, BR-E-*, BR-AE-*, BR-IC-*, BR-G-*, BR-O-*: what each VAT category asks.

interface Category {
  code: string
  /** As its rules are called. */
  called: string
  word: string
  rate: 'above zero' | 'zero' | 'none'
  reason: 'needed' | 'forbidden'
  parties: { holds(invoice: EInvoice): boolean; says: string }
}

const anyTaxId = ({ seller, taxRepresentative }: EInvoice) =>
  isSaid(seller?.vatId) || isSaid(seller?.taxId) || isSaid(taxRepresentative?.vatId)
const sellerVatId = ({ seller, taxRepresentative }: EInvoice) =>
  isSaid(seller?.vatId) || isSaid(taxRepresentative?.vatId)

const ANY_TAX_ID = { holds: anyTaxId, says: 'needs a VAT identifier or tax number of the seller' }

const CATEGORIES: readonly Category[] = [
  { code: 'S', called: 'S', word: 'taxed', rate: 'above zero', reason: 'forbidden', parties: ANY_TAX_ID },
  { code: 'Z', called: 'Z', word: 'zero rated', rate: 'zero', reason: 'forbidden', parties: ANY_TAX_ID },
  { code: 'E', called: 'E', word: 'exempt', rate: 'zero', reason: 'needed', parties: ANY_TAX_ID },
  {
    code: 'AE',
    called: 'AE',
    word: 'under reverse charge',
    rate: 'zero',
    reason: 'needed',
    parties: {
      holds: (invoice) => anyTaxId(invoice) && (isSaid(invoice.buyer?.vatId) || isSaid(invoice.buyer?.legalId)),
      says: 'needs a VAT identifier of the seller and one of the buyer',
    },
  },
  {
    code: 'K',
    called: 'IC',
    word: 'an intra-community supply',
    rate: 'zero',
    reason: 'needed',
    parties: {
      holds: (invoice) => sellerVatId(invoice) && isSaid(invoice.buyer?.vatId),
      says: 'needs a VAT identifier of the seller and one of the buyer',
    },
  },
  {
    code: 'G',
    called: 'G',
    word: 'an export',
    rate: 'zero',
    reason: 'needed',
    parties: { holds: sellerVatId, says: 'needs a VAT identifier of the seller' },
  },
  {
    code: 'O',
    called: 'O',
    word: 'not subject to VAT',
    rate: 'none',
    reason: 'needed',
    parties: {
      holds: (invoice) => !sellerVatId(invoice) && !isSaid(invoice.buyer?.vatId),
      says: 'may name no VAT identifier, neither of the seller nor of the buyer',
    },
  },
]

/** What of an invoice is of one category. */
interface Share {
  lines: Line[]
  allowances: Adjustment[]
  charges: Adjustment[]
  taxes: TaxSubtotal[]
}

function shareOf({ lines, allowances, charges, taxes }: EInvoice, code: string): Share {
  const isOf = ({ tax }: { tax?: TaxCategory }) => tax?.code === code
  return {
    lines: lines.filter(isOf),
    allowances: allowances.filter(isOf),
    charges: charges.filter(isOf),
    taxes: taxes.filter((tax) => tax.code === code),
  }
}

const WHERE = ['lines', 'allowances', 'charges'] as const
const WORDS = { lines: 'a line', allowances: 'a discount', charges: 'a charge' }

const checkCategory =
  (category: Category): Rule =>
  (invoice) => {
    const share = shareOf(invoice, category.code)
    const isUsed = WHERE.some((where) => share[where].length > 0)
    return [
      ...checkBreakdown(category, share, isUsed),
      ...WHERE.flatMap((where, at) => checkParties(category, share[where].length > 0, where, at, invoice)),
      ...WHERE.flatMap((where, at) => checkRate(category, share, where, at)),
      ...checkSums(category, share),
    ]
  }

const finding = ({ called }: Category, number: number, message: string): Finding => ({
  rule: `BR-${called}-${String(number).padStart(2, '0')}`,
  message,
})

function checkBreakdown(category: Category, { taxes }: Share, isUsed: boolean): Finding[] {
  const count = taxes.length
  const isRight = category.code === 'S' ? count > 0 === isUsed : count === (isUsed ? 1 : 0)
  const right = category.code === 'S' ? 'must stand' : 'must stand exactly once'
  return isRight
    ? []
    : [finding(category, 1, `What is ${category.word} ${right} in the breakdown of the tax, if it is used`)]
}

type Where = (typeof WHERE)[number]

const checkParties = (category: Category, isThere: boolean, where: Where, at: number, invoice: EInvoice): Finding[] =>
  !isThere || category.parties.holds(invoice)
    ? []
    : [finding(category, 2 + at, `An invoice with ${WORDS[where]} that is ${category.word} ${category.parties.says}`)]

const RATES: Readonly<Record<Category['rate'], { holds(percent: string | undefined): boolean; says: string }>> = {
  'above zero': { holds: (percent) => (exact(percent) ?? 0n) > 0n, says: 'needs a rate above 0 %' },
  zero: { holds: (percent) => exact(percent) === 0n, says: 'has the rate 0 %' },
  none: { holds: (percent) => !isSaid(percent), says: 'has no rate' },
}

function checkRate(category: Category, share: Share, where: Where, at: number): Finding[] {
  const { holds, says } = RATES[category.rate]
  const isRight = share[where].every(({ tax }) => holds(tax?.percent))
  return isRight ? [] : [finding(category, 5 + at, `What is ${category.word} ${says}: ${WORDS[where]} says otherwise`)]
}

function checkSums(category: Category, share: Share): Finding[] {
  const isTaxed = category.code === 'S'
  const rateOf = ({ percent }: TaxCategory) => (isTaxed ? String(exact(percent)) : '')
  const sums = sumsByRate(share, rateOf)
  return share.taxes.flatMap((tax) => [
    ...(isSum(tax, sums.get(rateOf(tax)) ?? 0n, isTaxed)
      ? []
      : [finding(category, 8, `What is ${category.word} does not add up to the taxable amount in the breakdown`)]),
    ...((isTaxed ? isOfRate(tax) : exactOrNothing(tax.tax) === 0n)
      ? []
      : [finding(category, 9, `The tax on what is ${category.word} is not what its rate says`)]),
    ...(hasReason(tax) === (category.reason === 'needed') ? [] : [finding(category, 10, reasonWords(category))]),
  ])
}

const hasReason = ({ exemptionReason, exemptionCode }: TaxSubtotal) => isSaid(exemptionReason) || isSaid(exemptionCode)
const reasonWords = ({ word, reason }: Category) =>
  `What is ${word} ${reason === 'needed' ? 'needs a reason' : 'has no reason to be exempt'}`

/** What there is of each rate, lines and charges less discounts. */
function sumsByRate({ lines, allowances, charges }: Share, rateOf: (of: TaxCategory) => string): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  const add = (tax: TaxCategory | undefined, amount: bigint) => {
    const rate = rateOf(tax ?? {})
    sums.set(rate, (sums.get(rate) ?? 0n) + amount)
  }
  for (const { tax, net } of lines) add(tax, exactOrNothing(net))
  for (const { tax, amount } of charges) add(tax, exactOrNothing(amount))
  for (const { tax, amount } of allowances) add(tax, -exactOrNothing(amount))
  return sums
}

/** Of one rate where there are several; the official rule leaves less than one unit of the currency there. */
const isSum = ({ taxable }: TaxSubtotal, sum: bigint, isTaxed: boolean) =>
  isTaxed ? isNear(exactOrNothing(taxable), sum) : exactOrNothing(taxable) === sum

const isOfRate = ({ taxable, tax, percent }: TaxSubtotal) =>
  isNear(size(exactOrNothing(tax)), percentOf(size(exactOrNothing(taxable)), exactOrNothing(percent)))

const isUsed = ({ taxes }: EInvoice, code: string) => taxes.some((tax) => tax.code === code)

/** What is said of a supply to another country of the EU. */
const intraCommunity: Rule = (invoice) => {
  if (!isUsed(invoice, 'K')) return []
  const { delivery, period } = invoice
  return [
    ...(isSaid(delivery?.date) || period
      ? []
      : [{ rule: 'BR-IC-11', message: 'An intra-community supply needs the day of the delivery, or its period' }]),
    ...(isSaid(delivery?.address?.country)
      ? []
      : [{ rule: 'BR-IC-12', message: 'An intra-community supply needs the country that it was delivered to' }]),
  ]
}

/** What is not subject to VAT stands alone. */
const onlyNotSubject: Rule = (invoice) => {
  if (!isUsed(invoice, 'O')) return []
  const { taxes, lines, allowances, charges } = invoice
  const all: [string, (string | undefined)[], string][] = [
    ['BR-O-11', taxes.map(({ code }) => code), 'the breakdown of the tax'],
    ['BR-O-12', lines.map(({ tax }) => tax?.code), 'the lines'],
    ['BR-O-13', allowances.map(({ tax }) => tax?.code), 'the discounts'],
    ['BR-O-14', charges.map(({ tax }) => tax?.code), 'the charges'],
  ]
  return all.flatMap(([rule, codes, where]) =>
    codes.every((code) => code === 'O')
      ? []
      : [
          {
            rule,
            message: `What is not subject to VAT may stand beside nothing else: ${where} have another category, too`,
          },
        ],
  )
}

export const TAX_CATEGORY_RULES: readonly Rule[] = [...CATEGORIES.map(checkCategory), intraCommunity, onlyNotSubject]
