import { expect, it } from 'vitest'
import { home, stripeAccount } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const sent = (method: string, path: string) =>
  app.world.calls.filter((call) => call.method === method && call.path === path).map(({ body }) => body)

it.each([
  { is: 'not begun', account: null, main: 'Connect Stripe' },
  { is: 'begun at Stripe', account: stripeAccount.account, main: 'Continue at Stripe' },
])('one button is the main one while Stripe is $is, and there is a way back', async ({ account, main }) => {
  app.world.answers.set(
    'GET /v1/stripe-account',
    ok({ ...stripeAccount, account, charges_enabled: false, is_paid_online: false, allowed_actions: ['create'] }),
  )
  const { page } = await app.open('/welcome?step=payment', { size: 'phone' })
  await page.getByRole('button', { name: main }).waitFor()
  expect(await page.locator('.button.primary').allTextContents()).toEqual([main])
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('heading', { name: 'Write the first one' }).waitFor()
  await page.goto(`${app.origin}/welcome?step=business`)
  await page.getByRole('heading', { name: 'Your business, as customers see it' }).waitFor()
  expect(await page.getByRole('link', { name: 'Back' }).count()).toBe(0)
})

it('fills the preview in as one types, keeps what was skipped, and goes on elsewhere', async () => {
  const { page, complaints } = await app.open('/welcome', { locale: 'de-DE' })
  const preview = page.getByRole('region', { name: 'Preview' })
  await page.getByLabel('Business name').fill('Harbord Drains')
  await preview.getByText('Harbord Drains').waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'What kind of business is it?' }).waitFor()
  expect(sent('PATCH', '/v1/business')).toEqual([{ name: 'Harbord Drains', if_match_version: 3 }])
  expect(sent('POST', '/v1/onboarding/steps/business/complete')).toEqual([{ data: {} }])
  await page.getByLabel('Shop with a till').check()
  await page.getByText('“Requests” is called “Orders / Issues”.').waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('Nothing has arrived yet').waitFor()
  expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Skip for now' }).click()

  await page.getByLabel('Name 1').fill('Jane Okafor')
  app.world.answers.set('POST /v1/onboarding/steps/contacts/skip', { status: 0, body: null })
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Skip for now' }).click()
  await page.getByText('The connection was lost. Nothing you typed is gone.').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Skip for now' }).click()
  await page.getByRole('heading', { name: 'Write the first one' }).waitFor()
  expect(sent('POST', '/v1/onboarding/steps/contacts/skip')).toEqual([{ data: { name_1: 'Jane Okafor' } }])

  await page.getByLabel('What is it for?').fill('Tap')
  await page.getByLabel('Price in CAD').fill('1.234,5')
  await preview.getByText('1.234,50').first().waitFor()
  // Another window of the same person begins where this one is, with what was typed.
  await page.evaluate(() => localStorage.clear())
  await page.goto(`${app.origin}/welcome?step=contacts`)
  expect(await page.getByLabel('Name 1').inputValue()).toBe('Jane Okafor')
  await page.goto(`${app.origin}/welcome`)
  await page.getByRole('heading', { name: 'Write the first one' }).waitFor()
  expect(complaints.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
}, 30_000)

it('Home says what is left, and shows it no more to who does not want to see it', async () => {
  const left = [
    { key: 'channel', title: 'Bring the mail of customers here', status: 'SKIPPED' },
    { key: 'send', title: 'Send it', status: 'PENDING' },
  ]
  app.world.answers.set('GET /v1/home/summary', ok({ ...home, onboarding: { done: 5, total: 7, left } }))
  const { page } = await app.open('/home', { size: 'phone' })
  const card = page.getByRole('region', { name: 'First steps' })
  await card.getByText('5 of 7 done').waitFor()
  expect(await card.getByRole('link', { name: 'Go on' }).getAttribute('href')).toBe('/welcome?step=send')
  app.world.answers.delete('GET /v1/home/summary')
  await card.getByRole('button', { name: 'Do not show this again' }).click()
  await card.waitFor({ state: 'detached' })
  expect(sent('PATCH', '/v1/onboarding')).toEqual([{ hidden: true }])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => sent('PATCH', '/v1/onboarding').at(-1)).toEqual({ hidden: false })
})
