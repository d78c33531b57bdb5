import { type SQL, sql } from 'drizzle-orm'
import type { ContactQuery } from '../../contract/contacts.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { phoneQuery } from '../../domain/contacts/phone-terms.ts'
import { queryTerms } from '../../domain/kernel/text.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { beyondContact, type ContactRow, contactColumns } from './internal.ts'

/** One page of contacts, newest first. One trip. */
export function listContacts(tenant: TenantDb, cursors: Cursors, query: ContactQuery): Promise<ListPage<ContactRow>> {
  const { limit, cursor, ...filters } = query
  return readPage(tenant, cursors, {
    action: 'contacts.read',
    of: ['contacts', filters],
    limit,
    cursor,
    columns: contactColumns,
    rows: (place, rows) =>
      contactColumns.of(
        sql`select c.*, ${beyondContact} from (${selectContacts(filters, place, rows)}) c order by ${NEWEST}`,
      ),
    placeOf: newestFirst,
  })
}

/** The contacts after a place in the list, newest first. */
export const selectContacts = (filters: ContactFilters, place: readonly string[] | null, limit: number): SQL => sql`
  select c.* from (${selectRows(filters, place, limit)}) c order by ${NEWEST} limit ${limit}`

type ContactFilters = Omit<ContactQuery, 'limit' | 'cursor'>
const NEWEST = sql`c.created_at desc, c.id desc`

function selectRows({ type, status, q }: ContactFilters, place: readonly string[] | null, limit: number): SQL {
  const search = searchFor('contact', sql`c.id`, termsOf(q))
  return visibleRows({
    table: 'contacts',
    as: 'c',
    where: sql`c.tenant_id = app.tenant() and c.deleted_at is null and c.status = ${status}
      ${type ? sql`and c.type = ${type}` : sql``}${afterNewest('c', place)}`,
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
  return phone ? [phone] : queryTerms(q)
}
