import { formatScaled, parseScaled } from '../kernel/decimal.ts'

export interface Sum {
  label: string
  /** A decimal string; negative where it is taken off. */
  amount: string
  isTotal?: true
}

/** What is printed of one tax: its own name, what it is charged on and what that comes to. */
interface PrintedTax {
  name: string
  percent: string
  taxable: string
  tax: string
}

/** What is optional counts for nothing yet. */
interface PrintedAmount {
  amount: string
  optional?: boolean
}

export interface PrintedSums {
  prices_include_tax: boolean
  line_items: readonly PrintedAmount[]
  subtotal: string
  discount_total: string
  charge_total: string
  taxes: readonly PrintedTax[]
  total: string
}

export interface Words {
  money(amount: string): string
  percent(percent: string): string
}

/** The sums that every document prints below its lines, up to its total: the same on paper, in the mail and in the app. */
export const sumsOf = (document: PrintedSums, words: Words, charges = 'Charges'): Sum[] => [
  ...(document.prices_include_tax
    ? [{ label: 'Subtotal with tax', amount: addUp(document.line_items.filter(({ optional }) => !optional)) }]
    : []),
  { label: bearsTax(document) ? 'Subtotal without tax' : 'Subtotal', amount: document.subtotal },
  ...(isNothing(document.discount_total) ? [] : [{ label: 'Discount', amount: `-${document.discount_total}` }]),
  ...(isNothing(document.charge_total) ? [] : [{ label: charges, amount: document.charge_total }]),
  ...document.taxes.map((tax) => ({ label: taxLabel(tax, words), amount: tax.tax })),
  { label: 'Total', amount: document.total, isTotal: true },
]

const bearsTax = ({ prices_include_tax, taxes }: PrintedSums) => prices_include_tax || taxes.length > 0

const taxLabel = ({ name, percent, taxable }: PrintedTax, words: Words) =>
  `${name} ${words.percent(percent)} on ${words.money(taxable)}`

export const isNothing = (amount: string): boolean => /^-?[0.]+$/.test(amount)

interface Due {
  amount_paid: string
  amount_credited: string
  amount_due: string
}

/** What the total of an invoice is less, once some of it was paid or credited: on paper, behind its link and in mails. */
export const dueSumsOf = ({ amount_paid, amount_credited, amount_due }: Due): Sum[] => {
  const less = [
    ...(isNothing(amount_paid) ? [] : [{ label: 'Paid', amount: `-${amount_paid}` }]),
    ...(isNothing(amount_credited) ? [] : [{ label: 'Credited', amount: `-${amount_credited}` }]),
  ]
  return less.length ? [...less, { label: 'Amount due', amount: amount_due }] : []
}

const DECIMALS_MAX = 4

/** Amounts of one currency, and so of one number of decimals. */
function addUp(lines: readonly { amount: string }[]): string {
  const decimals = lines[0]?.amount.split('.')[1]?.length ?? 0
  const sum = lines.reduce((all, { amount }) => {
    const minor = parseScaled(amount, DECIMALS_MAX)
    return all + (minor.ok ? minor.value : 0n)
  }, 0n)
  return formatScaled(sum / 10n ** BigInt(DECIMALS_MAX - decimals), decimals)
}

interface CarriedTax {
  tax_name: string | null
  tax_percent: string | null
  tax_parts: readonly { name: string; percent: string }[]
}

/** Which rate a line carries, each part by its name: `GST 5% + QST 9.975%`; null for none. */
export function carriedTax({ tax_name, tax_percent, tax_parts }: CarriedTax, words: Words): string | null {
  const own = tax_name !== null && tax_percent !== null ? [{ name: tax_name, percent: tax_percent }] : []
  const taxes = tax_parts.length > 0 ? tax_parts : own
  return taxes.length > 0 ? taxes.map(({ name, percent }) => `${name} ${words.percent(percent)}`).join(' + ') : null
}

type LineDiscount = { percent: string | number } | { amount: string | number } | null | undefined

/** Why a line comes to less than its quantity times its price: `10% off`; null for none. */
export const lineDiscount = (discount: LineDiscount, words: Words): string | null =>
  discount
    ? `${'percent' in discount ? words.percent(String(discount.percent)) : words.money(String(discount.amount))} off`
    : null
