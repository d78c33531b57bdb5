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

/** The stream of changes of a business, as server-sent events, with the ids of some kinds; null when there is no place. */
export async function openStream(
  namespace: DurableObjectNamespace<Live>,
  tenantId: string,
  member: string,
  idsOf: readonly string[],
): Promise<Response | null> {
  const query = new URLSearchParams([['member', member], ...idsOf.map((kind) => ['ids_of', kind])])
  const response = (await stubOf(namespace, tenantId).fetch(`https://live/?${query}`)) as unknown as Response
  return response.ok ? response : null
}
