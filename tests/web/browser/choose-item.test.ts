import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { DocumentInput } from '../../../core/contract/documents.ts'
import { priceList } from '../support/maple.ts'
import { useApp } from './app.ts'

const app = useApp()
const DRAFT = '/invoices?edit=00000000-0000-7000-8000-000000000200'
const [labour] = priceList

const saves = () => app.world.calls.filter((call) => call.method === 'PATCH')
const lastSaved = () => (saves().at(-1)?.body as DocumentInput | undefined)?.line_items.at(-1)

/** It saves after a pause in typing; how long an answer takes is the machine's. */
const AFTER_PAUSE = { timeout: 5000 }

async function choose(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.type(typed)
  await page.getByRole('option', { name }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

const FILLED = {
  item_id: labour!.id,
  name: 'Labour',
  description: 'Licensed plumber, tools included',
  qty: '2',
  unit: 'h',
  rate: '120.00',
  tax_rate_id: labour!.tax_rate_id,
  discount: null,
}

it('the first letters of an item fill a line, which is saved whole', async () => {
  const { page } = await app.open(DRAFT)
  await page.getByRole('button', { name: 'Add line' }).click()
  await choose(page, 'lab', 'Labour $120.00 / h')
  await page.getByLabel('Quantity').last().fill('2')
  await page.locator('.preview-pane').getByText('2 h × $120.00').waitFor()
  await expect.poll(lastSaved, AFTER_PAUSE).toEqual(FILLED)
  await page.getByRole('combobox', { name: 'Item 4' }).fill('Labour, evening')
  await expect.poll(lastSaved, AFTER_PAUSE).toEqual({ ...FILLED, name: 'Labour, evening' })
  await page.reload()
  await page.locator('.preview-pane').getByText('2 h × $120.00').waitFor()
  expect(await page.getByLabel('Unit').last().inputValue()).toBe('h')
})

it('what is typed on stays as it was typed', async () => {
  const { page } = await app.open(DRAFT)
  await page.getByRole('button', { name: 'Add line' }).click()
  await page.keyboard.type('lab')
  await page.getByRole('option', { name: /^Labour \$/ }).waitFor()
  await page.keyboard.type('our of love')
  await page.getByRole('option').first().waitFor({ state: 'hidden' })
  await page.getByLabel('Price').last().fill('1')
  await expect
    .poll(lastSaved, AFTER_PAUSE)
    .toMatchObject({ item_id: null, name: 'labour of love', unit: null, rate: '1' })
})

it('a price in another currency is left out', async () => {
  const { page } = await app.open(DRAFT)
  const tap = page.getByRole('combobox', { name: 'Item 3' })
  await tap.fill('')
  await tap.focus()
  await choose(page, 'labour a', 'Labour abroad USD 900.00 / day')
  await expect
    .poll(lastSaved, AFTER_PAUSE)
    .toMatchObject({ item_id: null, name: 'Labour abroad', unit: 'day', rate: '110.00', tax_rate_id: null })
})

it('an item is chosen on a phone as well', async () => {
  const { page } = await app.open(DRAFT, { size: 'phone' })
  await page.getByRole('button', { name: 'Add line' }).click()
  const sheet = page.getByRole('dialog', { name: 'Line 4' })
  await sheet.getByRole('combobox', { name: 'Item 4' }).click()
  await page.keyboard.type('lab')
  await page.getByRole('option', { name: 'Labour $120.00 / h' }).click()
  await sheet.getByLabel('Quantity').fill('2')
  await sheet.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: /2 h × \$120\.00, HST 13%/ }).waitFor()
  await expect.poll(lastSaved, AFTER_PAUSE).toEqual(FILLED)
})
