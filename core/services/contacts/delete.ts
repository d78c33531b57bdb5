import { eq, sql } from 'drizzle-orm'
import { contacts } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { unindexTerms } from '../search-terms.ts'
import { ANY_STATUS, checkId } from './internal.ts'

/** Hides a contact everywhere; what was billed to it keeps the name it was billed with (H-API-9). */
export async function deleteContact(tenant: TenantDb, id: string): Promise<{ id: string }> {
  checkId(id)
  return tenant.write(
    { action: 'contacts.delete', id, lock: { table: 'contacts', from: ANY_STATUS } },
    [
      tenant.db
        .update(contacts)
        .set({ deletedAt: sql`app.now()`, version: sql`${contacts.version} + 1`, updatedAt: sql`app.now()` })
        .where(tenant.mine(contacts, eq(contacts.id, id))),
      unindexTerms(tenant, 'contact', id),
    ],
    sql`select ${id}::uuid as id`,
    (row) => ({ id: (row as { id: string }).id }),
  )
}
