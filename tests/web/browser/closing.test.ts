import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { business } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const CLOSING = {
  closed_at: '2026-11-20T16:50:00.000Z',
  kept_until: '2026-12-20T16:50:00.000Z',
  owners: ['Dana Kowalski'],
}

it.each(['desktop', 'phone'] as const)(
  'an owner closes the business by its name and his password, and opens it again: %s',
  async (size) => {
    const { page, complaints } = await app.open('/settings/data', { size, theme: size === 'phone' ? 'dark' : 'light' })
    await page.getByRole('button', { name: 'Close this business' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('After 30 days it is removed for good').waitFor()
    await dialog.getByText(/^Exported /).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close the business' }).click()
    await dialog.getByText('Type the name as it stands: Maple Corner Plumbing').waitFor()
    await dialog.getByText('Enter your password').waitFor()
    await dialog.getByLabel('Type “Maple Corner Plumbing” to confirm').fill('maple corner plumbing')
    await dialog.getByLabel('Your password').fill('a good password')
    app.world.answers.set('POST /v1/business/close', ok({ ...business, closing: CLOSING, allowed_actions: ['reopen'] }))
    app.world.closing = CLOSING
    await dialog.getByLabel('Your password').press('Enter')
    await page.getByRole('heading', { name: 'Maple Corner Plumbing is closed' }).waitFor()
    await page
      .getByText('Until Dec 20, 2026 you can open it again; then it is removed with everything in it.')
      .waitFor()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(app.world.calls.find(({ path }) => path === '/v1/business/close')?.body).toEqual({
      name: 'maple corner plumbing',
      password: 'a good password',
    })
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    // Whatever else is asked for, this is what is shown.
    await page.goto(`${app.origin}/invoices`)
    await page.getByRole('heading', { name: 'Maple Corner Plumbing is closed' }).waitFor()
    app.world.answers.set('POST /v1/business/reopen', ok(business))
    app.world.closing = null
    await page.getByRole('button', { name: 'Open again' }).click()
    await page.getByText('Birchwood Dental: follow up').waitFor()
    expect(complaints).toEqual([])
  },
)

it('a page that is open meanwhile, of somebody else: it says who can open the business', async () => {
  app.world.role = 'STAFF'
  const { page } = await app.open('/contacts')
  await page.getByText('Rosa Mendes').first().waitFor()
  app.world.closing = CLOSING
  const refused = {
    error: { code: 'BUSINESS_CLOSED', message: 'This business was closed', details: [] },
    meta: { request_id: 'req_1' },
  }
  app.world.answers.set('GET /v1/home/summary', { status: 403, body: refused })
  await page.getByRole('link', { name: 'Home' }).first().click()
  await page.getByText('Dana Kowalski can open it again.').waitFor()
  expect(await page.getByRole('button', { name: 'Open again' }).count()).toBe(0)
  expect(await page.getByText('Export everything').count()).toBe(0)
  expect(await violationsOf(page)).toEqual([])
  app.world.closing = null
  app.world.answers.clear()
  await page.getByRole('button', { name: 'Look again' }).click()
  await page.waitForURL('**/home')
})
