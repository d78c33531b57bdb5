import type { Idempotency } from '../../core/db/actor.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import { AppError, invalid } from '../../core/domain/kernel/errors.ts'
import { hashToken } from '../../core/services/documents/portal-links.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import { type OpenedPage, payInvoice } from '../../core/services/portal/pay.ts'
import { afterCommit, databaseOf, type HubContext } from '../context.ts'
import { readLimited } from '../middleware/body.ts'
import { addressOf } from '../middleware/limits.ts'

const KEY = /^[\x21-\x7e]{1,255}$/
const BODY_BYTES_MAX = 4096
/** How long a person's form waits for a page that is just being made; a program is told to come again at once. */
const WAITS_MS = [300, 700, 1000]

/** The checkout page for the invoice of this link; `isPatient` waits while another payer's page is being made. */
export async function openCheckoutPage(c: HubContext, link: UsedLink, isPatient: boolean): Promise<OpenedPage> {
  const idem = await keyOf(c, `portal:${link.hash}:POST:pay`, () => readLimited(c.req.raw, BODY_BYTES_MAX))
  const tenant = portalTenant(c, link, idem)
  const pay = () => payInvoice(tenant, c.var.services.payments, link, idem !== undefined)
  for (const ms of isPatient ? WAITS_MS : []) {
    try {
      return await pay()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'IN_FLIGHT') throw error
      await new Promise((resolve) => setTimeout(resolve, ms))
    }
  }
  const checkout = await pay()
  if (tenant.replayed) c.header('Idempotent-Replayed', 'true')
  return checkout
}

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

function portalTenant(c: HubContext, link: UsedLink, idem: Idempotency | undefined): TenantDb {
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
