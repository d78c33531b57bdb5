import { sendHeldCreditNote } from '../../core/services/credit-notes/hold.ts'
import type { JobHandler } from '../context.ts'

export const creditNoteSend: JobHandler<'CREDIT_NOTE_SEND'> = async (job, ctx) => {
  const { credit_note_id, ...mail } = job.payload
  await sendHeldCreditNote(ctx.tenantOf(job), ctx, credit_note_id, mail)
}
