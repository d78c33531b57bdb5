import type { Db } from '../../core/db/meter.ts'

export class Crash extends Error {}

export interface CrashPoint {
  /** The trip, from 1, around which the Worker dies. */
  trip: number
  /** `before`: the database never hears of it; `after`: it commits and nobody learns. */
  when: 'before' | 'after'
}

/** A handle whose Worker dies at a given trip: exactly what a lost isolate or a lost answer looks like from outside. */
export function crashingDb(db: Db, point: CrashPoint): Db {
  let trips = 0
  const batch = async (steps: Parameters<Db['batch']>[0]) => {
    trips++
    if (trips === point.trip && point.when === 'before') throw new Crash(`before trip ${trips}`)
    const rows = await db.batch(steps)
    if (trips === point.trip && point.when === 'after') throw new Crash(`after trip ${trips}`)
    return rows
  }
  return new Proxy(db, { get: (target, name) => (name === 'batch' ? batch : Reflect.get(target, name, target)) })
}

export const crashPoints = (trips: number): CrashPoint[] =>
  Array.from({ length: trips }, (_, index) => index + 1).flatMap((trip) => [
    { trip, when: 'before' as const },
    { trip, when: 'after' as const },
  ])
