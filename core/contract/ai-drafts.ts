import { z } from 'zod'
import { LEVELS, ORIGINS } from '../domain/drafts/fields.ts'
import { aiDraftMachine, MODEL_RESULTS, MODEL_STATES } from '../domain/drafts/machine.ts'
import { INTENTS } from '../domain/extraction/intent/intents.ts'
import { DateInput, DecimalInput, Instant, Page, Reference, requiredText, text, Version } from './common.ts'
import { CreateExpense } from './expenses.ts'
import { ReadLines } from './extraction.ts'
import { CreateWorkItem } from './work-items.ts'

export const AI_DRAFT_LIMITS = { text: 20_000, similar: 5, lines: 50 } as const

export const AiDraftStatus = z.enum(aiDraftMachine.states)
const Intent = z.enum(INTENTS)
const SOURCES = ['MESSAGE', 'FILE', 'WORK_ITEM', 'MANUAL'] as const
/** What a draft can become. */
const TARGETS = ['WORK_ITEM', 'QUOTE', 'INVOICE', 'EXPENSE'] as const

export const ParseMessage = z
  .strictObject({ intent: Intent.exclude(['NONE']).optional().meta({ description: 'Instead of what the words say' }) })
  .meta({ id: 'ParseMessage' })

export const CreateAiDraft = z
  .strictObject({
    source_type: z.enum(SOURCES).exclude(['MESSAGE']),
    source_id: Reference.optional().meta({ description: 'Of a file or of work' }),
    text: text(AI_DRAFT_LIMITS.text).optional().meta({
      description: 'The words: of MANUAL always; of a FILE what was read of a picture. A PDF with text is read here',
    }),
    lines: ReadLines.optional().meta({
      description: 'Of a FILE that is a picture, instead of text: with their places',
    }),
    intent: Intent.exclude(['NONE']).optional(),
    contact_id: Reference.nullish(),
  })
  .meta({ id: 'CreateAiDraft' })

const line = z.strictObject({
  item_id: Reference.nullish(),
  name: requiredText(200),
  description: text(2000).nullish(),
  qty: DecimalInput.default('1'),
  unit: text(20).nullish(),
  rate: DecimalInput.default('0').meta({ description: '0 while nobody said what it costs' }),
  tax_rate_id: Reference.nullish(),
})
const document = {
  contact_id: Reference.nullish(),
  line_items: z.array(line).max(AI_DRAFT_LIMITS.lines).default([]),
  currency: z.string().max(3).optional(),
  reference: text(100).nullish(),
  po_number: text(100).nullish(),
  notes: text(5000).nullish(),
}
const { title, type, priority, description, contact_id, due_at, assigned_to, labels_json } = CreateWorkItem.shape

/** What each intent proposes: of its object what `POST` takes of it, as far as it is known. */
export const DraftedWorkItem = z.strictObject({
  title: title.optional(),
  type,
  priority,
  description,
  contact_id,
  due_at,
  assigned_to,
  labels_json,
})
export const DraftedInvoice = z.strictObject({ ...document, due_date: DateInput.nullish() })
export const DraftedQuote = z.strictObject({ ...document, expiry_date: DateInput.nullish() })
export const DraftedExpense = CreateExpense

const said = z.string().nullish()
const DraftedLine = z.strictObject({
  item_id: said,
  name: said,
  description: said,
  qty: said,
  unit: said,
  rate: said,
  tax_rate_id: said,
})
/** What a draft proposes, as it is answered: of its intent, as far as it is known. */
export const DraftPayload = z
  .strictObject({
    title: said,
    type: said,
    priority: said,
    description: said,
    contact_id: said,
    due_at: said,
    assigned_to: said,
    labels_json: z.record(z.string(), z.string()).optional(),
    line_items: z.array(DraftedLine).optional(),
    currency: said,
    reference: said,
    po_number: said,
    notes: said,
    due_date: said,
    expiry_date: said,
    vendor_contact_id: said,
    vendor_name: said,
    expense_date: said,
    amount: said,
    tax_total: said,
    invoice_number: said,
    category: said,
    receipt_file_id: said,
  })
  .meta({ id: 'DraftPayload' })

export const UpdateAiDraft = z
  .strictObject({
    intent: Intent.exclude(['NONE']).optional().meta({ description: 'Drafts it anew as this' }),
    draft_payload: z
      .record(z.string().max(40), z.unknown())
      .optional()
      .meta({ description: 'Whole, as POST of what it becomes takes it' }),
    assigned_to: Reference.nullish(),
    review_notes: text(2000).nullish(),
    if_match_version: Version,
  })
  .meta({ id: 'UpdateAiDraft' })

