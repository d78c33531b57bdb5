import type { TenantDb } from '../../db/tenant-db.ts'
import { listActivity } from '../documents/activity.ts'
import { type InvoiceRow, loadInvoice, parseInvoice } from './internal.ts'

// For what is made of an invoice.
export { type InvoiceRow, parseInvoice }

export const getInvoice = (tenant: TenantDb, id: string): Promise<InvoiceRow> =>
  loadInvoice(tenant, 'invoices.read', id)

export const listInvoiceActivity = (tenant: TenantDb, id: string) => listActivity(tenant, 'invoices', id)
