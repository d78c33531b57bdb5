import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const QUOTE_1 = '00000000-0000-7000-8000-000000000801'
const QUOTE = '/quotes/00000000-0000-7000-8000-00000000080'
const sent = (method: string, path: RegExp) =>
  app.world.calls.findLast((call) => call.method === method && path.test(call.path))?.body

const menu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

describe('the answer of a customer', () => {
  it('that came by phone needs a note, takes what he chose, and becomes an invoice in one tap', async () => {
    const { page } = await app.open(`${QUOTE}1`)
    await menu(page, 'Approve for the customer…')
    const dialog = page.getByRole('dialog', { name: 'Approve Q-1005 for Jane Okafor' })
    await dialog.getByRole('checkbox', { name: 'Leak sensor, $200.00' }).press('Space')
    await dialog.getByLabel('Quantity of Leak sensor').fill('three')
    await dialog.getByRole('button', { name: 'Record approval' }).press('Enter')
    await dialog.getByText('Say how you know').waitFor()
    await dialog.getByText('Use a number').waitFor()
    await dialog.getByLabel('Quantity of Leak sensor').fill('3')
    await dialog.getByLabel('Note, kept as evidence').fill('She called at noon')
    await dialog.getByRole('button', { name: 'Record approval' }).press('Enter')
    const evidence = page.getByRole('region', { name: 'Approved' })
    await evidence.getByText('She called at noon').waitFor()
    await evidence.getByText('Recorded by Dana Kowalski for the customer').waitFor()
    expect(sent('POST', /\/approve$/)).toEqual({
      note: 'She called at noon',
      name: 'Jane Okafor',
      lines: [{ id: '00000000-0000-7000-8000-000000000952', qty: '3' }],
      if_match_version: 1,
    })
    await page.getByRole('region', { name: 'As approved' }).getByText('$1,898.40').waitFor()
    const history = page.getByRole('list', { name: 'Newest first' })
    await history.getByText('Approved on its page by Desmond Clarke').waitFor()
    await history.getByText('Jane Okafor opened it again').waitFor()
    await page.getByLabel('Files to add').setInputFiles({
      name: 'plan.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7 a plan'),
    })
    await page.getByRole('region', { name: 'Files' }).getByText('plan.pdf').waitFor()
    await expect.poll(() => sent('POST', /\/link$/)).toEqual({ linked_entity_type: 'QUOTE', linked_entity_id: QUOTE_1 })
    await page.getByRole('button', { name: 'Convert to invoice' }).press('Enter')
    await page.getByRole('heading', { name: 'Edit invoice' }).waitFor()
    await page.getByText('Q-1005 is an invoice now').waitFor()
    await page.goto(`${app.origin}${QUOTE}1`)
    await page.getByRole('link', { name: 'The invoice that it became' }).waitFor()
    expect(await page.getByRole('button', { name: 'Convert to invoice' }).count()).toBe(0)
  }, 30_000)

  it('that was a no is kept with its reason; what was half written stays on the device', async () => {
    const { page } = await app.open(`${QUOTE}2`, { size: 'phone' })
    await menu(page, 'Reject for the customer…')
    const dialog = page.getByRole('dialog', { name: 'Reject Q-1004 for Harriet Lowe' })
    await dialog.getByLabel('Note, kept as evidence').fill('Too dear')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await menu(page, 'Reject for the customer…')
    expect(await dialog.getByLabel('Note, kept as evidence').inputValue()).toBe('Too dear')
    await dialog.getByRole('button', { name: 'Record rejection' }).click()
    await page.locator('.three-card', { hasText: 'Approved?' }).getByText('Too dear').waitFor()
    expect(sent('POST', /\/reject$/)).toEqual({ note: 'Too dear', if_match_version: 1 })
  }, 20_000)
})
