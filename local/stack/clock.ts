import pg from 'pg'
import type { ClockChange, ClockPort } from '../services/product-clock.ts'

/** Moves product time, only forward, in the database as hub_local. */
export function databaseClock(localUrl: string): ClockPort {
  return {
    async shift(change) {
      const client = new pg.Client({ connectionString: localUrl })
      await client.connect()
      try {
        const { rows } = await client.query<{ now: Date }>(SHIFT, valuesOf(change))
        return rows[0]!.now
      } finally {
        await client.end()
      }
    },
  }
}

const SHIFT = `insert into app.clock as c (id, shift)
  values (true, greatest(interval '0', coalesce($2::timestamptz - now(), $1::interval)))
  on conflict (id) do update set shift = greatest(c.shift, coalesce($2::timestamptz - now(), c.shift + $1::interval))
  returning now() + shift as now`

const valuesOf = (change: ClockChange): [string | null, Date | null] =>
  'now' in change ? [null, change.now] : [`${change.advanceMs} milliseconds`, null]
