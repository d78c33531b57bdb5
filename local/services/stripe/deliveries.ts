import { createHmac } from 'node:crypto'
import { shuffled } from '../shuffled.ts'
import type { Collection } from '../store.ts'
import type { Owned, StripeEvent, StripeMode } from './state.ts'

export interface Delivery {
  id: string
  state: 'waiting' | 'delivered' | 'lost' | 'failed'
  attempts: number
  /** Milliseconds of the machine's clock. */
  nextAt: number
}

export interface Deliveries {
  enqueue(eventId: string): void
  redeliver(wish: { times: number; shuffle: boolean; type?: string }): Promise<{ delivered: number; failed: number }>
  /** Takes up what a former process left. */
  resume(): void
  close(): void
}

interface Outside {
  deliveries: Collection<Delivery>
  events: Collection<Owned<StripeEvent>>
  mode(): StripeMode
  webhookUrl(): string
  webhookSecret: string
  /** Waits before the second and later attempts. */
  retryMs: readonly number[]
}

export const RETRY_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000]
const TIMEOUT_MS = 15_000
const SHUFFLED_AT_ONCE = 4

/** Sends signed events, tries again when that fails, and loses them while webhooks are switched off. */
export function webhookDeliveries(outside: Outside): Deliveries {
  const timers = new Map<string, NodeJS.Timeout>()
  const closing = new AbortController()
  const schedule = (delivery: Delivery) => {
    clearTimeout(timers.get(delivery.id))
    timers.set(
      delivery.id,
      setTimeout(() => attempt(delivery.id).catch(() => {}), Math.max(0, delivery.nextAt - Date.now())),
    )
  }
  const attempt = async (id: string) => {
    timers.delete(id)
    if (outside.mode().webhooks === 'off') return settle(outside, id, 'lost')
    const isDelivered = await post(outside, id, closing.signal)
    if (closing.signal.aborted) return
    if (isDelivered) return settle(outside, id, 'delivered')
    const next = afterFailure(outside, id)
    if (next.state === 'waiting') schedule(next)
  }
  return {
    enqueue(id) {
      const isLost = outside.mode().webhooks === 'off'
      const delivery: Delivery = { id, state: isLost ? 'lost' : 'waiting', attempts: 0, nextAt: Date.now() }
      outside.deliveries.put(id, delivery)
      if (!isLost) schedule(delivery)
    },
    redeliver: (wish) => redeliver(outside, wish, closing.signal),
    resume() {
      for (const delivery of outside.deliveries.all()) if (delivery.state === 'waiting') schedule(delivery)
    },
    close() {
      closing.abort()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

/** The header that Stripe sends with a payload. */
export function signature(payload: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex')}`
}

function settle(outside: Outside, id: string, state: Delivery['state']) {
  const delivery = outside.deliveries.get(id)
  if (delivery) outside.deliveries.put(id, { ...delivery, state, attempts: delivery.attempts + 1 })
}

function afterFailure(outside: Outside, id: string): Delivery {
  const attempts = (outside.deliveries.get(id)?.attempts ?? 0) + 1
  const wait = outside.retryMs[attempts - 1]
  const next: Delivery = {
    id,
    attempts,
    state: wait === undefined ? 'failed' : 'waiting',
    nextAt: Date.now() + (wait ?? 0),
  }
  outside.deliveries.put(id, next)
  return next
}

async function post(outside: Outside, id: string, closing: AbortSignal): Promise<boolean> {
  const event = outside.events.get(id)
  if (!event) return true
  const payload = JSON.stringify(event.object, null, 2)
  try {
    const response = await fetch(outside.webhookUrl(), {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature(payload, outside.webhookSecret, Math.floor(Date.now() / 1000)),
      },
      body: payload,
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

async function redeliver(
  outside: Outside,
  { times, shuffle, type }: { times: number; shuffle: boolean; type?: string },
  closing: AbortSignal,
) {
  const ids = outside.events
    .all()
    .map((event) => event.object)
    .filter((event) => type === undefined || event.type === type)
    .map((event) => event.id)
  const round = Array.from({ length: times }, () => ids).flat()
  const queue = shuffle ? shuffled(round) : round
  const counts = { delivered: 0, failed: 0 }
  const work = async () => {
    for (let id = queue.shift(); id !== undefined && !closing.aborted; id = queue.shift()) {
      const isDelivered = await post(outside, id, closing)
      counts[isDelivered ? 'delivered' : 'failed'] += 1
      if (isDelivered) settle(outside, id, 'delivered')
    }
  }
  await Promise.all(Array.from({ length: shuffle ? SHUFFLED_AT_ONCE : 1 }, work))
  return counts
}
