import type { TenantDb } from '../../db/tenant-db.ts'
import { type ContactRow, getRowOrThrow } from './internal.ts'

export const getContact = (tenant: TenantDb, id: string): Promise<ContactRow> =>
  getRowOrThrow(tenant, 'contacts.read', id)
