import { eq, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Action, WriteAction } from '../domain/actions.ts'
import { AppError } from '../domain/kernel/errors.ts'
import { transitionOf } from '../domain/machines.ts'
import { aiDrafts } from './ai-draft-schema.ts'
import { creditNotes } from './credit-schema.ts'
import { expenses } from './expense-schema.ts'
import { recurringInvoices } from './recurring-schema.ts'
import {
  contactImports,
  contacts,
  conversations,
  files,
  invoices,
  items,
  quotes,
  searchTerms,
  taxRates,
  templates,
  workItems,
} from './schema.ts'
import { checkId, type Step, type TenantDb } from './tenant-db.ts'

/** The records that have an id, a version and a time of their own; the only names of tables that SQL is ever made with. */
export const RECORDS = {
  contacts: { table: contacts, kind: 'contact' },
  contact_imports: { table: contactImports, kind: null },
  tax_rates: { table: taxRates, kind: null },
  items: { table: items, kind: 'item' },
  files: { table: files, kind: null },
  templates: { table: templates, kind: null },
  conversations: { table: conversations, kind: 'conversation' },
  work_items: { table: workItems, kind: 'work_item' },
  expenses: { table: expenses, kind: 'expense' },
  invoices: { table: invoices, kind: 'invoice' },
  quotes: { table: quotes, kind: 'quote' },
  credit_notes: { table: creditNotes, kind: 'credit_note' },
  recurring_invoices: { table: recurringInvoices, kind: null },
  ai_drafts: { table: aiDrafts, kind: null },
} as const
export type RecordName = keyof typeof RECORDS
/** What can be searched, by the word that stands in `search_terms.kind`; payments by their notes, as facts without a version. */
export type SearchKind = Exclude<(typeof RECORDS)[RecordName]['kind'], null> | 'payment'
type Columns<R extends RecordName> = Partial<
  Omit<(typeof RECORDS)[R]['table']['$inferInsert'], 'tenantId' | 'id' | 'version'>
>
/** A column's value, or the SQL that gives it; undefined leaves it alone. */
type Changes<R extends RecordName> = { [C in keyof Columns<R>]: Columns<R>[C] | SQL | undefined }

/** One object by the function that says what it is, such as app.contact_object; one trip. */
export async function getRecord<T>(
  tenant: TenantDb,
  action: Action,
  id: string,
  object: SQL,
  parse: (row: unknown) => T,
): Promise<T> {
  checkId(id)
  return getObject(tenant, action, object, parse)
}

/** The same for what has no id of our own making, such as a member. */
export async function getObject<T>(
  tenant: TenantDb,
  action: Action,
  object: SQL,
  parse: (row: unknown) => T,
): Promise<T> {
  const [, found] = await tenant.read(action, tenant.db.execute<{ object: unknown }>(sql`select ${object} as object`))
  const row = found.rows[0]
  if (!row?.object) throw new AppError('NOT_FOUND', 'Not found')
  return parse(row.object)
}

/** One step for calls of functions that write; none for none. */
export const callStep = (tenant: TenantDb, calls: readonly SQL[]): Step[] =>
  calls.length ? [tenant.db.execute(sql`select ${sql.join([...calls], sql`, `)}`)] : []

/** Rows for a function that takes them as JSON: the names of their columns, and numbers that JSON would round as text. */
export const rowsJson = (rows: readonly object[]): string =>
  JSON.stringify(rows.map(columnNames), (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

const columnNames = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  )

/** Changes columns of a record behind its lock; its version and time move with them. */
export function setRecord<R extends RecordName>(tenant: TenantDb, name: R, id: string, changes: Changes<R>): Step {
  const { table } = RECORDS[name]
  const moved = { version: sql`${table.version} + 1`, updatedAt: sql`app.now()` }
  return tenant.db
    .update(table as PgTable)
    .set({ ...changes, ...moved } as never)
    .where(tenant.mine(table, eq(table.id, id)))
}

/** Brings an object to the status where its machine says that the action leads. */
export function moveRecord<R extends RecordName>(
  tenant: TenantDb,
  action: `${R}.${string}` & WriteAction,
  id: string,
  changes?: Changes<R>,
): Step {
  const { machine, key } = transitionOf(action)!
  const status = machine.actions[key]!.to ?? undefined
  return setRecord(tenant, machine.table as R, id, { ...changes, status } as Changes<R>)
}

/** Soft-deletes a record; nothing finds it any more. */
export function dropRecord<R extends RecordName>(tenant: TenantDb, name: R, id: string, changes?: Changes<R>): Step[] {
  const { kind } = RECORDS[name]
  const dropped = setRecord(tenant, name, id, { ...changes, deletedAt: sql`app.now()` } as Changes<R>)
  if (!kind) return [dropped]
  const isItsTerm = tenant.mine(searchTerms, eq(searchTerms.kind, kind), eq(searchTerms.id, id))
  return [dropped, tenant.db.delete(searchTerms).where(isItsTerm)]
}

/** What a deletion answers. */
export const droppedObject = (id: string): SQL => sql`jsonb_build_object('id', ${id}::uuid)`
export const parseDropped = (row: unknown): { id: string } => ({ id: (row as { id: string }).id })
