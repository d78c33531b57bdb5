import type { Data } from '../../routes.ts'
import type { ReviewSummary } from './queue.ts'

export type Counts = Omit<Data<'get', '/v1/ops/review-queue'>, 'reviews'>
type Late = Pick<ReviewSummary, 'is_late'>

/** With one more or fewer, until the server is asked again. */
export const counted = (counts: Counts, row: Late | undefined, by: 1 | -1): Counts =>
  row
    ? {
        ...counts,
        waiting: Math.max(0, counts.waiting + by),
        late: Math.max(0, counts.late + (row.is_late ? by : 0)),
      }
    : counts

/** Without what is on its way. */
export const leftOf = (counts: Counts, going: readonly Late[], first: ReviewSummary | undefined): Counts => ({
  ...counts,
  waiting: Math.max(0, counts.waiting - going.length),
  late: Math.max(0, counts.late - going.filter(({ is_late }) => is_late).length),
  oldest_at: first?.asked_at ?? null,
})
