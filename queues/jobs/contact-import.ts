import { workOnImport } from '../../core/services/contact-imports/chunk.ts'
import { forgetContactImport } from '../../core/services/contact-imports/forget.ts'
import type { JobHandler } from '../context.ts'

/** The next five hundred rows of an import, or of its undo. */
export const contactImport: JobHandler<'CONTACT_IMPORT'> = async (job, ctx) => {
  const { import_id, way, chunk } = job.payload
  await workOnImport(ctx.tenantOf(job), import_id, way, chunk)
  return undefined
}

const A_DAY = 24 * 3600

/** What was read goes when nothing can be done with it any more. */
export const contactImportForget: JobHandler<'CONTACT_IMPORT_FORGET'> = async (job, ctx) => {
  const isGone = await forgetContactImport(ctx.tenantOf(job), job.payload.import_id)
  return isGone ? undefined : { againSeconds: A_DAY }
}
