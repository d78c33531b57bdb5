import { QueryClient } from '@tanstack/preact-query'
import type { Told } from '../../core/domain/actions.ts'
import { ApiError } from '../api.ts'

const FRESH_MS = 15_000

/** What can change: all that open pages are told of, and what is of one person alone, of which no page is told. */
export type Kind = Told | 'session' | 'notice'

declare module '@tanstack/preact-query' {
  interface Register {
    /** What an answer shows something of: when one of these changes, it is stale. */
    queryMeta: { shows: readonly Kind[] }
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 1 && error instanceof ApiError && error.status >= 500,
      retryDelay: 500,
      refetchOnWindowFocus: true,
      // A question that waits for a connection says nothing; one that failed says so, and is asked again when it is back.
      networkMode: 'always',
      refetchOnReconnect: true,
    },
  },
})

/** Asks again for what is on the screen and shows something of this kind, and marks the rest stale. */
export const changed = (kind: Kind) =>
  void queryClient.invalidateQueries({ predicate: ({ meta }) => meta?.shows.includes(kind) ?? false })

export const changedEverything = () => void queryClient.invalidateQueries()

/** Someone else changed it meanwhile: what it is now, when the refusal says so, is taken over. */
export async function latestOr<T>(asked: Promise<T>, take: (latest: unknown) => void): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiError && error.status === 409 && error.latest) take(error.latest)
    throw error
  }
}
