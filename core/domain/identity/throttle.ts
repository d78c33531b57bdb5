export const FREE_TRIES = 5
const WAIT_SECONDS_MAX = 900

/** How long the next try has to wait after so many failures in a row: five are free, then 1 s, 2 s, 4 s, up to 15 minutes (AU9). */
export function waitSeconds(failures: number): number {
  if (failures < FREE_TRIES) return 0
  return Math.min(2 ** Math.min(failures - FREE_TRIES, 20), WAIT_SECONDS_MAX)
}

/**
 * What the database counts with, for an account and for an address alike. Tries under way are limited too, because a
 * thousand at once would all pass before the first of them failed. Failures are forgotten an hour after the last.
 */
export const THROTTLE = {
  /** Seconds by number of failures, from none; the last holds for all beyond. */
  waits: Array.from({ length: 17 }, (_, failures) => waitSeconds(failures)),
  running_account: 10,
  running_address: 100,
  forget_seconds: 3600,
} as const
