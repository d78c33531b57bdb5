import { createHmac } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { apiClient, type SignedUp, signUp } from '../support/api.ts'
import { useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys()
let owner: SignedUp
beforeAll(async () => {
  if (stack.origin) owner = await signUp(stack)
})

/** Stripe's event that an account can be paid, or not any more. */
async function tellAccount(account: string, chargesEnabled: boolean): Promise<void> {
  const event = {
    id: `evt_${newId()}`,
    object: 'event',
    type: 'account.updated',
    account,
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { object: 'account', id: account, charges_enabled: chargesEnabled } },
  }
  const body = JSON.stringify(event)
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', 'whsec_local').update(`${at}.${body}`).digest('hex')
  const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${at},v1=${signature}` }
  expect((await apiClient(stack).post('/v1/webhooks/stripe', body, { headers })).status).toBe(200)
}

it('shows a change of the account for payments in every open tab, whoever made it', async () => {
  const [here, there] = [await signedIn(owner), await signedIn(owner)]
  for (const { page, origin } of [here, there]) {
    await page.goto(`${origin}/settings/payments`)
    await page.getByText('Not connected yet.').waitFor()
  }
  await here.page.getByRole('button', { name: 'Connect Stripe' }).click()
  await there.page.getByText('Connected.').waitFor()
  const { account } = (await owner.api.get('/v1/stripe-account')).body.data
  await tellAccount(account, false)
  for (const { page } of [here, there]) await page.getByText('Stripe needs a few more details').waitFor()
  await tellAccount(account, true)
  for (const { page } of [here, there]) await page.getByText('Connected.').waitFor()
})

it('shows what someone else made of the business, the team and the taxes', async () => {
  const { page, origin } = await signedIn(owner)
  // What happens between the first answers and the stream is heard by nobody (docs/state.md).
  const listening = page.waitForResponse((response) => response.url().endsWith('/v1/live'))
  await page.goto(`${origin}/settings/team`)
  await page.getByText('Olga Owner').first().waitFor()
  await listening
  const email = `kim-${newId()}@example.com`
  await owner.api.post('/v1/team/invitations', { email, role: 'VIEWER' })
  await page.getByText(email).waitFor()
  await owner.api.patch('/v1/business', { name: 'Annex Plumbing' })
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByText('Annex Plumbing').waitFor()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Taxes' }).click()
  await page.getByText('No taxes yet').waitFor()
  await owner.api.post('/v1/tax-rates', { name: 'HST', percent: '13' })
  await page.getByText('13%').waitFor()
})
