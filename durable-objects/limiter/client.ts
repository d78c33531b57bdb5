import type { DurableObjectNamespace } from '@cloudflare/workers-types'
import type { Limiter, Verdict } from './object.ts'

/** Asks for one more of `key`; the object's name carries the kind, so kinds never share a count. */
export async function takeOne(
  namespace: DurableObjectNamespace<Limiter>,
  key: string,
  limit: number,
  windowSeconds: number,
): Promise<Verdict> {
  const stub = namespace.get(namespace.idFromName(key))
  return await stub.take(limit, windowSeconds)
}
