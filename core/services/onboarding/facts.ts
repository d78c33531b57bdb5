import { type SQL, sql } from 'drizzle-orm'
import { NUMBERED_PHASES } from '../../domain/invoices/listed.ts'
import type { Fact } from '../../domain/onboarding/definition.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'

/** The newest of them: `exists` alone may be answered by reading a table from its beginning, other businesses' rows and all. */
const hasOne = (table: 'contacts' | 'invoices' | 'quotes', more: SQL = sql``) =>
  sql`(select true from ${sql.identifier(table)} where tenant_id = app.tenant() ${more} and deleted_at is null
    order by created_at desc, id desc limit 1) is true`
const invoiceIn = (phase: string) => hasOne('invoices', sql`and phase = ${phase}`)
const quoteIn = (status: string) => hasOne('quotes', sql`and status = ${status}`)
const anyOf = (parts: readonly SQL[]) => sql`(${sql.join([...parts], sql` or `)})`

/** Each fact as one look by an index, however much a business has. */
export const FACT_SQL: Readonly<Record<Fact, SQL>> = {
  has_channel: sql`app.has_channel()`,
  has_contact: hasOne('contacts'),
  has_document: anyOf([hasOne('invoices'), hasOne('quotes')]),
  has_way_to_pay: sql`app.has_way_to_pay()`,
  has_sent: anyOf([
    ...NUMBERED_PHASES.map(invoiceIn),
    ...quoteMachine.states.filter((status) => status !== quoteMachine.initial).map(quoteIn),
  ]),
}
