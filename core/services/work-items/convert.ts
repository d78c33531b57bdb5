import { sql } from 'drizzle-orm'
import {
  type ConvertedWorkItem as Converted,
  ConvertedWorkItem,
  type ConvertWorkItem,
} from '../../contract/work-items.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { draftInvoice } from '../invoices/draft.ts'
import { withSettings } from '../settings.ts'
import { loadWorkItem, type WorkItemRow } from './internal.ts'

const ACTION = 'work_items.convert_to_invoice'
type Row = Pick<WorkItemRow, 'id' | 'title' | 'contact_id' | 'contact' | 'invoice'>

/**
 * Work becomes a draft invoice for its contact, once: afterwards that invoice is answered, whatever became of it but void
 * or deleted. Two trips; one when there is an invoice.
 */
export function convertWorkItem(tenant: TenantDb, id: string, _: ConvertWorkItem): Promise<Converted> {
  return tenant.once(ACTION, parseConverted, async () => {
    const found = await loadWorkItem(tenant, ACTION, id)
    if (found.invoice) return { invoice_id: found.invoice.id, created: false }
    try {
      return await makeInvoice(tenant, found)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error
      // Somebody else was quicker: the unique index of invoices says so.
      const { invoice } = await loadWorkItem(tenant, ACTION, id)
      if (!invoice) throw error
      return { invoice_id: invoice.id, created: false }
    }
  })
}

function makeInvoice(tenant: TenantDb, { id, title, contact_id, contact }: Row): Promise<Converted> {
  if (contact_id === null || contact === null) throw invalid('contact_id', 'Choose who is to be billed first')
  const invoiceId = newId()
  return withSettings(tenant, ACTION, (settings) => {
    // An agent bills the customer of his work, whose contact may not be his. The price is still to be said: a draft without one cannot go out.
    const line_items = [{ name: title, qty: '1', rate: '0' }]
    const { columns, steps } = draftInvoice(tenant, invoiceId, { contact_id, line_items }, settings, id)
    const changes = { contact_id, total: String(columns.total) }
    return tenant.write(
      {
        action: ACTION,
        id,
        settings: settings.version,
        changes: { invoice_id: invoiceId },
        also: [{ action: 'invoices.create', id: invoiceId, changes }],
      },
      steps,
      sql`jsonb_build_object('invoice_id', ${invoiceId}::uuid, 'created', true)`,
      parseConverted,
    )
  })
}

const parseConverted = (row: unknown): Converted => ConvertedWorkItem.parse(row)
