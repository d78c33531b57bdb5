import type { Invoice } from '../../core/contract/invoices.ts'
import { get } from '../api.ts'

/** As many drafts may stand before it. */
const LOOKED_AT = 10

export const lastInvoiceQuery = (contactId: string) => ({
  queryKey: ['last-invoice', contactId],
  meta: { shows: ['invoice'] as const },
  staleTime: 60_000,
  queryFn: async (): Promise<Invoice | null> => {
    if (!contactId) return null
    const { data } = await get('/v1/invoices', { query: { contact_id: contactId, limit: LOOKED_AT } })
    const last = data.find(({ status }) => status !== 'DRAFT')
    return last ? (await get('/v1/invoices/:id', { params: { id: last.id } })).data : null
  },
})
