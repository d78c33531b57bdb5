import { z } from 'zod'
import { sendHeldInvoice } from '../../core/services/invoices/hold.ts'
import type { JobHandler } from '../context.ts'

const Payload = z.object({ invoice_id: z.string(), message: z.string().nullable() })

export const invoiceSend: JobHandler = async (job, ctx) => {
  const { invoice_id, message } = Payload.parse(job.payload)
  await sendHeldInvoice(ctx.tenantOf(job), ctx, invoice_id, message)
  return undefined
}
