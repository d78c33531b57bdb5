import type { DurableObjectNamespace } from '@cloudflare/workers-types'
import type { Limiter } from './object.ts'
import type { Taken } from './sliding-window.ts'

export interface Rate {
  limit: number
  seconds: number
}

/** Asks for some more of `key`; the object's name carries the kind, so kinds never share a count. */
export async function take(
  namespace: DurableObjectNamespace<Limiter>,
  key: string,
  wanted: number,
  { limit, seconds }: Rate,
): Promise<Taken> {
  const stub = namespace.get(namespace.idFromName(key))
  return await stub.take(wanted, limit, seconds)
}
