import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const QUOTE = '/quotes/00000000-0000-7000-8000-00000000080'
const sent = (method: string, path: RegExp) =>
  app.world.calls.findLast((call) => call.method === method && path.test(call.path))?.body as
    | Record<string, unknown>
    | undefined

describe('a quote', () => {
  it('is written with lines to choose from and a deposit, by keyboard, and sent with ten seconds to take it back', async () => {
    const { page } = await app.open('/home')
    await page.getByText('Birchwood Dental: follow up').waitFor()
    await page.keyboard.press('c')
    await page.keyboard.press('q')
    await page.getByRole('combobox', { name: 'To' }).waitFor()
    await page.keyboard.type('jane')
    await page.getByRole('option', { name: /Jane Okafor/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Valid for 14 days' }).press('Enter')
    await page.getByRole('combobox', { name: 'Item 1' }).focus()
    await page.keyboard.type('Water heater')
    await page.getByLabel('Price').first().focus()
    await page.keyboard.type('1000')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Leak sensor')
    await page.getByLabel('Price').nth(1).focus()
    await page.keyboard.type('100')
    await page.getByRole('checkbox', { name: 'Optional' }).nth(1).press('Space')
    await page.getByRole('checkbox', { name: 'Customer may change the quantity' }).nth(1).press('Space')
    await page.getByRole('button', { name: 'Ask for a deposit' }).press('Enter')
    await page.keyboard.type('30%')
    // What is optional counts for nothing yet.
    await page.locator('.editor-footer').getByText('$1,130.00').waitFor()
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText('A deposit of 30% is due').waitFor()
    await preview.getByText('They can change the quantity').waitFor()
    await expect
      .poll(() => sent('PATCH', /quotes/) ?? sent('POST', /quotes/))
      .toMatchObject({
        expiry_date: '2026-12-04',
        deposit: { percent: '30' },
        line_items: [{ name: 'Water heater' }, { name: 'Leak sensor', optional: true, qty_editable: true }],
      })
    expect((sent('PATCH', /quotes/) ?? sent('POST', /quotes/))?.line_items).not.toHaveProperty('0.optional')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Sending to jane@okafor.example').waitFor()
    expect(sent('POST', /\/send$/)).toMatchObject({
      hold_seconds: 10,
      message: expect.stringContaining('You can see and approve it'),
    })
    await page.getByRole('button', { name: /^Undo/ }).press('Enter')
    await page.getByText('It is a draft again').waitFor()
  }, 40_000)

  it('on a phone is written sheet by sheet; a deposit that is no number is said and not lost', async () => {
    const { page } = await app.open(`/quotes?edit=00000000-0000-7000-8000-000000000800`, { size: 'phone' })
    await page.getByRole('button', { name: /Leak sensor.*Optional/ }).click()
    const sheet = page.getByRole('dialog', { name: 'Line 3' })
    await sheet.getByRole('checkbox', { name: 'Optional' }).uncheck()
    await sheet.getByRole('button', { name: 'Done' }).click()
    await page.locator('.editor-footer').getByText('$1,898.40').waitFor()
    await page.getByLabel('Deposit', { exact: true }).fill('a third')
    await page.getByText('Not saved yet. Use an amount, or a share such as 10%').waitFor()
    await page.getByText('Not all saved').waitFor()
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByText('The deposit is kept on this device, not saved yet').waitFor()
  }, 30_000)

  it('that went out is changed only after asking, with its number', async () => {
    const { page } = await app.open(`${QUOTE}1`)
    await menu(page, 'Change it…')
    const dialog = page.getByRole('dialog', { name: 'Change Q-1005?' })
    await dialog.getByRole('button', { name: 'Change it' }).click()
    await page.getByRole('heading', { name: 'Edit quote' }).waitFor()
    await page.locator('.editor-header').getByText('Q-1005').waitFor()
    expect(sent('POST', /\/revise$/)).toEqual({ if_match_version: 1 })
  }, 20_000)
})

const menu = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

describe('the list', () => {
  it('keeps its filters in the address and finds by number, also in the palette; on a phone it is a tab of Money', async () => {
    const { page } = await app.open('/quotes', { size: 'phone' })
    await page.getByRole('navigation', { name: 'Money' }).getByRole('link', { name: 'Quotes' }).waitFor()
    await page.getByRole('link', { name: 'Expired', exact: true }).click()
    await page.getByText('Q-1001').waitFor()
    await expect.poll(() => page.getByText('Q-1003').count()).toBe(0)
    await expect.poll(() => new URL(page.url()).search).toBe('?status=EXPIRED')
    await page.getByRole('searchbox').fill('nobody')
    await page.getByText('No quote fits').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search or do' }).fill('1003')
    await page.getByRole('option', { name: /Q-1003/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Q-1003' }).waitFor()
  }, 20_000)

  it('says what goes here while there is none, and what failed', async () => {
    app.world.isEmpty = true
    const { page } = await app.open('/quotes')
    await page.getByText('No quotes yet').waitFor()
    app.world.answers.set('GET /v1/quotes', { status: 503, body: refusal('UNAVAILABLE', 'Away') })
    await page.getByRole('link', { name: 'Sent' }).click()
    await page.getByRole('button', { name: 'Retry' }).waitFor()
  }, 20_000)
})

it('begins as Settings says, which are kept with its numbers', async () => {
  const { page } = await app.open('/settings/business')
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Quotes' }) })
  await card.getByLabel('Days it is valid').fill('21')
  await card.getByLabel('Number starts with').fill('AN-')
  await card.getByText('The next quote will be AN-0001.').waitFor()
  await card.getByLabel('Terms on every quote').fill('Prices hold for 21 days')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(() => sent('PATCH', /business/))
    .toEqual({ quote_valid_days: 21, quote_prefix: 'AN-', quote_terms: 'Prices hold for 21 days', if_match_version: 3 })
}, 20_000)

describe('roles', () => {
  it('lets an agent write, but neither send nor hand out a link', async () => {
    app.world.role = 'AGENT'
    const { page } = await app.open('/quotes?edit=00000000-0000-7000-8000-000000000800')
    await page.getByText('A deposit of 30% is due').waitFor()
    expect(await page.getByRole('button', { name: /Send quote|Copy link/ }).count()).toBe(0)
    await page.goto(`${app.origin}${QUOTE}0`)
    await page.getByText('By somebody whose role may send').waitFor()
  }, 20_000)

  it('lets a viewer look only', async () => {
    app.world.role = 'VIEWER'
    const { page } = await app.open(`${QUOTE}1`)
    await page.getByText('No answer so far').waitFor()
    expect(await page.getByRole('button', { name: /Copy link|Send/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'More actions' }).click()
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Download PDF'])
    await page.goto(`${app.origin}/quotes?edit=new`)
    await page.getByText('Q-1003').waitFor()
    expect(await page.getByRole('link', { name: 'New quote' }).count()).toBe(0)
    expect(await page.getByRole('dialog').count()).toBe(0)
  }, 20_000)
})
