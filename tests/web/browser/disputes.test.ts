import { expect, it } from 'vitest'
import { dispute } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

it.each(['desktop', 'phone'] as const)(
  'MO7 an open dispute is shown on a %s: what to do, and until when',
  async (size) => {
    app.world.answers.set('GET /v1/disputes', ok([dispute]))
    const { page } = await app.open('/', { size })
    const next = page.locator('.next-row', { hasText: 'Disputed by Desmond Clarke’s bank' })
    await next.waitFor()
    expect(await next.textContent()).toContain('Until Nov 27')
    await next.getByRole('link').click()
    const notice = page.getByRole('region', { name: 'The customer’s bank disputes a payment' })
    await notice.waitFor()
    const text = await notice.textContent()
    expect(text).toContain('$400.00')
    expect(text).toContain('The bank’s reason: what was paid for did not come.')
    expect(text).toContain('Answer in Stripe until')
    const answer = notice.getByRole('link', { name: 'Answer in Stripe' })
    expect(await answer.getAttribute('href')).toBe('https://dashboard.stripe.com/acct_1MapleCorner/test/disputes/dp_1')
    await page.goto(new URL('/payments', page.url()).href)
    await notice.waitFor()
    expect(await notice.textContent()).toContain('Desmond Clarke')
    expect(await notice.getByRole('link', { name: 'See INV-1039' }).isVisible()).toBe(true)
    const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(width).toBe(0)
  },
)

it('money without a place is said to be given back, with a reason', async () => {
  const { page } = await app.open('/payments')
  await page.getByRole('button', { name: 'Given back' }).click()
  const dialog = page.getByRole('dialog', { name: 'You gave $203.40 back?' })
  await dialog.getByRole('button', { name: 'It was given back' }).click()
  await dialog.getByText('Say how, for your records').waitFor()
  await dialog.getByLabel('How, and to whom').fill('By transfer, to Jane')
  await dialog.getByRole('button', { name: 'It was given back' }).click()
  await dialog.waitFor({ state: 'detached' })
  const sent = app.world.calls.find(({ method, path }) => method === 'POST' && path.endsWith('/return'))
  expect(sent?.body).toEqual({ reason: 'By transfer, to Jane' })
})
