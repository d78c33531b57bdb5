import { type SQL, sql } from 'drizzle-orm'
import type { UpdateReview } from '../../contract/reviews.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, type ErrorDetail } from '../../domain/kernel/errors.ts'
import { applyAiDraft } from '../ai-drafts/apply.ts'
import { approveAiDraft, rejectAiDraft } from '../ai-drafts/decide.ts'
import { type AiDraftRow, aiDraftObject, parseAiDraft } from '../ai-drafts/get.ts'
import { undoReview } from '../ai-drafts/undo.ts'
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
    case 'undo':
      return undoReview(tenant, id, if_match_version)
    case 'take':
      return hand(tenant, 'ai_drafts.take', id, sql`app.actor()`, if_match_version)
    case 'release':
      return hand(tenant, 'ai_drafts.release', id, sql`null`, if_match_version)
  }
}

type Handing = 'ai_drafts.take' | 'ai_drafts.release'

/**
 * Who has it in hand, for the others to see, who cannot decide it until he releases it or ten minutes have passed; taken again it
 * is his for as long anew. One trip. CONFLICT where somebody else has it, or it is of another version.
 */
const hand = (tenant: TenantDb, action: Handing, id: string, to: SQL, version: number | undefined) =>
  tenant.write(
    { action, id },
    callStep(tenant, [
      ...(version === undefined ? [] : [isOfVersion(id, version)]),
      sql`app.hand_review(${id}::uuid, ${to}::text)`,
    ]),
    aiDraftObject(id),
    parseAiDraft,
  )

const isOfVersion = (id: string, version: number): SQL =>
  sql`app.must_hold((select d.version = ${version}::int from ai_drafts d where d.tenant_id = app.tenant() and d.id = ${id}::uuid), 'ai_drafts')`

/** Which fields say more of which deed; the others would be lost. */
const SAYS = {
  approve: [],
  apply: ['override_warnings'],
  reject: ['reason'],
  undo: [],
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
