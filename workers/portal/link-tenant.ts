import type { Idempotency } from '../../core/db/actor.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import { invalid } from '../../core/domain/kernel/errors.ts'
import { hashToken } from '../../core/services/documents/portal-links.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import { afterCommit, databaseOf, type HubContext } from '../context.ts'
import { addressOf } from '../middleware/limits.ts'

const KEY = /^[\x21-\x7e]{1,255}$/

/** On portal forms the token is the user (DESIGN 8). */
export async function keyOf(
  c: HubContext,
  scope: string,
  body: () => Promise<string>,
): Promise<Idempotency | undefined> {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined) return undefined
  if (!KEY.test(key)) throw invalid('Idempotency-Key', 'Use up to 255 visible characters, such as a UUID')
  return { scope, key, hash: await hashToken(await body()) }
}

/** The business of a link, for whoever holds it. */
export function portalTenant(c: HubContext, link: UsedLink, idem: Idempotency | undefined): TenantDb {
  return TenantDb.open(
    databaseOf(c.var.services.settings, c.var.meter),
    { kind: 'portal', tokenHash: link.hash },
    { requestId: c.var.requestId, ip: addressOf(c) },
    {
      idem,
      onWrite: (jobs, entry, beat) => c.executionCtx.waitUntil(afterCommit(c.env, entry.tenant_id, jobs, beat)),
    },
  )
}
