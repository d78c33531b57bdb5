import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { business } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

it.each([
  ['desktop', (page: Page) => page.getByRole('button', { name: 'Dana Kowalski' })],
  ['phone', (page: Page) => page.getByRole('button', { name: 'More' })],
] as const)(
  'opens another business from the menu of a %s, and begins it',
  async (size, menu) => {
    const { page } = await app.open('/home', { size })
    await menu(page).click()
    await page.getByText('Open another business').filter({ visible: true }).click()
    await page.getByRole('button', { name: 'Open business' }).click()
    await page.getByText('Enter the name of the business').waitFor()
    await page.getByLabel('Business name').fill(' Second Corner ')
    await page.getByRole('button', { name: 'Open business' }).click()
    await page.getByRole('heading', { name: 'Your business, as customers see it' }).waitFor()
    const [call] = app.world.calls.filter(({ path }) => path === '/v1/auth/businesses')
    expect(call?.body).toMatchObject({ business_name: 'Second Corner', timezone: expect.any(String) })
  },
  20_000,
)

it.each([
  ['desktop', 'Dana Kowalski', 'menuitemradio'],
  ['phone', 'More', 'button'],
] as const)('says which of the others is closed, in the menu of a %s', async (size, menu, role) => {
  const { id, name } = business
  const mine = { role: 'OWNER', is_sample: false, is_closed: false, is_current: false } as const
  app.world.businesses = [
    { ...mine, tenant_id: id, name, is_current: true },
    { ...mine, tenant_id: '0193e5a2-0000-7000-8000-000000000001', name: 'Lakeside Roofing', is_closed: true },
    { ...mine, tenant_id: '0193e5a2-0000-7000-8000-000000000002', name: 'Second Corner' },
  ]
  const { page } = await app.open('/home', { size })
  await page.getByRole('button', { name: menu }).click()
  const choice = (label: string) => page.getByRole(role, { name: label, exact: true }).filter({ visible: true })
  await choice('Lakeside Roofing (closed)').waitFor()
  await choice('Second Corner').waitFor()
  expect(await violationsOf(page)).toEqual([])
})

it('a sample says what it is on every page, and goes with one tap', async () => {
  app.world.answers.set('GET /v1/business', ok({ ...business, is_sample: true, name: 'Sample: Hillside Plumbing' }))
  const { page } = await app.open('/home', { size: 'phone' })
  await page.getByText('nothing leaves it').waitFor()
  expect(await violationsOf(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  app.world.answers.delete('GET /v1/business')
  await page.getByRole('button', { name: 'Remove the sample' }).click()
  await page.getByText('The sample is gone, with all that was in it').waitFor()
  await page.getByText('nothing leaves it').waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe('/home')
  expect(app.world.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    '/v1/auth/sample',
  ])
})
