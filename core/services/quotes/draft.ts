import { sql } from 'drizzle-orm'
import type { CreateQuote } from '../../contract/quotes.ts'
import { quotes } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { buildDocument, type MoneyPart } from '../documents/build.ts'
import type { Whole } from '../documents/lines.ts'
import { writeParts } from '../documents/steps.ts'
import { newColumns } from '../documents/written.ts'
import type { Settings } from '../settings.ts'
import { parseDeposit } from './fields.ts'

/** A draft as it is written: from today on, and good for as many days as the business says. */
export function draftQuote(
  tenant: TenantDb,
  id: string,
  input: Omit<CreateQuote, 'line_items'> & Whole<MoneyPart>,
  settings: Settings,
  workItemId: string | null = null,
) {
  const { columns, lines } = buildDocument(input, settings)
  const { quote_valid_days: days, quote_notes: notes, quote_terms: terms } = settings.business
  const issueDate = input.issue_date ? sql`${input.issue_date}::date` : sql`app.today()`
  const row = {
    id,
    workItemId,
    contactId: input.contact_id,
    issueDate: issueDate as never,
    expiryDate: (input.expiry_date ? sql`${input.expiry_date}::date` : sql`${issueDate} + ${days}::int`) as never,
    ...newColumns(input, { notes, terms }),
    deposit: input.deposit ? parseDeposit(input.deposit, columns.currency) : null,
    ...columns,
  }
  const steps: Step[] = [tenant.insert(quotes, [row]), ...writeParts(tenant, 'quote', id, lines, input)]
  return { columns, lines, steps }
}
