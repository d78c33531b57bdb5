import { type SQL, sql } from 'drizzle-orm'
import type { Entry, TenantDb } from '../db/tenant-db.ts'
import type { Action } from '../domain/actions.ts'
import { AppError } from '../domain/kernel/errors.ts'
import type { Columns } from './columns.ts'
import type { Cursors } from './cursor.ts'

export interface ListPage<T> {
  rows: T[]
  /** Where the next page begins; null on the last. */
  cursor: string | null
}

export interface List<T> {
  action: Action
  /** The list's name and its filters: a cursor of another list does not fit. */
  of: readonly unknown[]
  limit: number
  cursor?: string | undefined
  columns: Columns<T>
  /** The rows after a place (or from the beginning) in the list's order, as the JSON that the columns read. */
  rows(place: readonly string[] | null, limit: number): SQL
  /** What the rows are part of: a select that finds nothing where it is not there. */
  within?: SQL
  /** What of a row says where it stands, in the list's order. */
  placeOf(row: NoInfer<T>): readonly [string, string]
}

/** The place of what is listed newest first. */
export const newestFirst = (row: { created_at: string; id: string }) => [row.created_at, row.id] as const

/** Rows after a place of a list that is newest first, as a condition that begins with `and`; `row` is the alias. */
export const afterNewest = (row: string, place: readonly string[] | null): SQL =>
  place
    ? sql` and (${sql.raw(row)}.created_at, ${sql.raw(row)}.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`
    : sql``

/** Rows that are no page of their own: a step of a read, whose result `rowsOf` reads. */
export const listStep = <T>(tenant: TenantDb, columns: Columns<T>, select: SQL) =>
  tenant.db.execute<Listed>(sql`select ${columns.of(select)} as rows`)

interface Listed extends Record<string, unknown> {
  rows: unknown
}

export const rowsOf = <T>(columns: Columns<T>, result: { rows: readonly Listed[] }, entry: Entry): T[] =>
  columns.read(result.rows[0]?.rows, entry)

/** One page, in one trip: one row more is asked for than shown, which tells whether there is another page. */
export async function readPage<T>(tenant: TenantDb, cursors: Cursors, list: List<T>): Promise<ListPage<T>> {
  const { action, limit, columns, placeOf } = list
  const [name, ...filters] = list.of
  const scope = [name, tenant.scope, ...filters]
  const place = await cursors.decode(list.cursor, scope, 2)
  const select = tenant.db.execute<Listed>(sql`select ${list.rows(place, limit + 1)} as rows`)
  const whole = list.within ? [tenant.db.execute(list.within)] : []
  const [entry, found, ...parts] = await tenant.read(action, select, ...whole)
  if (parts.some((part) => part.rows.length === 0)) throw new AppError('NOT_FOUND', 'Not found')
  const rows = rowsOf(columns, found, entry)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), cursor: last ? await cursors.encode(placeOf(last), scope) : null }
}
