import { sql } from 'drizzle-orm'
import { ContactUsage } from '../../contract/contacts.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { MOVED_MAX } from './merge.ts'

/** How much names a contact: what a merge would move. One trip. */
export const getContactUsage = (tenant: TenantDb, id: string): Promise<ContactUsage> =>
  getRecord(
    tenant,
    'contacts.usage',
    id,
    sql`(select app.contact_usage(c.id, ${MOVED_MAX + 1}::int) from contacts named join contacts c on c.tenant_id = named.tenant_id
      and c.id = coalesce(named.merged_into, named.id) and c.deleted_at is null where named.tenant_id = app.tenant() and named.id = ${id}::uuid)`,
    (row) => ContactUsage.strip().parse(row),
  )
