import { sql } from 'drizzle-orm'
import type { EraseContact } from '../../contract/contacts.ts'
import { ContactErasure } from '../../contract/contacts.ts'
import { callStep, getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { toInstant } from '../instants.ts'
import { type ContactRow, contactObject, parseContact } from './internal.ts'

/**
 * Erases a person for good (C-34): the contact's own record at once, whatever else is personal by a job. What the law wants
 * kept (documents that went out, payments, the ledger) stays as it was printed. `confirm` is the contact's name. One trip;
 * CONFLICT names what is still open.
 */
export const eraseContact = (
  tenant: TenantDb,
  id: string,
  { confirm, if_match_version: version }: EraseContact,
): Promise<ContactRow> =>
  tenant.write(
    {
      action: 'contacts.erase',
      id,
      version,
      jobs: [{ type: 'CONTACT_ERASE', key: `contact-erase:${id}`, payload: { contact_id: id } }],
    },
    callStep(tenant, [sql`app.erase_contact(${id}::uuid, ${confirm})`]),
    contactObject(id),
    parseContact,
  )

/** What is in the way of erasing, what would stay, and how far it is. One trip. */
export const getContactErasure = (tenant: TenantDb, id: string): Promise<ContactErasure> =>
  getRecord(tenant, 'contacts.erasure', id, sql`app.erasure_object(${id}::uuid)`, (row) => {
    const { asked_at, done_at, ...rest } = row as { asked_at: string | null; done_at: string | null }
    return ContactErasure.parse({
      ...rest,
      asked_at: asked_at && toInstant(asked_at),
      done_at: done_at && toInstant(done_at),
    })
  })
