import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { ORIGINS } from '../../domain/drafts/fields.ts'
import { aiDraftMachine, MODEL_RESULTS, MODEL_STATES } from '../../domain/drafts/machine.ts'
import { BARS } from '../../domain/drafts/makeable.ts'
import { INTENTS } from '../../domain/extraction/intent/intents.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { taxRateMachine } from '../../domain/tax-rates/machine.ts'
import { columnsOf } from '../columns.ts'
import { TaxPartRows } from '../documents/tax-parts.ts'
import { bigintJson } from '../json.ts'

const Contact = z.object({ id: z.string(), display_name: z.string() })
const SummaryRow = z.object({
  id: z.string(),
  status: z.enum(aiDraftMachine.states),
  intent: z.enum(INTENTS),
  source_type: z.enum(['MESSAGE', 'FILE', 'WORK_ITEM', 'MANUAL']),
  source_id: z.string().nullable(),
  conversation_id: z.string().nullable(),
  contact: Contact.nullable(),
  title: z.string(),
  confidence: z.number(),
  invoice_id: z.string().nullable(),
  quote_id: z.string().nullable(),
  made_work_item_id: z.string().nullable(),
  expense_id: z.string().nullable(),
  applied_at: z.string().nullable(),
  applied_by: z.string().nullable(),
  assigned_to: z.string().nullable(),
  reviewed_by: z.string().nullable(),
  reviewed_at: z.string().nullable(),
  review_notes: z.string().nullable(),
  failed_reason: z.string().nullable(),
  model_state: z.enum(MODEL_STATES),
  model_name: z.string().nullable(),
  model_reason: z.string().nullable(),
  model_outcome: z.enum(MODEL_RESULTS).nullable(),
  model_tries: z.number(),
  edited: z.array(z.string()),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum([...ACTING_ROLES, 'JOB', 'OPS']),
  off: z.array(z.string()),
  bars: z.array(z.enum(BARS)),
  actor: z.string(),
})

const Span = z.object({ line: z.number(), start: z.number(), end: z.number() })
const FieldRow = z.object({
  value: z.string(),
  confidence: z.number(),
  span: Span.nullable(),
  origin: z.enum(ORIGINS),
  said: z.string().optional(),
})
/** What stood in it while it was of another kind. */
const KeptRow = z.object({ value: z.unknown(), fields: z.record(z.string(), FieldRow), edited: z.array(z.string()) })
const CandidateRow = z.object({
  type: z.enum(['WORK_ITEM', 'QUOTE', 'INVOICE', 'EXPENSE']),
  id: z.string(),
  title: z.string(),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  created_at: z.string(),
})
/** What it was read from, in full, as far as a reviewer may see it. */
const ReviewSource = z.object({
  before: z.array(z.object({ direction: z.enum(['INBOUND', 'OUTBOUND']), text: z.string(), received_at: z.string() })),
  file: z
    .object({ file_name: z.string(), mime_type: z.string(), size_bytes: z.number(), object_key: z.string() })
    .nullable(),
})
/** What a reviewer of the platform is told besides: whose it is, since when it waits, who has it in hand. */
const TaxRateOfReview = z.object({
  id: z.string(),
  name: z.string(),
  percent_e4: bigintJson,
  parts: TaxPartRows,
  is_default: z.boolean(),
  status: z.enum(taxRateMachine.states),
})
const ReviewRow = z.object({
  tenant_id: z.string(),
  business_name: z.string(),
  timezone: z.string(),
  currency: z.string(),
  prices_include_tax: z.boolean(),
  tax_rates: z.array(TaxRateOfReview),
  asked_at: z.string(),
  taken_by: z.string().nullable(),
  taken_by_name: z.string().nullable(),
  is_mine: z.boolean(),
  /** Somebody else has it in hand. */
  is_held: z.boolean(),
  held_until: z.string().nullable(),
  is_as_reviewed: z.boolean(),
  source: ReviewSource.nullish(),
  now: z.string(),
})
const AiDraftRow = SummaryRow.omit({ actor: true }).extend({
  contact_id: z.string().nullable(),
  subject: z.string(),
  source_text: z.string(),
  source_boxes: z.array(z.array(z.number()).nullable()).nullable(),
  received_at: z.string(),
  file_id: z.string().nullable(),
  intents: z.array(z.object({ value: z.enum(INTENTS), confidence: z.number() })),
  draft_payload: z.record(z.string(), z.unknown()),
  fields: z.record(z.string(), FieldRow),
  kept: z.record(z.string(), KeptRow),
  /** Whom a person chose before it was of this kind; null of who is gone. */
  kept_contact_id: z.string().nullable().default(null),
  kept_vendor_id: z.string().nullable().default(null),
  /** Of whom the source is, and the vendor of the payload, likewise. */
  source_contact_id: z.string().nullable().default(null),
  vendor_id: z.string().nullable().default(null),
  applied_version: z.number().nullable(),
  candidates: z.array(CandidateRow),
  depended: z.enum(['GONE', 'CHANGED', 'INVOICE', 'QUOTE', 'NOTES', 'FILES']).nullable(),
  agent: z.string().nullable(),
  review: ReviewRow.optional(),
})

export type SummaryRow = z.infer<typeof SummaryRow>
export type AiDraftRow = z.infer<typeof AiDraftRow>

export const parseAiDraft = (row: unknown): AiDraftRow => AiDraftRow.parse(row)
export const aiDraftObject = (id: string): SQL => sql`app.ai_draft_object(${id}::uuid)`
/** The contact travels whole. */
export const summaryColumns = columnsOf(SummaryRow.extend({ contact: z.unknown() }), {
  role: 'role',
  off: 'off',
  actor: 'actor',
})
export const parseSummary = (row: unknown): SummaryRow => SummaryRow.parse(row)

/** One trip. */
export const loadAiDraft = (tenant: TenantDb, action: Action, id: string): Promise<AiDraftRow> =>
  getRecord(tenant, action, id, aiDraftObject(id), parseAiDraft)

/** What it became. */
export function appliedOf(row: SummaryRow | AiDraftRow) {
  const { invoice_id, quote_id, made_work_item_id, expense_id, applied_at, applied_by } = row
  const made = [
    { type: 'INVOICE', id: invoice_id },
    { type: 'QUOTE', id: quote_id },
    { type: 'WORK_ITEM', id: made_work_item_id },
    { type: 'EXPENSE', id: expense_id },
  ] as const
  const target = made.find(({ id }) => id !== null)
  return target?.id && applied_at ? { type: target.type, id: target.id, at: applied_at, by: applied_by ?? '' } : null
}

/** A contact that was merged into another is that one, as it is when the draft is applied. */
export function followed({ draft_payload: payload, contact_id }: AiDraftRow): AiDraftRow['draft_payload'] {
  return contact_id !== null && typeof payload.contact_id === 'string' ? { ...payload, contact_id } : payload
}
