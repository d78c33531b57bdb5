import { get } from '../api.ts'
import { Resource } from './resource.ts'

/** The price list. */
export const items = new Resource('item', '/v1/items', { shows: ['tax_rate'] })

/** What a line that begins so may become: items first, then lines written before. */
export const suggestionsQuery = (q: string) => ({
  queryKey: ['/v1/items', 'suggest', q],
  meta: { shows: ['item', 'tax_rate', 'invoice'] as const },
  staleTime: 60_000,
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (await get('/v1/items/suggest', { query: { q }, signal })).data,
})
