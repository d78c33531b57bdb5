import { z } from 'zod'
import { LEVELS } from '../domain/drafts/fields.ts'
import { INTENTS } from '../domain/extraction/intent/intents.ts'
import { WORK_STATUSES } from '../domain/reviews/access.ts'
import { AiDraft, AiDraftStatus, AiDraftSummary } from './ai-drafts.ts'
import { TaxRate } from './business.ts'
import { Instant, Page, Reference, text, Version } from './common.ts'

const Intent = z.enum(INTENTS)

/** What a reviewer of the platform sees of drafts in a list: nothing that its business has not given to review. */
export const ReviewQuery = z.strictObject({
  ...Page.shape,
  status: z.literal('PENDING_QC').default('PENDING_QC'),
  tenant_id: Reference.optional().meta({ description: 'Of one business' }),
  confidence: z.enum(LEVELS).optional(),
  intent: Intent.optional(),
  waiting_minutes: z.coerce.number().int().min(0).max(100_000).optional().meta({ description: 'At least so long' }),
})

const { source_type, title, confidence, level, version, created_at, allowed_actions } = AiDraftSummary.shape
const summary = {
  id: z.string(),
  business: z.strictObject({ id: z.string(), name: z.string() }),
  status: AiDraftStatus,
  intent: Intent,
  source_type,
  title,
  contact_name: z.string().nullable(),
  confidence,
  level,
  asked_at: Instant.meta({ description: 'Since when it waits for a review' }),
  due_at: Instant.meta({ description: 'Until when that is in time' }),
  is_late: z.boolean(),
  assigned_to: z.strictObject({ id: z.string(), name: z.string() }).nullable().meta({
    description: 'Which reviewer has it in hand: nobody else decides it',
  }),
  assigned_until: Instant.nullable().meta({ description: 'Until when, unless he takes it again' }),
  version,
  created_at,
  allowed_actions,
}
export const ReviewSummary = z.strictObject(summary).meta({ id: 'ReviewSummary' })

/** So far is counted what waits. */
export const REVIEWS_COUNTED = 1000
/** As the list, from its beginning. */
export const ReviewQueueQuery = ReviewQuery.omit({ cursor: true, status: true })
/** What waits, with its first page; the next ones are of the list. */
export const ReviewQueue = z
  .strictObject({
    waiting: z.number().meta({ description: `How much waits, of what the filters leave; ${REVIEWS_COUNTED} at most` }),
    late: z.number().meta({ description: 'How much of that waits for too long' }),
    is_more: z.boolean().meta({ description: 'There is more than was counted' }),
    oldest_at: Instant.nullable().meta({ description: 'Since when the longest waits' }),
    reviews: z.array(ReviewSummary),
  })
  .meta({ id: 'ReviewQueue' })

const { intents, source_lines, draft_payload, fields, edited, review_notes, reviewed_at, failed_reason } = AiDraft.shape
export const Review = z
  .strictObject({
    ...summary,
    subject: z.string(),
    received_at: Instant,
    timezone: z.string(),
    currency: z.string(),
    prices_include_tax: z.boolean(),
    tax_rates: z
      .array(TaxRate.pick({ id: true, name: true, percent: true, parts: true, is_default: true, status: true }))
      .meta({ description: 'With which its lines are summed; of a document only' }),
    intents,
    source_lines,
    draft_payload,
    fields,
    edited,
    review_notes,
    reviewed_at,
    failed_reason,
    applied: z
      .enum(['WORK_ITEM', 'QUOTE', 'INVOICE', 'EXPENSE'])
      .nullable()
      .meta({ description: 'What was made of it' }),
  })
  .meta({ id: 'Review' })

const ReviewMessage = z
  .strictObject({
    direction: z.enum(['INBOUND', 'OUTBOUND']),
    text: z.string().meta({ description: 'Its first 2000 characters' }),
    received_at: Instant,
  })
  .meta({ id: 'ReviewMessage' })
const ReviewFile = z
  .strictObject({
    file_name: z.string(),
    mime_type: z.string(),
    size_bytes: z.number(),
    url: z.string().meta({
      description: 'Good for some minutes, and only while the draft is in review and its business lets you see it',
    }),
  })
  .meta({ id: 'ReviewFile' })
/** With what it was read from, where its business lets reviewers see that, too (H-AI-16). */
export const ReviewWithSource = z
  .strictObject({
    ...Review.shape,
    before: z.array(ReviewMessage).meta({
      description: 'What was written before it in the same conversation, the newest first; 10 at most',
    }),
    file: ReviewFile.nullable(),
  })
  .meta({ id: 'ReviewWithSource' })

/** How a decision is made: `apply` approves it and makes what it proposes, `undo` takes a reviewer's decision back. */
export const REVIEW_DEEDS = ['approve', 'apply', 'reject', 'undo', 'take', 'release'] as const

export const UpdateReview = z
  .strictObject({
    action: z.enum(REVIEW_DEEDS).optional().meta({ description: 'Without one it is corrected only' }),
    intent: Intent.exclude(['NONE']).optional().meta({ description: 'Drafts it anew as this' }),
    draft_payload: z
      .record(z.string().max(40), z.unknown())
      .optional()
      .meta({ description: 'Whole, as POST of what it becomes takes it' }),
    review_notes: text(2000).nullish().meta({ description: 'Read by the business, too' }),
    reason: text(500).nullish().meta({ description: 'Why it is rejected' }),
    override_warnings: z.boolean().optional().meta({ description: 'Makes it though there is a similar one' }),
    if_match_version: Version,
  })
  .meta({ id: 'UpdateReview' })

/** What is to be done, and what was done, by reviewers: never what a draft says (H-API-43). */
export const WorkQueueQuery = z.strictObject({
  ...Page.shape,
  status: z.enum(WORK_STATUSES).optional().meta({ description: 'Without one: what is not done' }),
  assigned_to: Reference.optional().meta({
    description: 'The id of a reviewer, `me` or `nobody`; of what is done, who did it',
  }),
})

const Person = z.strictObject({ id: z.string(), name: z.string() })
export const WorkQueueEntry = z
  .strictObject({
    id: z.string().meta({ description: 'Of the draft' }),
    business: summary.business,
    status: z.enum(WORK_STATUSES),
    intent: Intent.nullable(),
    title: z.string().nullable().meta({ description: 'Null for what another reviewer has settled' }),
    asked_at: summary.asked_at,
    due_at: summary.due_at,
    is_late: z.boolean().meta({ description: 'Of what is done: whether it was' }),
    assigned_to: Person.nullable(),
    taken_at: Instant.nullable(),
    done: z.strictObject({ at: Instant, by: Person, as: AiDraftStatus }).nullable(),
  })
  .meta({ id: 'WorkQueueEntry' })

export type WorkQueueQuery = z.infer<typeof WorkQueueQuery>
export type WorkQueueEntry = z.infer<typeof WorkQueueEntry>
export type ReviewQuery = z.infer<typeof ReviewQuery>
export type ReviewQueueQuery = z.infer<typeof ReviewQueueQuery>
export type ReviewQueue = z.infer<typeof ReviewQueue>
export type ReviewSummary = z.infer<typeof ReviewSummary>
export type Review = z.infer<typeof Review>
export type ReviewWithSource = z.infer<typeof ReviewWithSource>
export type UpdateReview = z.infer<typeof UpdateReview>
