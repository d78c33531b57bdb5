import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ContactRow, contactObject, parseContact } from './internal.ts'

export const getContact = (tenant: TenantDb, id: string): Promise<ContactRow> =>
  getRecord(tenant, 'contacts.read', id, contactObject(id), parseContact)
