import { type SQL, sql } from 'drizzle-orm'
import type { ContactQuery } from '../../contract/contacts.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { phoneQuery } from '../../domain/contacts/phone-terms.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, toPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { type ContactRow, contactColumns, parseContact } from './internal.ts'

/** One page of contacts, newest first. One trip. */
export async function listContacts(
  tenant: TenantDb,
  cursors: Cursors,
  query: ContactQuery,
): Promise<ListPage<ContactRow>> {
  const { limit, cursor, ...filters } = query
  const scope = ['contacts', tenant.scope, filters]
  const place = await cursors.decode(cursor, scope, 2)
  const [, found] = await tenant.read(
    'contacts.read',
    tenant.db.execute<{ object: unknown }>(
      sql`select to_jsonb(o) as object from (${selectContacts(filters, place, limit + 1)}) o`,
    ),
  )
  const rows = found.rows.map((row) => parseContact(row.object))
  return toPage(cursors, rows, limit, scope)
}

/** The contacts after a place in the list, newest first. */
export const selectContacts = (filters: ContactFilters, place: readonly string[] | null, limit: number): SQL => sql`
  select ${contactColumns} from (${selectRows(filters, place, limit)}) c order by ${NEWEST} limit ${limit}`

type ContactFilters = Omit<ContactQuery, 'limit' | 'cursor'>
const NEWEST = sql`c.created_at desc, c.id desc`

function selectRows({ type, status, q }: ContactFilters, place: readonly string[] | null, limit: number): SQL {
  const search = searchFor('contact', sql`c.id`, termsOf(q))
  return visibleRows({
    table: 'contacts',
    as: 'c',
    where: sql`c.tenant_id = app.tenant() and c.deleted_at is null and c.status = ${status}
      ${type ? sql`and c.type = ${type}` : sql``}
      ${place ? sql`and (c.created_at, c.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`c.created_by = app.agent()`, sql`c.assigned_to = app.agent() and c.created_by <> app.agent()`],
    order: NEWEST,
    limit,
  })
}

function termsOf(q: string | undefined): string[] | null {
  if (!q?.trim()) return null
  const phone = phoneQuery(q)
  return phone ? [phone] : searchTerms(q)
}
