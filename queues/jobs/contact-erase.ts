import { workOnErasure } from '../../core/services/contacts/erasing.ts'
import type { JobHandler } from '../context.ts'

/** The rest of a person who was erased. */
export const contactErase: JobHandler<'CONTACT_ERASE'> = async (job, ctx) => {
  const erasing = { tenantId: job.tenant_id, lease: job.lease, contactId: job.payload.contact_id }
  return (await workOnErasure(ctx, erasing)) ? undefined : { againSeconds: 0 }
}
