import type { Activity, Invoice, InvoiceSummary, SendInvoice } from '../../core/contract/invoices.ts'
import { get, post, remove } from '../api.ts'
import { changed, queryClient } from './queries.ts'

export const INVOICE_FILTERS = [
  { value: '', label: 'All' },
  { value: 'UNPAID', label: 'Unpaid' },
  { value: 'DRAFT', label: 'Draft' },
  { value: 'SENT', label: 'Sent' },
  { value: 'PARTIALLY_PAID', label: 'Partly paid' },
  { value: 'OVERDUE', label: 'Overdue' },
  { value: 'PAID', label: 'Paid' },
  { value: 'VOID', label: 'Void' },
] as const

export const invoiceSearchQuery = (q: string) => ({
  queryKey: ['invoices', 'search', q],
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await get<InvoiceSummary[]>('/v1/invoices', { q, limit: 5 }, signal)).data,
})

export const invoiceQuery = (id: string) => ({
  queryKey: ['invoices', 'one', id],
  queryFn: async () => (await get<Invoice>(path(id))).data,
})

export const activityQuery = (id: string) => ({
  queryKey: ['invoices', 'activity', id],
  queryFn: async () => (await get<Activity[]>(`${path(id)}/activity`)).data,
})

const path = (id: string) => `/v1/invoices/${encodeURIComponent(id)}`

export const sendInvoice = (id: string, input: SendInvoice) => act(id, 'send', input)
export const cancelSend = (id: string) => act(id, 'cancel-send')
export const markInvoiceSent = (invoice: Invoice) => act(invoice.id, 'mark-sent', { if_match_version: invoice.version })
export const voidInvoice = (invoice: Invoice) => act(invoice.id, 'void', { if_match_version: invoice.version })
export const createPaymentLink = (id: string) => act(id, 'payment-link')
export const revokePaymentLink = (id: string) => act(id, 'revoke-payment-link')
export const rotatePaymentLink = (id: string) => act(id, 'rotate-payment-link')

export async function deleteInvoice(id: string): Promise<void> {
  await remove(path(id))
  queryClient.removeQueries({ queryKey: ['invoices', 'one', id] })
  changed('invoice')
}

async function act(id: string, verb: string, body: unknown = {}): Promise<Invoice> {
  const { data } = await post<Invoice>(`${path(id)}/${verb}`, body)
  keepInvoice(data)
  return data
}

/** Shows what a verb answered at once, and lets lists and figures be read again. The minted link stays with its caller. */
export function keepInvoice(invoice: Invoice): void {
  queryClient.setQueryData(['invoices', 'one', invoice.id], { ...invoice, payment_link_url: null })
  changed('invoice')
}
