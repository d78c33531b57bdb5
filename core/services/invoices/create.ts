import type { CreateInvoice } from '../../contract/invoices.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { fillFromItems } from '../documents/items.ts'
import { currencyRoles, lineReferences } from '../documents/steps.ts'
import { reference, referenceTo } from '../references.ts'
import { withSettings } from '../settings.ts'
import { draftInvoice } from './draft.ts'
import { type InvoiceRow, invoiceObject, parseInvoice } from './internal.ts'

/** One trip; two where a line leaves something to its item. */
export function createInvoice(tenant: TenantDb, given: CreateInvoice, id = newId()): Promise<InvoiceRow> {
  return withSettings(tenant, 'invoices.create', async (settings) => {
    const input = await fillFromItems(tenant, 'invoices.create', given, settings)
    const contactId = reference(input.contact_id, 'contact_id')
    const { columns, lines, steps } = draftInvoice(tenant, id, input, settings)
    return tenant.write(
      {
        action: 'invoices.create',
        id,
        references: [...referenceTo('contacts', contactId, 'contact_id'), ...lineReferences(lines)],
        settings: settings.version,
        changes: { contact_id: contactId, total: String(columns.total) },
        ...currencyRoles(columns.currency, settings),
      },
      steps,
      invoiceObject(id),
      parseInvoice,
    )
  })
}
