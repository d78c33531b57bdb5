import { followMail } from '../../core/services/outbound/follow.ts'
import { processWebhook } from '../../core/services/webhooks/process.ts'
import type { JobHandler } from '../context.ts'

export const webhookProcess: JobHandler<'WEBHOOK_PROCESS'> = async (job, ctx) => ({
  work:
    job.payload.provider === 'resend'
      ? followMail(ctx.tenantOf(job), job)
      : await processWebhook(ctx.tenantOf(job), ctx.payments, job),
})
