import { useQuery } from '@tanstack/preact-query'
import { Problem, SkeletonRows } from '../../../components/states.tsx'
import { contactImports } from '../../../models/contact-import/contact-imports.ts'
import { Result } from './result.tsx'
import { Review } from './review.tsx'

const LOOK_AGAIN_MS = 1000

/** One import, by its address: looked at and started, on its way, or what became of it. */
export function OneImport({ id }: { id: string }) {
  const asked = useQuery({
    ...contactImports.one(id),
    refetchInterval: ({ state }) => (isWorking(state.data?.status) ? LOOK_AGAIN_MS : false),
  })
  const found = asked.data
  if (!found)
    return (
      <div class="card">
        {asked.error ? (
          <Problem error={asked.error} what="this import" retry={() => void asked.refetch()} />
        ) : (
          <SkeletonRows count={4} />
        )}
      </div>
    )
  return found.status === 'OPEN' ? <Review of={found} /> : <Result of={found} isWorking={isWorking(found.status)} />
}

const isWorking = (status: string | undefined) => status === 'RUNNING' || status === 'UNDOING'
