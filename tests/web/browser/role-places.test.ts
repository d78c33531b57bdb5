import { expect, it } from 'vitest'
import { summaries } from '../support/maple.ts'
import { useApp } from './app.ts'

const app = useApp()
const paymentCalls = () => app.world.calls.filter(({ path }) => path.startsWith('/v1/payments'))

it('offers an agent no payments: not at the side, not in the palette, not by keys, not on Home', async () => {
  app.world.role = 'AGENT'
  const { page } = await app.open('/home')
  const side = page.getByRole('navigation', { name: 'Main', exact: true })
  await side.getByRole('link', { name: 'Invoices' }).waitFor()
  await expect.poll(() => page.getByText('Paid today').count()).toBe(0)
  await page.getByText('Unpaid').waitFor()
  expect(await side.getByRole('link', { name: 'Payments' }).count()).toBe(0)
  await page.keyboard.press('?')
  await page.getByText('Go to Invoices').waitFor()
  expect(await page.getByText('Go to Payments').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByText('Go to Invoices').waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.type('inv')
  await page.getByRole('option', { name: /^Invoices/ }).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('pay')
  await expect.poll(() => page.getByRole('option').count()).toBe(0)
  expect(new URL(page.url()).pathname).toBe('/home')
  expect(paymentCalls()).toEqual([])
}, 20_000)

it('tells an agent who typed the address that he cannot see payments', async () => {
  app.world.role = 'AGENT'
  const { page } = await app.open('/payments', { size: 'phone' })
  await page.getByRole('heading', { name: 'You cannot see payments' }).waitFor()
  expect(await page.getByLabel('Paid', { exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: 'More' }).click()
  const sheet = page.getByRole('dialog', { name: 'More' })
  await sheet.getByRole('button', { name: 'Settings' }).waitFor()
  expect(await sheet.getByRole('button', { name: 'Payments' }).count()).toBe(0)
}, 20_000)

it('tells staff who typed the address of the first steps that they are not theirs', async () => {
  app.world.role = 'STAFF'
  const { page } = await app.open('/welcome?step=profile')
  await page.getByRole('heading', { name: 'You cannot see how the business is set up' }).waitFor()
  expect(await page.getByRole('button', { name: /Continue|Save/ }).count()).toBe(0)
}, 20_000)

it('offers payments to a viewer, by key and at the side', async () => {
  app.world.role = 'VIEWER'
  const { page } = await app.open('/home')
  await page.getByRole('link', { name: 'Payments', exact: true }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.getByText('Harriet Lowe').waitFor()
  expect(new URL(page.url()).pathname).toBe('/payments')
}, 20_000)

it.each(['desktop', 'phone'] as const)(
  'asks nobody to send who may not, on a %s',
  async (size) => {
    app.world.role = 'AGENT'
    const { page } = await app.open('/home', { size })
    const draft = page.locator('.next-row', { hasText: 'The Annex Property Group' })
    await draft.getByText('Draft for The Annex Property Group').waitFor()
    await draft.getByRole('link', { name: /^Finish/ }).click()
    await page.getByText('How they pay').waitFor()
    expect(await page.getByText('Send by').count()).toBe(0)
    expect(await page.getByLabel('Message').count()).toBe(0)
    await page.goto(`${app.origin}/invoices/${summaries[0]!.id}`)
    await page.locator('.three-card', { hasText: 'Next?' }).getByText('To be sent').waitFor()
  },
  20_000,
)

const GATED = [
  '/payments',
  '/invoices/recurring',
  '/contacts/00000000-0000-7000-8000-000000000100/statement',
  '/drafts',
  '/drafts/activity',
  '/settings/ai',
  '/settings/activity',
  '/settings/data',
  '/welcome?step=profile',
]

it('tells an owner nowhere that he may not, while it is not known what he may', async () => {
  const { page } = await app.open('/home')
  await page.addInitScript(() => {
    const look = () => document.body?.textContent.includes('You cannot see') && Object.assign(window, { refused: true })
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
  })
  await page.route(/\/v1\/auth\/me$/, async (route) => {
    await page
      .locator('main h1, main [aria-busy]')
      .first()
      .waitFor({ timeout: 1000 })
      .catch(() => {})
    await route.continue()
  })
  const refused: string[] = []
  for (const path of GATED) {
    const told = page.waitForResponse(/\/v1\/auth\/me$/)
    await page.goto(app.origin + path)
    await told
    if (await page.evaluate(() => 'refused' in window)) refused.push(path)
  }
  expect(refused).toEqual([])
}, 40_000)
