import { newId } from '../../db/ids.ts'
import type { Job } from '../../db/tenant-db.ts'

/** The amount or the state of an invoice changed: whatever checkout page is open for it must close at the provider. */
export const expireSessionsJob = (invoiceId: string): Job => ({
  type: 'CHECKOUT_EXPIRE',
  key: `checkout.expire:${invoiceId}:${newId()}`,
  payload: { invoice_id: invoiceId },
})
