import { createHmac } from 'node:crypto'
import { newId } from '../../core/db/ids.ts'
import type { Make, Resource } from '../support/route-row.ts'

/** An event of Stripe that nothing here waits for, signed. */
const stripeEvent: Make = async () => {
  const body = JSON.stringify({
    id: `evt_${newId()}`,
    object: 'event',
    type: 'account.updated',
    account: `acct_${newId()}`,
    created: 1,
    livemode: false,
    data: { object: { object: 'account', id: 'x' } },
  })
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', 'whsec_local').update(`${at}.${body}`).digest('hex')
  return { body, headers: { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${at},v1=${signature}` } }
}

export default { rows: { 'POST /v1/webhooks/stripe': { call: stripeEvent } } } satisfies Resource
