import { expect, it } from 'vitest'
import { stripeAccount } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

it.each([
  { is: 'not begun', account: null, main: 'Connect Stripe' },
  { is: 'begun at Stripe', account: stripeAccount.account, main: 'Continue at Stripe' },
])('one button is the main one while Stripe is $is, and there is a way back', async ({ account, main }) => {
  app.world.answers.set(
    'GET /v1/stripe-account',
    ok({ ...stripeAccount, account, charges_enabled: false, is_paid_online: false, allowed_actions: ['create'] }),
  )
  const { page } = await app.open('/welcome?step=3', { size: 'phone' })
  await page.getByRole('button', { name: main }).waitFor()
  expect(await page.locator('.button.primary').allTextContents()).toEqual([main])
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('heading', { name: 'Do you charge tax?' }).waitFor()
  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('heading', { name: 'How should your invoices look?' }).waitFor()
  expect(await page.getByRole('link', { name: 'Back' }).count()).toBe(0)
})
