import type { Activity } from '../../../../core/contract/invoices.ts'
import { Problem, SkeletonRows } from '../../../components/states.tsx'
import { Timeline } from '../../../components/timeline.tsx'
import { activityEntry } from '../../../models/invoice-activity.ts'

export function Activities({
  activities,
  error,
  retry,
}: {
  activities: readonly Activity[] | undefined
  error: unknown
  retry: () => void
}) {
  return (
    <>
      <h2 class="section-title">Activity</h2>
      {activities ? (
        <Timeline label="Newest first" entries={activities.map(activityEntry)} />
      ) : error ? (
        <Problem error={error} what="the activity" retry={retry} />
      ) : (
        <SkeletonRows count={4} />
      )}
    </>
  )
}
