import { sql } from 'drizzle-orm'
import type { CreateInvoice } from '../../contract/invoices.ts'
import { newId } from '../../db/ids.ts'
import { invoices } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { buildDocument } from '../documents/build.ts'
import { fillFromItems } from '../documents/items.ts'
import { currencyRoles, itemReferences, writeParts } from '../documents/steps.ts'
import { newColumns } from '../documents/written.ts'
import { reference, referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'

/** A draft; its dates default to today and to the net days of the business. One trip; two where a line leaves something to its item. */
export function createInvoice(tenant: TenantDb, given: CreateInvoice, id = newId()): Promise<InvoiceRow> {
  return withSettings(tenant, 'invoices.create', async (settings) => {
    const input = await fillFromItems(tenant, 'invoices.create', given, settings)
    const contactId = reference(input.contact_id, 'contact_id')
    const { columns, lines } = buildDocument(input, settings)
    const issueDate = input.issue_date ? sql`${input.issue_date}::date` : sql`app.today()`
    const row = {
      id,
      contactId,
      issueDate: issueDate as never,
      dueDate: (input.due_date
        ? sql`${input.due_date}::date`
        : sql`${issueDate} + ${settings.business.net_days}::int`) as never,
      ...newColumns(input, { notes: settings.business.invoice_notes, terms: settings.business.invoice_terms }),
      ...columns,
    }
    return tenant.write(
      {
        action: 'invoices.create',
        id,
        references: [...referenceTo('contacts', contactId, 'contact_id'), ...itemReferences(lines)],
        settings: settings.version,
        changes: { contact_id: contactId, total: String(columns.total) },
        ...currencyRoles(columns.currency, settings),
      },
      [tenant.insert(invoices, [row]), ...writeParts(tenant, 'invoice', id, lines, input)],
      invoiceObject(id),
      parseInvoice,
    )
  })
}
