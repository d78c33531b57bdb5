import type { DurableObjectNamespace } from '@cloudflare/workers-types'
import type { Page } from './listeners.ts'
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

/** Tells those who are in a conversation that a page came, went on or left. */
export function tellPresence(
  namespace: DurableObjectNamespace<Live>,
  tenantId: string,
  { member, name, at }: Omit<Page, 'idsOf'>,
): Promise<void> {
  return Promise.resolve(stubOf(namespace, tenantId).moved(member, name, at)).catch(() => {})
}

/** The stream of changes of a business, as server-sent events, with the ids of some kinds; null when there is no place. */
export async function openStream(
  namespace: DurableObjectNamespace<Live>,
  tenantId: string,
  page: Page,
): Promise<Response | null> {
  const query = new URLSearchParams({ page: JSON.stringify(page) })
  const response = (await stubOf(namespace, tenantId).fetch(`https://live/?${query}`)) as unknown as Response
  return response.ok ? response : null
}
