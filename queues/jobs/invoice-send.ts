import { sendHeldInvoice } from '../../core/services/invoices/hold.ts'
import type { JobHandler } from '../context.ts'

export const invoiceSend: JobHandler<'INVOICE_SEND'> = async (job, ctx) => {
  const { invoice_id, ...mail } = job.payload
  await sendHeldInvoice(ctx.tenantOf(job), ctx, invoice_id, mail)
  return undefined
}
