import type { Invoice } from '../../core/contract/invoices.ts'
import { get } from '../api.ts'
import { LOOKED_AT, lastOf } from './last-document.ts'

export const lastInvoiceQuery = lastOf<Invoice>('invoice', {
  list: async (contact_id) => (await get('/v1/invoices', { query: { contact_id, limit: LOOKED_AT } })).data,
  one: async (id) => (await get('/v1/invoices/:id', { params: { id } })).data,
})
