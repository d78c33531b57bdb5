import { AppError } from '../../core/domain/kernel/errors.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import { type OpenedPage, payInvoice } from '../../core/services/portal/pay.ts'
import type { HubContext } from '../context.ts'
import { readLimited } from '../middleware/body.ts'
import { keyOf, portalTenant } from './link-tenant.ts'

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
