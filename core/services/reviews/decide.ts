import { type SQL, sql } from 'drizzle-orm'
import type { UpdateReview } from '../../contract/reviews.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, type ErrorDetail } from '../../domain/kernel/errors.ts'
import { applyAiDraft } from '../ai-drafts/apply.ts'
import { approveAiDraft, rejectAiDraft } from '../ai-drafts/decide.ts'
import { type AiDraftRow, aiDraftObject, parseAiDraft } from '../ai-drafts/get.ts'
import { updateAiDraft } from '../ai-drafts/update.ts'

/**
 * What a reviewer of the platform does with a draft in review (H-API-42, H-AI-16): corrects it, takes it in hand, decides. The same
 * verbs as of a member of the business, in whose audit it stands; a draft that was settled meanwhile is CONFLICT. One trip, or two.
 */
export function updateReview(tenant: TenantDb, id: string, input: UpdateReview): Promise<AiDraftRow> {
  refuseUnfit(input)
  const { action, intent, draft_payload, review_notes, reason, override_warnings, if_match_version } = input
  switch (action) {
    case undefined:
      return updateAiDraft(tenant, id, { intent, draft_payload, review_notes, if_match_version })
    case 'approve':
      return approveAiDraft(tenant, id, if_match_version)
    case 'apply':
      return applyAiDraft(tenant, id, { override_warnings, if_match_version })
    case 'reject':
      return rejectAiDraft(tenant, id, { reason, if_match_version })
    case 'take':
      return hand(tenant, 'ai_drafts.take', id, sql`app.actor()`)
    case 'release':
      return hand(tenant, 'ai_drafts.release', id, sql`null`)
  }
}

/** Who has it in hand, for the others to see; it keeps nobody from deciding. One trip. */
const hand = (tenant: TenantDb, action: 'ai_drafts.take' | 'ai_drafts.release', id: string, to: SQL) =>
  tenant.write(
    { action, id },
    callStep(tenant, [sql`app.hand_review(${id}::uuid, ${to}::text)`]),
    aiDraftObject(id),
    parseAiDraft,
  )

/** Which fields say more of which deed; the others would be lost. */
const SAYS = {
  approve: [],
  apply: ['override_warnings'],
  reject: ['reason'],
  take: [],
  release: [],
  correct: ['intent', 'draft_payload', 'review_notes'],
} as const
const FIELDS = ['intent', 'draft_payload', 'review_notes', 'reason', 'override_warnings'] as const

function refuseUnfit(input: UpdateReview): void {
  const fitting: readonly string[] = SAYS[input.action ?? 'correct']
  const details: ErrorDetail[] = FIELDS.filter((field) => input[field] !== undefined && !fitting.includes(field)).map(
    (field) => ({ field, message: input.action ? 'Save this first, then decide' : 'Say of which action' }),
  )
  if (details.length) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
}
