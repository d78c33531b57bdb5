import type { DocumentInput } from '../../contract/documents.ts'
import type { MoneyPart } from './build.ts'
import { discountOf } from './decimals.ts'
import { writtenLine } from './lines.ts'
import type { DocumentRow } from './rows.ts'

type Written = Partial<DocumentInput>

/** Internal notes and tags stay open for the whole life of a document (C-18). */
const FREE_FIELDS = new Set(['internal_notes', 'tags', 'if_match_version'])
const MONEY_FIELDS = ['line_items', 'discount', 'charges', 'currency', 'prices_include_tax'] as const

/** Whether a change leaves everything that is printed as it is. */
export const isAnnotation = (input: object): boolean => Object.keys(input).every((field) => FREE_FIELDS.has(field))

/**
 * What the sums of a changed document are made of; nothing when the change touches no money. They need every money field:
 * what the caller left out is loaded, and the version that was read must then guard the write. `isTouched`: a field of its kind
 * needs them, too.
 */
export async function completeMoney(
  input: Written,
  load: () => Promise<DocumentRow>,
  isTouched = false,
): Promise<{ money?: MoneyPart; version?: number }> {
  const sent = MONEY_FIELDS.filter((field) => input[field] !== undefined)
  if (sent.length === 0 && !isTouched) return {}
  if (sent.length === MONEY_FIELDS.length) return { money: input as MoneyPart }
  const row = await load()
  const given = Object.fromEntries(sent.map((field) => [field, input[field]]))
  return { money: { ...moneyOf(row), ...given }, version: row.version }
}

/** The money fields as somebody would write them who wants the document as it is. */
const moneyOf = ({ currency, ...row }: DocumentRow): MoneyPart => ({
  currency,
  prices_include_tax: row.prices_include_tax,
  line_items: row.lines.map((line) => writtenLine(line, currency)),
  discount: row.discount && { tax_rate_id: row.discount.tax_rate_id, ...discountOf(row.discount, currency) },
  charges: row.charges.map((charge) => ({
    name: charge.name ?? '',
    tax_rate_id: charge.tax_rate_id,
    ...discountOf(charge, currency),
  })),
})

/** The columns of a new document, those of its kind, its money and its days excepted; `usual` stands where nothing is said. */
export const newColumns = (input: Written, usual: { notes: string | null; terms: string | null }) => ({
  reference: input.reference ?? null,
  poNumber: input.po_number ?? null,
  notes: input.notes ?? usual.notes,
  terms: input.terms ?? usual.terms,
  internalNotes: input.internal_notes ?? null,
  tags: input.tags ?? [],
})

/** The columns of what a change says, money and the day of its kind excepted. */
export const plainColumns = (input: Written) => ({
  ...(input.contact_id !== undefined ? { contactId: input.contact_id } : {}),
  ...(input.issue_date !== undefined ? { issueDate: input.issue_date } : {}),
  ...(input.reference !== undefined ? { reference: input.reference } : {}),
  ...(input.po_number !== undefined ? { poNumber: input.po_number } : {}),
  ...(input.notes !== undefined ? { notes: input.notes } : {}),
  ...(input.terms !== undefined ? { terms: input.terms } : {}),
  ...(input.internal_notes !== undefined ? { internalNotes: input.internal_notes } : {}),
  ...(input.tags !== undefined ? { tags: input.tags } : {}),
})

/** What a PATCH changed, for the audit. */
export const auditable = ({ if_match_version: _, ...fields }: Written & { if_match_version?: number | undefined }) =>
  fields as Record<string, unknown>
