import { proposeDraft } from '../../core/services/ai-drafts/propose.ts'
import type { JobHandler } from '../context.ts'

/** What a model adds to what rules read. */
export const aiDraftPropose: JobHandler<'AI_DRAFT_PROPOSE'> = async (job, ctx) => {
  await proposeDraft(ctx, ctx.tenantOf(job), job.payload.ai_draft_id)
  return undefined
}
