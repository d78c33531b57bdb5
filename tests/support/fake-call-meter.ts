import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { CallCounts, type Sql } from '../../durable-objects/meter/call-counts.ts'
import { callMeter } from '../../durable-objects/meter/client.ts'

const WAIT_MS = 3

/** What a Durable Object has, in memory. */
export function memorySql(): Sql {
  const database = new DatabaseSync(':memory:')
  return {
    exec(query, ...values) {
      const rows = database.prepare(query).all(...values)
      return { toArray: () => rows }
    },
  }
}

/**
 * The objects that count calls of models, as far away as they are in production: each call takes a while, what is passed is a copy, and
 * one can be down, lose its answers or its storage.
 */
export function fakeCallMeter() {
  const state = { isDown: false, losesAnswers: false, now: Date.now, asked: [] as string[] }
  const objects = new Map<string, CallCounts>()
  const objectOf = (tenantId: string): CallCounts => {
    const known = objects.get(tenantId) ?? new CallCounts(memorySql(), () => state.now())
    objects.set(tenantId, known)
    return known
  }
  const call = async (tenantId: string, method: string, args: unknown[]) => {
    state.asked.push(method)
    await pause(Math.random() * WAIT_MS)
    if (state.isDown) throw new Error('The object cannot be reached')
    const copies = structuredClone(args)
    const answer =
      method === 'forget'
        ? objects.delete(tenantId)
        : (objectOf(tenantId) as unknown as Record<string, (...all: unknown[]) => unknown>)[method]!(...copies)
    await pause(Math.random() * WAIT_MS)
    if (state.losesAnswers) throw new Error('Its answer was lost')
    return structuredClone(answer)
  }
  const stubOf = (tenantId: string) =>
    Object.fromEntries(
      ['take', 'settle', 'used', 'forget'].map((method) => [
        method,
        (...args: unknown[]) => call(tenantId, method, args),
      ]),
    )
  const namespace = { idFromName: (name: string) => name, get: stubOf }
  return {
    state,
    meter: callMeter(namespace as never),
    /** Its storage is lost. */
    lose: (tenantId: string) => void objects.delete(tenantId),
    has: (tenantId: string) => objects.has(tenantId),
  }
}
