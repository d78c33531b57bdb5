import type { CreateContact } from '../../contract/contacts.ts'
import { newId } from '../../db/ids.ts'
import { contacts } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { assigneeSteps, assigningRoles, columnsOf, indexFields, readFields } from './fields.ts'
import { type ContactRow, contactObject, parseContact } from './internal.ts'

/** A contact that can be found at once (one trip; one more when a phone number needs the country of the business). */
export async function createContact(tenant: TenantDb, input: CreateContact, id = newId()): Promise<ContactRow> {
  const fields = await inOrder(tenant, 'contacts.create', () => readFields(tenant, 'contacts.create', input))
  const row = { id, ...columnsOf(fields), type: fields.type, displayName: fields.display_name }
  return tenant.write(
    { action: 'contacts.create', id, changes: { ...fields }, ...assigningRoles(fields) },
    [...assigneeSteps(tenant, fields), tenant.insert(contacts, [row]), ...indexFields(tenant, id, fields)],
    contactObject(id),
    parseContact,
  )
}
