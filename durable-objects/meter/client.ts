import type { DurableObjectNamespace } from '@cloudflare/workers-types'
import type { CallTake, CallTaken, CountedCalls, SettledCall } from '../../core/domain/plans/call-counts.ts'
import type { CallMeter } from './object.ts'

const TRIES = 2
const TRY_MS = 2_000

/** Asks the object of a business. Everything may be told twice, so that it is tried again; null where it gives no answer in some seconds. */
export function callMeter(namespace: DurableObjectNamespace<CallMeter>) {
  const stubOf = (tenantId: string) => namespace.get(namespace.idFromName(tenantId))
  return {
    take: (tenantId: string, call: CallTake): Promise<CallTaken | null> =>
      answered(async () => await stubOf(tenantId).take(call)),
    async settle(tenantId: string, month: string, settled: SettledCall[]): Promise<void> {
      await answered(async () => await stubOf(tenantId).settle(month, settled))
    },
    used: (tenantId: string, month: string): Promise<CountedCalls | null> =>
      answered(async () => await stubOf(tenantId).used(month)),
    async forget(tenantId: string): Promise<boolean> {
      const forgotten = await answered(async () => {
        await stubOf(tenantId).forget()
        return true
      })
      return forgotten ?? false
    },
  }
}

async function answered<T>(ask: () => Promise<T>): Promise<T | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return await within(TRY_MS, ask())
    } catch (error) {
      console.error(JSON.stringify({ event: 'call_meter.no_answer', error: String(error) }))
    }
  }
  return null
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`No answer in ${ms} ms`)), ms)
  try {
    return await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
