import type { UpdateContact } from '../../contract/contacts.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { assigneeSteps, assigningRoles, columnsOf, indexDocuments, indexFields, readFields } from './fields.ts'
import { type ContactRow, contactObject, parseContact } from './internal.ts'

/** Changes the fields that were sent, archives or restores; one trip, as for a new contact. */
export async function updateContact(tenant: TenantDb, id: string, input: UpdateContact): Promise<ContactRow> {
  const { if_match_version: version, ...sent } = input
  const read = () => readFields(tenant, 'contacts.update', sent, id)
  const fields = await inOrder(tenant, 'contacts.update', read, id)
  return tenant.write(
    {
      action: 'contacts.update',
      id,
      version,
      changes: { ...fields },
      ...assigningRoles(fields),
    },
    [
      ...assigneeSteps(tenant, fields),
      setRecord(tenant, 'contacts', id, columnsOf(fields)),
      ...indexFields(tenant, id, fields),
      ...indexDocuments(tenant, id, fields),
    ],
    contactObject(id),
    parseContact,
  )
}
