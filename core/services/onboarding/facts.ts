import { type SQL, sql } from 'drizzle-orm'
import { NUMBERED_PHASES } from '../../domain/invoices/listed.ts'
import type { Fact } from '../../domain/onboarding/definition.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'

const invoiceIn = (phase: string) =>
  sql`exists (select from invoices where tenant_id = app.tenant() and phase = ${phase} and deleted_at is null)`
const quoteIn = (status: string) =>
  sql`exists (select from quotes where tenant_id = app.tenant() and status = ${status} and deleted_at is null)`
const anyOf = (parts: readonly SQL[]) => sql`(${sql.join([...parts], sql` or `)})`

/** Each fact as one look by an index, however much a business has. */
export const FACT_SQL: Readonly<Record<Fact, SQL>> = {
  has_channel: sql`app.has_channel()`,
  has_contact: sql`exists (select from contacts where tenant_id = app.tenant() and deleted_at is null)`,
  has_document: anyOf(
    ['invoices', 'quotes'].map(
      (table) =>
        sql`exists (select from ${sql.identifier(table)} where tenant_id = app.tenant() and deleted_at is null)`,
    ),
  ),
  has_way_to_pay: sql`app.has_way_to_pay()`,
  has_sent: anyOf([
    ...NUMBERED_PHASES.map(invoiceIn),
    ...quoteMachine.states.filter((status) => status !== quoteMachine.initial).map(quoteIn),
  ]),
}
