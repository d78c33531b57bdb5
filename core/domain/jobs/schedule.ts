const MINUTE = 60
const HOUR = 60 * MINUTE
const DELAYS_SECONDS = [30, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, HOUR, 2 * HOUR, 4 * HOUR]

/** A job that was taken more often was never ended by its consumer, neither well nor badly. */
export const ATTEMPTS_MAX = DELAYS_SECONDS.length + 1

/** Seconds to wait after attempt number `attempt` (the first is 1) failed; null: give up, FAILED with an alert (DESIGN 6). */
export function retryDelaySeconds(attempt: number): number | null {
  return DELAYS_SECONDS[attempt - 1] ?? null
}
