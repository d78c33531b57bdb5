import { type SQL, sql } from 'drizzle-orm'
import type { ContactQuery } from '../../contract/contacts.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { phoneQuery } from '../../domain/contacts/phone-terms.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, toPage } from '../pages.ts'
import { type ContactRow, contactColumns, parseContact } from './internal.ts'

/** Contacts that one word may bring up: more would make the search as slow as the business is large (MECHANISMS 7). */
const CANDIDATES_MAX = 1000

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
  select ${contactColumns} from contacts c
  where c.tenant_id = app.tenant() and c.deleted_at is null and c.status = ${filters.status}
    ${filters.type ? sql`and c.type = ${filters.type}` : sql``} ${matching(filters.q)}
    ${place ? sql`and (c.created_at, c.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
  order by c.created_at desc, c.id desc limit ${limit}`

type ContactFilters = Omit<ContactQuery, 'limit' | 'cursor'>

/** Every word begins a word of the contact. The first finds candidates by the index, the others are looked up for those alone. */
function matching(q: string | undefined): SQL {
  if (!q?.trim()) return sql``
  const phone = phoneQuery(q)
  const [first, ...others] = phone ? [phone] : searchTerms(q)
  if (first === undefined) return sql`and false`
  const candidates = sql`select s.id from search_terms s
    where s.tenant_id = app.tenant() and s.kind = 'contact' and s.term ^@ ${first}::text limit ${CANDIDATES_MAX}`
  const lookups = others.map(
    (term) => sql`and exists (select from search_terms s
      where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = c.id and s.term ^@ ${term}::text)`,
  )
  return sql`and c.id in (${candidates}) ${sql.join(lookups, sql` `)}`
}