export const ApplyAiDraft = z
  .strictObject({
    merge_into: Reference.optional().meta({ description: 'It is of that similar object: none is made' }),
    override_warnings: z.boolean().optional().meta({ description: 'Makes it though there is a similar one' }),
    if_match_version: Version,
  })
  .meta({ id: 'ApplyAiDraft' })
export const RejectAiDraft = z
  .strictObject({ reason: text(500).nullish(), if_match_version: Version })
  .meta({ id: 'RejectAiDraft' })

export const AiDraftQuery = z.strictObject({
  ...Page.shape,
  status: AiDraftStatus.optional(),
  assigned_to: Reference.optional().meta({ description: 'The id of a member, `me` or `nobody`' }),
  source_id: z.string().max(200).optional().meta({ description: 'Of a message, a file or work' }),
  conversation_id: z.string().max(200).optional(),
})

const Span = z.strictObject({ line: z.number().int(), start: z.number().int(), end: z.number().int() })
const Field = z
  .strictObject({
    value: z.string(),
    confidence: z.number().min(0).max(1),
    level: z.enum(LEVELS),
    span: Span.nullable().meta({
      description: 'The words of the source that it was read from; of a guess those that it follows from',
    }),
    origin: z.enum(ORIGINS).meta({ description: 'GUESSED: by a model, and nowhere in the source' }),
  })
  .meta({ id: 'AiDraftField' })

const Similar = z
  .strictObject({
    type: z.enum(TARGETS),
    id: z.string(),
    title: z.string().meta({ description: 'Its number, or what it is called' }),
    amount: z.string().nullable(),
    currency: z.string().nullable(),
    created_at: Instant,
  })
  .meta({ id: 'SimilarObject' })
const Applied = z.strictObject({ type: z.enum(TARGETS), id: z.string(), at: Instant, by: z.string() })
const Proposal = z
  .strictObject({
    state: z.enum(MODEL_STATES),
    model: z.string().nullable(),
    reason: z.string().nullable().meta({ description: 'Why the model was no help' }),
    outcome: z.enum(MODEL_RESULTS).nullable().meta({
      description: 'limited: the calls of the plan are used; given_up: it never came to an end',
    }),
  })
  .meta({ description: 'What a model adds to what was read by rules' })

const summary = {
  id: z.string(),
  status: AiDraftStatus,
  intent: Intent,
  source_type: z.enum(SOURCES),
  source_id: z.string().nullable(),
  conversation_id: z.string().nullable(),
  contact: z.strictObject({ id: z.string(), display_name: z.string() }).nullable(),
  title: z.string().meta({ description: 'Of what it proposes, or how its source begins' }),
  confidence: z.number().min(0).max(1).meta({ description: 'Of its least certain field' }),
  level: z.enum(LEVELS),
  applied: Applied.nullable(),
  assigned_to: z.string().nullable(),
  reviewed_by: z.string().nullable(),
  reviewed_at: Instant.nullable(),
  review_notes: z.string().nullable(),
  failed_reason: z.string().nullable(),
  proposal: Proposal,
  version: z.number(),
  created_at: Instant,
  updated_at: Instant,
  created_by: z.string(),
  allowed_actions: z.array(z.string()),
}
export const AiDraftSummary = z.strictObject(summary).meta({ id: 'AiDraftSummary' })
export const AiDraft = z
  .strictObject({
    ...summary,
    intents: z.array(z.strictObject({ intent: Intent, confidence: z.number(), level: z.enum(LEVELS) })),
    source_lines: z.array(z.string()).meta({ description: 'The words that spans are of' }),
    source_boxes: z
      .array(z.array(z.number()).length(4).nullable())
      .nullable()
      .meta({ description: 'Of a picture: left, top, right and bottom of each line on it' }),
    draft_payload: DraftPayload,
    fields: z.record(z.string(), Field).meta({ description: 'By the path of the payload: `line_items.0.rate`' }),
    edited: z.array(z.string()).meta({ description: 'Paths that a person changed' }),
    similar: z.array(Similar).meta({ description: 'Of the same contact and day, and alike' }),
  })
  .meta({ id: 'AiDraft' })

export type DraftPayload = z.infer<typeof DraftPayload>
export type ParseMessage = z.infer<typeof ParseMessage>
export type CreateAiDraft = z.infer<typeof CreateAiDraft>
export type UpdateAiDraft = z.infer<typeof UpdateAiDraft>
export type ApplyAiDraft = z.infer<typeof ApplyAiDraft>
export type RejectAiDraft = z.infer<typeof RejectAiDraft>
export type AiDraftQuery = z.infer<typeof AiDraftQuery>
export type AiDraftSummary = z.infer<typeof AiDraftSummary>
export type AiDraft = z.infer<typeof AiDraft>
