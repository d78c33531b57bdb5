import type { Cursors } from './cursor.ts'

export interface ListPage<T> {
  rows: T[]
  /** Where the next page begins; null on the last. */
  cursor: string | null
}

/** A page from rows that were asked for with one more than the limit, newest first unless listed by something else. */
export async function toPage<T extends { created_at: string; id: string }>(
  cursors: Cursors,
  found: T[],
  limit: number,
  scope: unknown,
  listedBy: (row: T) => string = (row) => row.created_at,
): Promise<ListPage<T>> {
  const last = found.length > limit ? found[limit - 1] : undefined
  const cursor = last ? await cursors.encode([listedBy(last), last.id], scope) : null
  return { rows: found.slice(0, limit), cursor }
}
