import type { DurableObjectNamespace } from '@cloudflare/workers-types'
import type { Live } from './object.ts'

const stubOf = (namespace: DurableObjectNamespace<Live>, tenantId: string) =>
  namespace.get(namespace.idFromName(tenantId))

/** Tells the open pages of a business what changed; nobody waits for it and nothing depends on it. */
export function tellChanged(
  namespace: DurableObjectNamespace<Live>,
  tenantId: string,
  kind: string,
  id: string,
): Promise<void> {
  return Promise.resolve(stubOf(namespace, tenantId).changed(kind, id)).catch(() => {})
}

/** The stream of changes of a business, as server-sent events. */
export function openStream(namespace: DurableObjectNamespace<Live>, tenantId: string): Promise<Response> {
  return stubOf(namespace, tenantId).fetch('https://live/') as unknown as Promise<Response>
}
