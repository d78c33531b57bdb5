import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { apiClient } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()

/** Signed as Stripe signs, whatever it says. */
function deliver(body: string) {
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', 'whsec_local').update(`${at}.${body}`).digest('hex')
  const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${at},v1=${signature}` }
  return apiClient(stack).post('/v1/webhooks/stripe', body, { headers })
}
const event = (more: object) =>
  JSON.stringify({
    id: `evt_${newId().replaceAll('-', '')}`,
    type: 'payment_intent.succeeded',
    created: 1_780_000_000,
    livemode: false,
    data: { object: { id: 'pi_1', description: 'x' } },
    ...more,
  })

it.each([
  ['NUL in a text', { data: { object: { description: 'a\0b' } } }],
  ['NUL in a name', { data: { object: { metadata: { 'a\0': 'b' } } } }],
  ['half a character', { data: { object: { description: '\ud83d' } } }],
])('WH1 an event with %s is taken, for Stripe would send it again for days', async (_, more) => {
  expect((await deliver(event(more))).status).toBe(200)
})

it.each([
  ['an id with NUL', { id: 'evt_\0' }],
  ['a type that is long', { type: 'x'.repeat(300) }],
  ['an account with NUL', { account: 'acct_\0' }],
  ['a time that is none', { created: 1e300 }],
  ['no object', { data: {} }],
  ['a list', { data: { object: [] } }],
])('an event with %s is no event', async (_, more) => {
  expect((await deliver(event(more))).status).toBe(400)
})
