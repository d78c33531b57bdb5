import { REVIEWS_COUNTED, Review, ReviewQueue, ReviewSummary, ReviewWithSource } from '../../contract/reviews.ts'
import { type Action, rolesFor } from '../../domain/actions.ts'
import { levelOf } from '../../domain/drafts/fields.ts'
import { aiDraftMachine, isInReview } from '../../domain/drafts/machine.ts'
import { mayMake } from '../../domain/drafts/makeable.ts'
import { linesOf } from '../../domain/extraction/found.ts'
import { beginning } from '../../domain/kernel/beginning.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { accountOf } from '../../domain/reviews/access.ts'
import { reviewDue } from '../../domain/reviews/wait.ts'
import { type AiDraftRow, appliedOf } from '../ai-drafts/get.ts'
import { presentFields } from '../ai-drafts/present.ts'
import { percentOfRate, presentParts } from '../documents/tax-parts.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import type { FileAddresses, ReviewClaims } from '../ports.ts'
import type { headOfReviews, QueuedRow } from './list.ts'

/** A draft as its reviewer sees it: what it proposes and its source, nothing else of its business; parsed, so that nothing leaks. */
export function presentReview(row: AiDraftRow): Review {
  const { review } = row
  if (!review) throw new Error('A draft without its review')
  const shown = summary({ ...row, ...review, contact_name: row.contact?.display_name ?? null })
  return Review.parse({
    ...shown,
    allowed_actions: [...shown.allowed_actions, ...(review.is_as_reviewed ? ['undo'] : [])],
    subject: row.subject,
    received_at: toInstant(row.received_at),
    timezone: review.timezone,
    currency: review.currency,
    prices_include_tax: review.prices_include_tax,
    tax_rates: review.tax_rates.map(({ percent_e4, parts, ...rate }) => ({
      ...rate,
      percent: percentOfRate(percent_e4, parts),
      parts: presentParts(parts),
    })),
    intents: row.intents.map(({ value, confidence }) => ({ intent: value, confidence, level: levelOf(confidence) })),
    source_lines: linesOf(row.source_text).map(({ text }) => text),
    draft_payload: row.draft_payload,
    fields: presentFields(row),
    edited: row.edited,
    review_notes: row.review_notes,
    reviewed_at: toInstantOrNull(row.reviewed_at),
    failed_reason: row.failed_reason,
    applied: appliedOf(row)?.type ?? null,
  })
}

const TEXT_MAX = 2000

/** The same with its source, for who asks; its file has an address that is asked about each time it is used. */
export function presentReviewWithSource(row: AiDraftRow, addresses: FileAddresses, reader: Reader): ReviewWithSource {
  const { before = [], file = null } = row.review?.source ?? {}
  return ReviewWithSource.parse({
    ...presentReview(row),
    before: before.map(({ direction, text, received_at }) => ({
      direction,
      text: text.length > TEXT_MAX ? `${beginning(text, TEXT_MAX)}…` : text,
      received_at: toInstant(received_at),
    })),
    file: file && {
      file_name: file.file_name,
      mime_type: file.mime_type,
      size_bytes: file.size_bytes,
      url: addresses.review({ ...reader, draftId: row.id }),
    },
  })
}
type Reader = Omit<ReviewClaims, 'draftId'>

export const presentQueued = (row: QueuedRow): ReviewSummary => ReviewSummary.parse(summary(row))

export const presentQueue = ({ rows, counts }: Awaited<ReturnType<typeof headOfReviews>>): ReviewQueue =>
  ReviewQueue.parse({
    waiting: Math.min(counts.waiting, REVIEWS_COUNTED),
    late: Math.min(counts.late, REVIEWS_COUNTED),
    is_more: counts.waiting > REVIEWS_COUNTED,
    oldest_at: toInstantOrNull(counts.oldest_at),
    reviews: rows.map(summary),
  })

/** Whom its business gave it to, and whether a model is asked again, is its own matter. */
const UNASKED = {
  assigned_to: null,
  agent: null,
  model_state: '',
  model_outcome: null,
  edited: [],
  reviewed_by: null,
} as const

function summary(row: Omit<QueuedRow, 'taken_at'>) {
  const { due, isLate } = reviewDue(new Date(row.asked_at), new Date(row.now))
  const facts = { ...UNASKED, status: row.status, role: 'OPS', is_held: row.is_held }
  return {
    id: row.id,
    business: { id: row.tenant_id, name: row.business_name },
    status: row.status,
    intent: row.intent,
    source_type: row.source_type,
    title: row.title,
    contact_name: row.contact_name,
    confidence: row.confidence,
    level: levelOf(row.confidence),
    asked_at: toInstant(row.asked_at),
    due_at: due.toISOString(),
    is_late: isLate,
    assigned_to: row.taken_by && { id: accountOf(row.taken_by), name: row.taken_by_name },
    assigned_until: toInstantOrNull(row.held_until),
    version: row.version,
    created_at: toInstant(row.created_at),
    allowed_actions: [
      ...allowedActions(aiDraftMachine, facts, (action) => rolesFor(action).includes('OPS') && isMakeable(action, row)),
      ...(isInReview(row.status) ? handing(row) : []),
    ],
  }
}

/** To apply it is to make what it proposes. */
const isMakeable = (action: Action, { intent, bars, off }: Pick<QueuedRow, 'intent' | 'bars' | 'off'>): boolean =>
  action !== 'ai_drafts.apply' || mayMake('OPS', { intent, bars, off })

/** What somebody else has in hand is his to release. */
function handing({ taken_by, is_mine }: Pick<QueuedRow, 'taken_by' | 'is_mine'>): ('take' | 'release')[] {
  if (taken_by === null) return ['take']
  return is_mine ? ['release'] : []
}
