import { keepPreviousData, useInfiniteQuery } from '@tanstack/preact-query'
import { get, type Query } from '../api.ts'

/** A list that grows by the server's cursor; while a filter changes the last rows stay. */
export function usePages<T>(key: readonly unknown[], path: string, filters: Query, enabled = true) {
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam: cursor, signal }) => get<T[]>(path, { ...filters, cursor }, signal),
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
