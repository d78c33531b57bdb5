/** How long a draft may wait for its review before it is late (H-AI-16). */
export const REVIEW_MINUTES = 20

const MINUTE_MS = 60_000

/** Until when a review that was asked for is in time, and whether it is late at `now`. */
export function reviewDue(askedAt: Date, now: Date): { due: Date; isLate: boolean } {
  const due = new Date(askedAt.getTime() + REVIEW_MINUTES * MINUTE_MS)
  return { due, isLate: now.getTime() > due.getTime() }
}
