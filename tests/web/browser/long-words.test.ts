import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'
const NAMES = /Rosa Mendes|Birchwood Dental|Jane Okafor|Dana Kowalski|Maple Corner Plumbing|Copper pipe, 15 mm/g

/** Everybody and everything goes by one long word. */
async function renameAll(page: Page): Promise<void> {
  await page.route(/\/v1\/(?!live)/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(NAMES, WORD) })
  })
}

it.each([
  '/home',
  '/contacts',
  '/invoices',
  '/invoices/00000000-0000-7000-8000-000000000204',
  '/settings/team',
  '/settings/items',
])('a name of one long word stays inside a phone on %s', async (path) => {
  const { page } = await app.open('/icon.svg', { size: 'phone' })
  await renameAll(page)
  await page.goto(app.origin + path)
  await page.getByText(WORD).filter({ visible: true }).first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})
