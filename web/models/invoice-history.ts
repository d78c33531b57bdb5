import type { Invoice } from '../../core/contract/invoices.ts'
import { get } from '../api.ts'
import type { Past, PastItem } from './document-kind.ts'

const INVOICES_MAX = 4

/** What was billed before: to this contact first, else to anyone. */
export const historyQuery = (contactId: string) => ({
  queryKey: ['history', contactId],
  meta: { shows: ['invoice'] as const },
  staleTime: 60_000,
  queryFn: async (): Promise<Past<Invoice>> => {
    const own = contactId ? await lastInvoices({ contact_id: contactId }) : []
    const others = own.length < INVOICES_MAX ? await lastInvoices({}) : []
    const seen = new Map([...own, ...others].map((invoice) => [invoice.id, invoice]))
    return { items: pastItems([...seen.values()]), last: own[0] ?? null }
  },
})

async function lastInvoices(query: { contact_id?: string }): Promise<Invoice[]> {
  const { data } = await get('/v1/invoices', { query: { ...query, limit: INVOICES_MAX } })
  const found = data.filter(({ status }) => status !== 'DRAFT')
  return Promise.all(found.map(async ({ id }) => (await get('/v1/invoices/:id', { params: { id } })).data))
}

/** Each name once, with the price it had last. */
export function pastItems(invoices: readonly Invoice[]): PastItem[] {
  const items = new Map<string, PastItem>()
  for (const line of invoices.flatMap((invoice) => invoice.line_items)) {
    const key = line.name.toLocaleLowerCase()
    if (!items.has(key)) items.set(key, { name: line.name, rate: line.rate, taxRateId: line.tax_rate_id ?? '' })
  }
  return [...items.values()]
}

export function matchingItems(items: readonly PastItem[], typed: string): PastItem[] {
  const wanted = typed.trim().toLocaleLowerCase()
  return items
    .filter((item) => item.name.toLocaleLowerCase().includes(wanted) && item.name.toLocaleLowerCase() !== wanted)
    .slice(0, 6)
}
