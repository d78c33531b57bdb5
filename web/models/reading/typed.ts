import type { ReceiptFields } from './receipts.ts'

type Read = ReceiptFields[string]
/** What is read of a receipt, and the field that it is typed into. */
const PLACES = {
  vendor: 'vendor_name',
  date: 'expense_date',
  total: 'amount',
  tax: 'tax_total',
  category: 'category',
  currency: 'currency',
} as const
export type ReadPlace = (typeof PLACES)[keyof typeof PLACES]
export type ReadValues = Partial<Record<ReadPlace, { typed: string; found: Read }>>
export type Values = Record<ReadPlace, string>
/** An amount as it is typed where the person is. */
export type TypedAs = (amount: string, currency: string) => string

/** What a machine typed and still stands there. */
export const standing = (typed: ReadValues, values: Values): ReadValues =>
  Object.fromEntries(Object.entries(typed).filter(([place, one]) => values[place as ReadPlace] === one.typed))

/**
 * What to type of the fields of a receipt: nothing over what a person typed or chose (`saved`: the currency that nobody chose
 * here). `before` was typed of an earlier picture: where it still stands, it goes with that picture.
 */
export function typedOf(
  fields: ReceiptFields,
  { values, saved, before, typedAs }: { values: Values; saved: string; before: ReadValues; typedAs: TypedAs },
): { read: ReadValues; changes: Partial<Values> } {
  const old = standing(before, values)
  const isEmpty = (place: ReadPlace) => values[place] === '' || old[place] !== undefined
  // A currency is never empty: that of the receipt goes with its amount.
  const isFree = (place: ReadPlace) =>
    place === 'currency'
      ? isEmpty('amount') && (values.currency === saved || old.currency !== undefined)
      : isEmpty(place)
  const currency = isFree('currency') ? (fields.currency?.value ?? saved) : values.currency
  const read: ReadValues = {}
  for (const [name, place] of Object.entries(PLACES)) {
    const found = fields[name]
    if (!found || !isFree(place)) continue
    const isAmount = place === 'amount' || place === 'tax_total'
    read[place] = { typed: isAmount ? typedAs(found.value, currency) : found.value, found }
  }
  const gone = Object.keys(old).map((place) => [place, place === 'currency' ? saved : ''])
  const typed = Object.entries(read).map(([place, one]) => [place, one.typed])
  return { read, changes: Object.fromEntries([...gone, ...typed]) }
}
