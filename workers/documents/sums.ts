import type { PrintedDocument } from '../../core/contract/documents.ts'
import type { Formats } from './format.ts'

export interface Sum {
  label: string
  /** A decimal string; negative where it is taken off. */
  amount: string
  isTotal?: true
}

type Sums = Pick<
  PrintedDocument,
  'prices_include_tax' | 'subtotal' | 'discount_total' | 'charge_total' | 'taxes' | 'total'
>

/** The sums that every document prints below its lines, up to its total; what is nothing is left out. */
export const sumsOf = (document: Sums, formats: Formats, charges: string): Sum[] => [
  { label: document.prices_include_tax ? 'Subtotal without tax' : 'Subtotal', amount: document.subtotal },
  ...(isNothing(document.discount_total) ? [] : [{ label: 'Discount', amount: `-${document.discount_total}` }]),
  ...(isNothing(document.charge_total) ? [] : [{ label: charges, amount: document.charge_total }]),
  ...document.taxes.map((tax) => ({ label: `${tax.name} ${formats.percent(tax.percent)}`, amount: tax.tax })),
  { label: 'Total', amount: document.total, isTotal: true },
]

export const isNothing = (amount: string): boolean => /^-?[0.]+$/.test(amount)
