import type { Kind } from './queries.ts'

/** As many drafts may stand before it. */
export const LOOKED_AT = 10

export interface LastQuery<D> {
  queryKey: readonly string[]
  meta: { shows: readonly Kind[] }
  staleTime: number
  queryFn: () => Promise<D | null>
}

interface Asked<D> {
  list(contactId: string): Promise<readonly { id: string; status: string }[]>
  one(id: string): Promise<D>
}

/** The last document of a kind that went out to a contact. */
export const lastOf =
  <D>(kind: Kind, { list, one }: Asked<D>) =>
  (contactId: string): LastQuery<D> => ({
    queryKey: ['last', kind, contactId],
    meta: { shows: [kind] },
    staleTime: 60_000,
    queryFn: async () => {
      const last = contactId ? (await list(contactId)).find(({ status }) => status !== 'DRAFT') : undefined
      return last ? one(last.id) : null
    },
  })
