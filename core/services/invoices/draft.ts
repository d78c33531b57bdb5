import { sql } from 'drizzle-orm'
import type { CreateInvoice } from '../../contract/invoices.ts'
import { invoices } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { buildDocument, type MoneyPart } from '../documents/build.ts'
import type { Whole } from '../documents/lines.ts'
import { writeParts } from '../documents/steps.ts'
import { newColumns } from '../documents/written.ts'
import type { Settings } from '../settings.ts'

/** A draft as it is written: its dates default to today and to the net days of the business. */
export function draftInvoice(
  tenant: TenantDb,
  id: string,
  input: Omit<CreateInvoice, 'line_items'> & Whole<MoneyPart>,
  settings: Settings,
  workItemId: string | null = null,
) {
  const { columns, lines } = buildDocument(input, settings)
  const issueDate = input.issue_date ? sql`${input.issue_date}::date` : sql`app.today()`
  const row = {
    id,
    workItemId,
    contactId: input.contact_id,
    issueDate: issueDate as never,
    dueDate: (input.due_date
      ? sql`${input.due_date}::date`
      : sql`${issueDate} + ${settings.business.net_days}::int`) as never,
    ...newColumns(input, { notes: settings.business.invoice_notes, terms: settings.business.invoice_terms }),
    ...columns,
  }
  const steps: Step[] = [tenant.insert(invoices, [row]), ...writeParts(tenant, 'invoice', id, lines, input)]
  return { columns, lines, steps }
}
