import { wordsOf } from '../../../core/domain/profiles/validate.ts'
import { type AiDraft, isMaking, type Making } from '../ai-drafts.ts'

/** How a value is typed. */
type Input = 'text' | 'area' | 'day' | 'due' | 'money' | 'currency' | 'priority' | 'member' | 'contact'

/** Where a value of a draft is shown, by the path of its payload. */
export interface Place {
  path: string
  label: string
  input: Input
  max: number
  /** Shown though nothing was read of it. */
  always: boolean
}

const place = (path: string, label: string, input: Input = 'text', { max = 100, always = false } = {}): Place => ({
  path,
  label,
  input,
  max,
  always,
})
const SHOWN = { always: true }
const ofDocument = (until: Place) => [
  place('contact_id', 'To', 'contact', SHOWN),
  until,
  place('po_number', 'PO number'),
  place('currency', 'Currency', 'currency'),
  place('reference', 'Reference'),
  place('notes', 'Note', 'area', { max: 5000 }),
]
const OF_WORK = [
  place('title', 'Title', 'text', { max: 200, always: true }),
  place('contact_id', 'For', 'contact', SHOWN),
  place('due_at', 'Due', 'due', SHOWN),
  place('priority', 'Priority', 'priority', SHOWN),
  place('assigned_to', 'Assigned to', 'member', SHOWN),
  place('description', 'Details', 'area', { max: 10_000 }),
]
const PLACES: Record<Making, readonly Place[]> = {
  DRAFT_INVOICE: ofDocument(place('due_date', 'Due', 'day', SHOWN)),
  DRAFT_QUOTE: ofDocument(place('expiry_date', 'Valid until', 'day', SHOWN)),
  DRAFT_EXPENSE: [
    place('vendor_name', 'Vendor', 'text', { max: 200, always: true }),
    place('expense_date', 'Date', 'day', SHOWN),
    place('amount', 'Total, with tax', 'money', SHOWN),
    place('tax_total', 'Tax in it', 'money', SHOWN),
    place('currency', 'Currency', 'currency'),
    place('category', 'Category', 'text', SHOWN),
    place('invoice_number', 'Number'),
    place('due_date', 'Due', 'day'),
    place('notes', 'Note', 'area', { max: 2000 }),
  ],
  CREATE_WORK_ITEM: OF_WORK,
  DRAFT_AR_MESSAGE: OF_WORK,
}

/** The fields of a draft in their order; work has those of the trade as well. */
export function placesOf({ intent, draft_payload }: Pick<AiDraft, 'intent' | 'draft_payload'>): Place[] {
  if (!isMaking(intent)) return []
  const extra = Object.keys((draft_payload.labels_json as object | undefined) ?? {})
  return [...PLACES[intent], ...extra.map((name) => place(`labels_json.${name}`, wordsOf(name), 'text', { max: 500 }))]
}

/** The field that shows what stands at a path: an item of the price list is seen by its name. */
export const shownAt = (path: string): string =>
  path.replace(/\.(item_id|description|unit|tax_rate_id)$/, '.name').replace(/^vendor_contact_id$/, 'vendor_name')

/** A line is looked at as a whole. */
export const groupOf = (path: string): string => /^line_items\.\d+/.exec(path)?.[0] ?? path

export const hasLines = (intent: string) => intent === 'DRAFT_INVOICE' || intent === 'DRAFT_QUOTE'
