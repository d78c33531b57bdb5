import type { AiDraft } from '../../../core/contract/ai-drafts.ts'
import type { ReviewSummary, ReviewWithSource } from '../../../core/contract/reviews.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

const MINUTE_MS = 60_000
const BUSINESSES = ['Maple Corner Plumbing', 'Leslieville Cycles']

/** The drafts of the canned API as reviewers of the platform see them, as if two businesses had sent them. */
function reviewsOf(world: World): ReviewWithSource[] {
  const open = [...world.aiDrafts.values()].filter(({ status }) => status === 'READY' || status === 'PENDING_QC')
  return open.map((draft, at) => reviewOf(world, draft, at))
}

function reviewOf(world: World, draft: AiDraft, at: number): ReviewWithSource {
  const asked = world.now.getTime() - (26 - 9 * at) * MINUTE_MS
  const { id, intent, source_type, title, confidence, level, version, created_at } = draft
  return {
    id,
    business: { id: `business ${at % 2}`, name: BUSINESSES[at % 2]! },
    status: 'PENDING_QC',
    intent,
    source_type,
    title,
    contact_name: draft.contact?.display_name ?? null,
    confidence,
    level,
    asked_at: new Date(asked).toISOString(),
    due_at: new Date(asked + 20 * MINUTE_MS).toISOString(),
    is_late: asked + 20 * MINUTE_MS < world.now.getTime(),
    assigned_to: at === 1 ? { id: 'user_ines', name: 'Ines Marquez (SMB Hub)' } : null,
    assigned_until: at === 1 ? new Date(world.now.getTime() + 6 * MINUTE_MS).toISOString() : null,
    version,
    created_at,
    allowed_actions: at === 1 ? [] : ['update', 'approve', 'apply', 'reject', 'take'],
    subject: '',
    received_at: created_at,
    timezone: 'America/Toronto',
    currency: 'CAD',
    prices_include_tax: false,
    tax_rates: at === 0 ? [HST] : [],
    intents: draft.intents,
    source_lines: draft.source_lines,
    draft_payload: draft.draft_payload,
    fields: draft.fields,
    edited: draft.edited,
    review_notes: draft.review_notes,
    reviewed_at: null,
    failed_reason: null,
    applied: null,
    before: at === 0 ? EARLIER : [],
    file: at === 1 ? PICTURE : null,
  }
}

const HST: ReviewWithSource['tax_rates'][number] = {
  id: 'rate hst',
  name: 'HST',
  percent: '13',
  parts: [],
  is_default: true,
  status: 'ACTIVE',
}
const EARLIER: ReviewWithSource['before'] = [
  { direction: 'OUTBOUND', text: 'We can come tomorrow at nine.', received_at: '2026-11-19T15:04:00.000Z' },
  { direction: 'INBOUND', text: 'The kitchen tap has begun to drip.', received_at: '2026-11-19T14:40:00.000Z' },
]
const PICTURE: ReviewWithSource['file'] = {
  file_name: 'receipt.png',
  mime_type: 'image/png',
  size_bytes: 68,
  url: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
}

const listed = (review: ReviewWithSource): ReviewSummary => {
  const {
    subject,
    received_at,
    timezone,
    currency,
    prices_include_tax,
    tax_rates,
    intents,
    source_lines,
    draft_payload,
    fields,
    ...rest
  } = review
  const { edited, review_notes, reviewed_at, failed_reason, applied, before, file, ...summary } = rest
  return summary
}

export function reviewsAnswer(world: World, url: URL): Reply {
  const [, , , , id] = url.pathname.split('/')
  const reviews = world.isEmpty ? [] : reviewsOf(world)
  if (!id && url.pathname.endsWith('/review-queue')) {
    const late = reviews.filter(({ is_late }) => is_late).length
    const oldest_at = reviews[0]?.asked_at ?? null
    return ok({ waiting: reviews.length, late, is_more: false, oldest_at, reviews: reviews.map(listed) })
  }
  if (!id) return ok(reviews.map(listed))
  const found = reviews.find((review) => review.id === id)
  return found ? ok(found) : notFound
}
