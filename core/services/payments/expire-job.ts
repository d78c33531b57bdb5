import type { NewJob } from '../../contract/jobs.ts'
import { newId } from '../../db/ids.ts'

/** The amount or the state of an invoice changed: whatever checkout page is open for it must close at the provider. */
export const expireSessionsJob = (invoiceId: string): NewJob => ({
  type: 'CHECKOUT_EXPIRE',
  key: `checkout.expire:${invoiceId}:${newId()}`,
  payload: { invoice_id: invoiceId },
})
