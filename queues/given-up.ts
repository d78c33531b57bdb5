import { Job } from '../core/contract/jobs.ts'
import { giveUpAsking } from '../core/services/ai-drafts/retry.ts'
import type { JobContext, JobRow } from './context.ts'

/** What somebody waits for says that it will not come; of all else its alert does. */
export async function giveUp(row: JobRow, ctx: JobContext): Promise<void> {
  const job = Job.safeParse(row).data
  if (job?.type === 'AI_DRAFT_PROPOSE') await giveUpAsking(ctx.tenantOf(row), job.payload.ai_draft_id).catch(unlessGone)
}

const unlessGone = (error: unknown) => {
  if ((error as { code?: string }).code !== 'NOT_FOUND') throw error
}
