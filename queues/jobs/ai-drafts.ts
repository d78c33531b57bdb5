import { applyByItself, draftByItself } from '../../core/services/ai-drafts/by-itself.ts'
import { proposeDraft } from '../../core/services/ai-drafts/propose.ts'
import type { JobHandler } from '../context.ts'

/** A draft of a message that came in, where the business wished one of each. */
export const aiDraftMake: JobHandler<'AI_DRAFT_MAKE'> = async (job, ctx) => {
  await draftByItself(ctx, ctx.tenantOf(job), job.payload.message_id)
  return undefined
}

/** What a model adds to what rules read; who looks at the draft hears that it is asked. */
export const aiDraftPropose: JobHandler<'AI_DRAFT_PROPOSE'> = async (job, ctx) => {
  ctx.tell(job, 'ai_draft', job.payload.ai_draft_id)
  await proposeDraft(ctx, ctx.tenantOf(job), job.payload.ai_draft_id)
  return undefined
}

/** A sure draft becomes its object without a click, where the owner wished so. */
export const aiDraftApply: JobHandler<'AI_DRAFT_APPLY'> = async (job, ctx) => {
  await applyByItself(ctx.tenantOf(job), job.payload)
  return undefined
}
