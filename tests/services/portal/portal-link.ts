import type { NewJob } from '../../../core/contract/jobs.ts'
import type { Idempotency } from '../../../core/db/actor.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { SystemDb } from '../../../core/db/system-db.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import { hashToken, PortalLinks, returnUrl } from '../../../core/services/documents/portal-links.ts'
import { createPaymentLink } from '../../../core/services/invoices/links.ts'
import { PortalRow } from '../../../core/services/portal/invoice-row.ts'
import { viewDocument } from '../../../core/services/portal/view.ts'
import type { TestBusiness } from '../../support/business.ts'
import type { TestDatabase } from '../../support/database.ts'

const links = new PortalLinks('https://hub.example', 'a secret of sixteen')

/** A link of its own to an invoice, as its mail would have it. */
export async function linkTo(business: TestBusiness, invoiceId: string) {
  const { url } = await createPaymentLink(business.as('OWNER'), links, invoiceId)
  const token = url.split('/').at(-1)!
  return { url, token, hash: await hashToken(token), returnUrl: returnUrl('https://hub.example') }
}

export function portal(database: TestDatabase) {
  const db = (meter: Meter) => connect({ url: database.appUrl, gateway: database.gateway.url }, meter)
  return {
    db,
    view: async (hash: string, isSeen = true, meter = new Meter()) =>
      PortalRow.nullable().parse(await viewDocument(new SystemDb(db(meter)), 'invoice', hash, isSeen)),
    tenant: (hash: string, more: { idem?: Idempotency; meter?: Meter; jobs?: NewJob[] } = {}) =>
      TenantDb.open(
        db(more.meter ?? new Meter()),
        { kind: 'portal', tokenHash: hash },
        { requestId: 'req_portal', ip: '192.0.2.9' },
        {
          idem: more.idem,
          onWrite: (jobs) => more.jobs?.push(...jobs),
        },
      ),
  }
}
