import { processWebhook } from '../../core/services/webhooks/process.ts'
import type { JobHandler } from '../context.ts'

export const webhookProcess: JobHandler<'WEBHOOK_PROCESS'> = async (job, ctx) => ({
  work: await processWebhook(ctx.tenantOf(job), ctx.payments, job),
})
