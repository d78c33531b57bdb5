import { keepPreviousData, useInfiniteQuery } from '@tanstack/preact-query'
import type { Pages } from './resource.ts'

/** A list that grows by the server's cursor; while a filter changes the last rows stay. */
export function usePages<T>({ ask, ...question }: Pages<T>, enabled = true) {
  const pages = useInfiniteQuery({
    ...question,
    queryFn: ({ pageParam: cursor, signal }) => ask(cursor, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.cursor,
    placeholderData: keepPreviousData,
    enabled,
  })
  return {
    rows: pages.data?.pages.flatMap((page) => page.data),
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
