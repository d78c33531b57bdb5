import { Remembered } from '../../core/domain/kernel/remembered.ts'
import type { Taken } from './sliding-window.ts'

const KEYS_MAX = 1_000
/** As many permits as one isolate can hold unused: by so many the count is exact. */
export const LEASE_MAX = 20
const LEASE_MS = 10_000
/** A request that ends while it asks never hears the answer. */
const ASKS_MS = 1_000
/** A window that slides may have room again soon. */
const REFUSED_MS = 1_000

interface Lease {
  permits: number
  size: number
  untilMs: number
  askedUntilMs: number
  refusal: { untilMs: number; retryMs: number }
}

/** Seconds to wait; 0 is a permit. */
type Wait = number

/**
 * The permits that this isolate holds, leased from the one place that counts each key, so that most requests ask nobody.
 * A lease is one permit at first, twice as many whenever the last was used up in time, and ends after ten seconds: what is
 * asked seldom wastes none. Of requests at once the first asks for the lease and the others for one permit each.
 */
export class Permits {
  private readonly leases = new Remembered<Lease>(KEYS_MAX)

  /** A promise only where `ask` must be asked. */
  take(key: string, ask: (wanted: number) => Promise<Taken>): Wait | Promise<Wait> {
    const now = Date.now()
    const lease = this.leases.get(key) ?? this.leases.set(key, newLease())
    if (now < lease.refusal.untilMs) return secondsUntil(lease.refusal.retryMs)
    if (lease.permits > 0 && now < lease.untilMs) {
      lease.permits--
      return 0
    }
    return now < lease.askedUntilMs ? this.askForOne(lease, ask) : this.renew(key, lease, ask)
  }

  private async askForOne(lease: Lease, ask: (wanted: number) => Promise<Taken>): Promise<Wait> {
    return settle(lease, await ask(1))
  }

  private async renew(key: string, lease: Lease, ask: (wanted: number) => Promise<Taken>): Promise<Wait> {
    const now = Date.now()
    const wasUsedUp = lease.permits === 0 && now < lease.untilMs
    lease.size = wasUsedUp ? Math.min(lease.size * 2, LEASE_MAX) : 1
    lease.permits = 0
    lease.askedUntilMs = now + ASKS_MS
    this.leases.set(key, lease)
    try {
      const taken = await ask(lease.size)
      lease.permits = Math.max(0, taken.granted - 1)
      lease.untilMs = Date.now() + LEASE_MS
      return settle(lease, taken)
    } finally {
      lease.askedUntilMs = 0
    }
  }
}

const newLease = (): Lease => ({
  permits: 0,
  size: 1,
  untilMs: 0,
  askedUntilMs: 0,
  refusal: { untilMs: 0, retryMs: 0 },
})

/** What was refused is refused for a moment without asking again. */
function settle(lease: Lease, { granted, retryAfterSeconds }: Taken): Wait {
  if (granted > 0) return 0
  const now = Date.now()
  lease.refusal = { untilMs: now + REFUSED_MS, retryMs: now + retryAfterSeconds * 1000 }
  return retryAfterSeconds
}

const secondsUntil = (ms: number): number => Math.max(1, Math.ceil((ms - Date.now()) / 1000))
