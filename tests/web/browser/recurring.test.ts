import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { ok } from '../support/mock-api.ts'
import { recurring } from '../support/mock-recurring.ts'
import { useApp } from './app.ts'

const app = useApp()
const INVOICE = '/invoices/00000000-0000-7000-8000-000000000204'
const PARTLY = '/invoices/00000000-0000-7000-8000-000000000203'
const RECURRING = recurring.id
const posted = (part: string) =>
  app.world.calls.findLast(({ method, path }) => method === 'POST' && path.includes(part))

it.each(['desktop', 'phone'] as const)(
  'bills an invoice again and again, and shows the days, on a %s',
  async (size) => {
    const { page } = await app.open(INVOICE, { size })
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Bill again and again…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Bill this again and again' })
    await dialog.getByLabel('First invoice').fill('2027-01-31')
    await dialog.getByText(/Jan 31, 2027, Feb 28, 2027, Mar 31, 2027 and so on/).waitFor()
    await dialog.getByLabel('Ends').selectOption('After a number of invoices')
    await dialog.getByLabel('Invoices').fill('0')
    await dialog.getByRole('button', { name: 'Start' }).click()
    await dialog.getByText('Enter a number from 1 to 1000').waitFor()
    await dialog.getByLabel('Invoices').fill('2')
    await dialog.getByLabel('Each time').selectOption('Mail it by itself')
    await dialog.getByText(/^Jan 31, 2027, Feb 28, 2027$/).waitFor()
    await dialog.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('heading', { name: 'Recurring invoices' }).waitFor()
    const { body } = posted('/v1/recurring-invoices') as { body: Record<string, unknown> }
    expect(body).toMatchObject({ starts_on: '2027-01-31', every_count: 1, every_unit: 'MONTH', times: 2, mode: 'SEND' })
    expect(body).not.toHaveProperty('issue_date')
  },
)

it.each(['desktop', 'phone'] as const)('pauses, resumes what stopped, and ends, on a %s', async (size) => {
  const { page } = await app.open('/invoices/recurring', { size })
  const rows = page.locator('[data-row]')
  await rows.first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Nov 30, 2026').waitFor()
  await drawer.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('Paused: none is made until you resume it').waitFor()
  expect(posted('/pause')?.body).toEqual({ if_match_version: 2 })
  await drawer.getByRole('button', { name: 'End…' }).click()
  await page.getByRole('button', { name: 'End it', exact: true }).click()
  await page.getByText('Ended: what was made stays').waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await rows.nth(1).click()
  await drawer.getByText('It stopped by itself: Unknown tax rate.').waitFor()
  await drawer.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('Goes on').waitFor()
})

it.each(['desktop', 'phone'] as const)('changes what the next ones say, on a %s', async (size) => {
  const { page } = await app.open('/invoices/recurring', { size })
  await page.locator('[data-row]').first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: 'Edit' }).click()
  await drawer.getByText('What you change counts from the invoice of Nov 30, 2026 on.').waitFor()
  const price = drawer.getByLabel('Price')
  expect(await price.inputValue()).toBe('80.00')
  await price.fill('')
  await drawer.getByLabel('Days to pay').fill('many')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await drawer.getByText('Enter a price').waitFor()
  await drawer.getByText('Enter a number from 0 to 365').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await price.fill('95')
  await drawer.getByLabel('Days to pay').fill('30')
  await drawer.getByRole('button', { name: 'Add line' }).click()
  await drawer.getByLabel('Invoices in all, if limited').fill('12')
  await drawer.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').waitFor()
  const { body } = app.world.calls.findLast(({ method }) => method === 'PATCH') as { body: Record<string, unknown> }
  expect(body).toMatchObject({ due_days: 30, times: 12, ends_on: null, if_match_version: 2 })
  expect(body.line_items).toMatchObject([{ name: 'Boiler watched', qty: '1', rate: '95' }])
})

it('is named on an invoice that it made, with a link', async () => {
  const id = INVOICE.split('/').at(-1)!
  const made = { recurring_invoice_id: '00000000-0000-7000-8000-000000000970' }
  app.world.invoices.set(id, { ...app.world.invoices.get(id)!, ...made })
  const { page } = await app.open(INVOICE)
  await page.getByRole('link', { name: 'The recurring invoice that made it' }).click()
  await page.getByRole('dialog').getByText('Nov 30, 2026').waitFor()
})

it.each(['desktop', 'phone'] as const)('lists what it made, a page at a time, on a %s', async (size) => {
  const made = { recurring_invoice_id: RECURRING }
  for (const id of [INVOICE, PARTLY].map((path) => path.split('/').at(-1)!))
    app.world.invoices.set(id, { ...app.world.invoices.get(id)!, ...made })
  const { page } = await app.open(`/invoices/recurring?open=${RECURRING}`, { size })
  const drawer = page.getByRole('dialog')
  const list = drawer.getByRole('region', { name: 'Invoices it made' })
  await list.getByRole('link', { name: 'INV-1039' }).waitFor()
  await list.getByText('Partly paid', { exact: true }).waitFor()
  expect(await list.getByRole('listitem').count()).toBe(2)
  expect(await violationsOf(page)).toEqual([])
  const asked = app.world.calls.findLast(({ path }) => path.startsWith('/v1/invoices?'))!
  expect(asked.path).toContain(`recurring_invoice_id=${RECURRING}`)
  await list.getByRole('link', { name: 'INV-1039' }).click()
  await page.getByRole('heading', { name: /INV-1039/ }).waitFor()
})

it('says what will come before it made one', async () => {
  const none = { ...recurring, made: 0, last_invoice: null }
  app.world.answers.set(`GET /v1/recurring-invoices/${RECURRING}`, ok(none))
  const { page } = await app.open(`/invoices/recurring?open=${RECURRING}`)
  await page
    .getByRole('dialog')
    .getByText('The first one is made and mailed on the morning of Nov 30, 2026, and stands here then.')
    .waitFor()
  app.world.answers.clear()
})
