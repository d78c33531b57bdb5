export const FREE_TRIES = 5
const WAIT_SECONDS_MAX = 900

/** How long one has to wait after the last free try and each that follows: 1 s, 2 s, 4 s, up to 15 minutes (AU9). */
export const waitSeconds = (beyond: number): number => Math.min(2 ** Math.min(beyond, 20), WAIT_SECONDS_MAX)

/**
 * What the database counts tries at passwords with. Who guesses is slowed by account and address together, so that he keeps
 * nobody else out, and more widely by each of them; a device that signed in before is counted alone, by the rule of a pair.
 * Tries under way are limited too, because a thousand at once would all pass before the first of them failed. Failures are
 * forgotten an hour after the first.
 */
export const THROTTLE = {
  waits: Array.from({ length: 11 }, (_, beyond) => waitSeconds(beyond)),
  pair: { free: FREE_TRIES, running: 10 },
  account: { free: 20, running: 10 },
  address: { free: 50, running: 100 },
  forget_seconds: 3600,
} as const
