import { Job } from '../core/contract/jobs.ts'
import { giveUpAsking } from '../core/services/ai-drafts/retry.ts'
import type { JobContext, JobRow } from './context.ts'

/** What somebody waits for says that it will not come; of all else its alert does. */
export async function giveUp(row: JobRow, ctx: JobContext): Promise<void> {
  const job = Job.safeParse(row).data
  if (job?.type === 'AI_DRAFT_PROPOSE') await giveUpAsking(ctx.tenantOf(row), job.payload.ai_draft_id).catch(unlessGone)
}

/** Who looks at what machines did hears that it will not come. */
export function tellGivenUp(row: JobRow, ctx: JobContext): void {
  const job = Job.safeParse(row).data
  if (job?.type === 'AI_DRAFT_APPLY') ctx.tell(row, 'ai_draft', job.payload.ai_draft_id)
  if (job?.type === 'AI_DRAFT_MAKE') ctx.tell(row, 'ai_draft', job.payload.message_id)
}

const unlessGone = (error: unknown) => {
  if ((error as { code?: string }).code !== 'NOT_FOUND') throw error
}
