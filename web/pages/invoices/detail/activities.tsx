import type { Activity, Invoice } from '../../../../core/contract/invoices.ts'
import { Problem, SkeletonRows } from '../../../components/states.tsx'
import { Timeline } from '../../../components/timeline.tsx'
import { activityEntries } from '../../../models/invoice-activity.ts'

export function Activities({
  invoice,
  activities,
  error,
  retry,
}: {
  invoice: Invoice
  activities: readonly Activity[] | undefined
  error: unknown
  retry: () => void
}) {
  return (
    <>
      <h2 class="section-title">Activity</h2>
      {activities ? (
        <Timeline label="Newest first" entries={activityEntries(activities, invoice)} />
      ) : error ? (
        <Problem error={error} what="the activity" retry={retry} />
      ) : (
        <SkeletonRows count={4} />
      )}
    </>
  )
}
