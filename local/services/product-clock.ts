import type { Store } from './store.ts'

/** Moves the product time of the database forward and answers the new time. */
export interface ClockPort {
  shift(change: ClockChange): Promise<Date>
}

export type ClockChange = { advanceMs: number } | { now: Date }

/** Product time as the outside services see it: the machine's clock plus an offset that survives a restart. */
export interface ProductClock {
  now(): Date
  shift(change: ClockChange): Promise<Date>
  /** Takes over a time that was set elsewhere. */
  observe(now: Date): void
}

export function productClock(store: Store, port: ClockPort | null, onChange: () => void): ProductClock {
  const settings = store.collection<{ offsetMs: number }>('clock')
  const now = () => new Date(Date.now() + (settings.get('offset')?.offsetMs ?? 0))
  const observe = (time: Date) => {
    settings.put('offset', { offsetMs: time.getTime() - Date.now() })
    onChange()
  }
  return {
    now,
    observe,
    async shift(change) {
      const wanted = 'now' in change ? change.now : new Date(now().getTime() + change.advanceMs)
      observe(port ? await port.shift(change) : new Date(Math.max(wanted.getTime(), now().getTime())))
      return now()
    },
  }
}

/** Reads `{advance_ms}` or `{now}`; anything else is null. */
export function parseClockChange(body: Record<string, unknown> | null): ClockChange | null {
  if (!body) return null
  if (typeof body.advance_ms === 'number' && Number.isSafeInteger(body.advance_ms) && body.advance_ms >= 0) {
    return { advanceMs: body.advance_ms }
  }
  const now = typeof body.now === 'string' ? new Date(body.now) : null
  return now && !Number.isNaN(now.getTime()) ? { now } : null
}
