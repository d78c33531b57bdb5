import { eq, sql } from 'drizzle-orm'
import type { UpdateContact } from '../../contract/contacts.ts'
import { contacts } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { reindexTerms } from '../search-terms.ts'
import { assigneeSteps, assigningRoles, columnsOf, indexFields, readFields } from './fields.ts'
import { ANY_STATUS, type ContactRow, checkId, parseContact, selectContact } from './internal.ts'

/** Changes the fields that were sent, archives or restores; one trip, as for a new contact. */
export async function updateContact(tenant: TenantDb, id: string, input: UpdateContact): Promise<ContactRow> {
  checkId(id)
  const { if_match_version: version, ...sent } = input
  const read = () => readFields(tenant, 'contacts.update', sent)
  const fields = await inOrder(tenant, 'contacts.update', read, { table: 'contacts', id })
  return tenant.write(
    {
      action: 'contacts.update',
      id,
      lock: { table: 'contacts', from: ANY_STATUS, version },
      changes: { ...fields },
      ...assigningRoles(fields),
    },
    [
      ...assigneeSteps(tenant, fields),
      tenant.db
        .update(contacts)
        .set({ ...columnsOf(fields), version: sql`${contacts.version} + 1`, updatedAt: sql`app.now()` })
        .where(tenant.mine(contacts, eq(contacts.id, id))),
      ...indexFields(tenant, id, fields, reindexTerms),
    ],
    selectContact(id),
    parseContact,
  )
}
