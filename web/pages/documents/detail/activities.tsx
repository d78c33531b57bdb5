import type { Activity } from '../../../../core/contract/documents.ts'
import { Problem, SkeletonRows } from '../../../components/states.tsx'
import { Timeline, type TimelineEntry } from '../../../components/timeline.tsx'

interface Props {
  asked: { data: readonly Activity[] | undefined; error: unknown; refetch: () => unknown }
  entries: (activities: readonly Activity[]) => TimelineEntry[]
}

export const Activities = ({ asked, entries }: Props) => (
  <>
    <h2 class="section-title">Activity</h2>
    {asked.data ? (
      <Timeline label="Newest first" entries={entries(asked.data)} />
    ) : asked.error ? (
      <Problem error={asked.error} what="the activity" retry={() => void asked.refetch()} />
    ) : (
      <SkeletonRows count={4} />
    )}
  </>
)
