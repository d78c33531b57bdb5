import { keepPreviousData, useInfiniteQuery } from '@tanstack/preact-query'
import { type Answer, get, type Query } from '../api.ts'

const ENOUGH = 20

/** Where a list goes on: which of its filters, and the server's cursor in it. */
interface Place {
  at: number
  cursor: string | null
}

/**
 * A list that grows by the server's cursor; while a filter changes the last rows stay. Several filters follow one another
 * as one list: the server answers one status at a time.
 */
export function usePages<T>(key: readonly unknown[], path: string, filters: Query | readonly Query[], enabled = true) {
  const queries: readonly Query[] = Array.isArray(filters) ? filters : [filters as Query]
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      walk<T>(pageParam, queries.length, ({ at, cursor }) => get<T[]>(path, { ...queries[at], cursor }, signal)),
    initialPageParam: { at: 0, cursor: null } as Place,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  })
  return {
    rows: pages.data?.pages.flatMap((page) => page.rows),
    isLoading: pages.isPending,
    isChanging: pages.isPlaceholderData,
    error: pages.error,
    updatedAt: pages.dataUpdatedAt,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    more: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
  }
}

/** One page: goes on to the next filter until there are enough rows or none are left. */
export async function walk<T>(
  from: Place,
  filters: number,
  read: (place: Place) => Promise<Answer<T[]>>,
): Promise<{ rows: T[]; next: Place | null }> {
  const rows: T[] = []
  let place: Place | null = from
  while (place && rows.length < ENOUGH) {
    const answer: Answer<T[]> = await read(place)
    rows.push(...answer.data)
    place = after(place, answer.cursor, filters)
  }
  return { rows, next: place }
}

function after({ at }: Place, cursor: string | null, filters: number): Place | null {
  if (cursor) return { at, cursor }
  return at + 1 < filters ? { at: at + 1, cursor: null } : null
}
