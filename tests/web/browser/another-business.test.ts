import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
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
    await page.getByRole('heading', { name: 'How should your invoices look?' }).waitFor()
    const [call] = app.world.calls.filter(({ path }) => path === '/v1/auth/businesses')
    expect(call?.body).toMatchObject({ business_name: 'Second Corner', timezone: expect.any(String) })
  },
  20_000,
)
