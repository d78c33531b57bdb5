import { sql } from 'drizzle-orm'
import type { MergeContact, UnmergeContact } from '../../contract/contacts.ts'
import { newId } from '../../db/ids.ts'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { referenceTo } from '../references.ts'
import { type ContactRow, contactObject, parseContact } from './internal.ts'

/** What may name the one that goes: more would take a trip longer than a person waits (8 s). */
export const MOVED_MAX = 5_000

/**
 * The other contact goes into this one: whatever names it names this one from then on, in one transaction, and can be taken
 * back for thirty days. What was printed on documents stays as it is. One trip.
 */
export async function mergeContact(tenant: TenantDb, id: string, input: MergeContact): Promise<ContactRow> {
  const { other_id, take, if_match_version: version, other_version = null } = input
  const references = referenceTo('contacts', other_id, 'other_id')
  const merge = sql`app.merge_contacts(${newId()}::uuid, ${id}::uuid, ${other_id}::uuid, ${sql.param(take)}::text[], ${other_version}::int, ${MOVED_MAX}::int)`
  return tenant.write(
    {
      action: 'contacts.merge',
      id,
      version,
      references,
      changes: { other_id, take },
      also: [{ action: 'contacts.merged', id: other_id, changes: { merged_into: id } }],
    },
    callStep(tenant, [merge]),
    contactObject(id),
    parseContact,
  )
}

/** Takes the newest merge back: what named the other names it again, what came or was changed since stays here. One trip. */
export const unmergeContact = (
  tenant: TenantDb,
  id: string,
  { if_match_version: version }: UnmergeContact,
): Promise<ContactRow> =>
  tenant.write(
    { action: 'contacts.unmerge', id, version },
    callStep(tenant, [sql`app.unmerge_contacts(${id}::uuid)`]),
    contactObject(id),
    parseContact,
  )
