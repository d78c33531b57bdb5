import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { business, summaries } from '../support/maple.ts'
import { useApp } from './app.ts'

const app = useApp()
const lists = () =>
  app.world.calls
    .filter((call) => call.path.startsWith('/v1/invoices?'))
    .map((call) => Object.fromEntries(new URL(call.path, app.origin).searchParams))
const numbers = (page: Page) => page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.textContent))
const envelope = (data: unknown, cursor: string | null = null) => ({ data, meta: { request_id: 'req_1', cursor } })

it('asks for what is due in 7 days of the calendar of the business, beside the other filters', async () => {
  // At noon in Toronto it is tomorrow there.
  const kiribati = { ...business, timezone: 'Pacific/Kiritimati' }
  app.world.answers.set('GET /v1/business', { status: 200, body: envelope(kiribati) })
  const { page } = await app.open('/invoices?status=PAID')
  await page.getByText('INV-1041').waitFor()
  await page.getByLabel('Due date').selectOption('Due in 7 days')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(3)
  expect(await numbers(page)).toEqual(
    [/INV-1038/, /INV-1035/, /INV-1033/].map((number) => expect.stringMatching(number)),
  )
  expect(lists().at(-1)).toEqual({ status: 'PAID', due_from: '2026-11-21', due_to: '2026-11-28' })
  expect(new URL(page.url()).search).toBe('?status=PAID&due=7')
  await page.reload()
  await expect.poll(() => page.locator('[data-row]').count()).toBe(3)
  await page.getByRole('link', { name: 'Draft', exact: true }).click()
  await page.getByText('No invoice fits').waitFor()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByText('INV-1042').waitFor()
  expect(await page.getByLabel('Due date').inputValue()).toBe('')
  expect(new URL(page.url()).search).toBe('')
}, 20_000)

it('takes days of one’s own from the keyboard alone, and asks for no half-typed year', async () => {
  const { page } = await app.open('/invoices')
  await page.getByText('INV-1042').waitFor()
  await page.getByLabel('Due date').focus()
  for (const _ of ['7', '30', 'custom']) await page.keyboard.press('ArrowDown')
  await page.getByLabel('Due from').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('11302026', { delay: 350 })
  await expect.poll(() => page.locator('[data-row]').count()).toBe(5)
  expect(await page.getByLabel('Due from').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByLabel('Due to').fill('2026-12-02')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(3)
  expect(new URL(page.url()).search).toBe('?due=custom&due_from=2026-11-30&due_to=2026-12-02')
  expect(lists().filter((list) => list.due_from && list.due_from < '2026')).toEqual([])
  await page.getByLabel('Due to').fill('2026-11-01')
  await page.getByText('This is before the first day').waitFor()
  await page.getByText('No invoice fits').waitFor()
}, 20_000)

it('begins one’s own days with those that were chosen before', async () => {
  const { page } = await app.open('/invoices?due=30', { size: 'phone' })
  await page.getByText('INV-1042').waitFor()
  await page.getByLabel('Due date').selectOption('custom')
  await expect.poll(() => page.getByLabel('Due to').inputValue()).toBe('2026-12-20')
  expect(await page.getByLabel('Due from').inputValue()).toBe('2026-11-20')
  await page.getByLabel('Due date').selectOption('')
  await expect.poll(() => new URL(page.url()).search).toBe('')
}, 20_000)

it('begins again with the first page', async () => {
  app.world.answers.set('GET /v1/invoices', { status: 200, body: envelope(summaries.slice(0, 3), 'more') })
  const { page } = await app.open('/invoices')
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect.poll(() => lists().at(-1)?.cursor).toBe('more')
  app.world.answers.clear()
  await page.getByLabel('Due date').selectOption('7')
  await expect.poll(() => lists().at(-1)).toEqual({ due_from: '2026-11-20', due_to: '2026-11-27' })
}, 20_000)

it('empties the search with the other filters', async () => {
  const { page } = await app.open('/invoices')
  const search = page.getByLabel('Number, name or item')
  await search.fill('nobody ')
  await page.getByText('No invoice fits').waitFor()
  expect(new URL(page.url()).search).toBe('?q=nobody')
  expect(await search.inputValue()).toBe('nobody ')
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByText('INV-1042').waitFor()
  await expect.poll(() => search.inputValue()).toBe('')
  await search.fill('1042')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
}, 20_000)

it('asks once for all that is unpaid, and goes on where it ended', async () => {
  app.world.answers.set('GET /v1/invoices', { status: 200, body: envelope(summaries.slice(0, 3), 'more') })
  const { page } = await app.open('/invoices?status=UNPAID')
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect.poll(lists).toEqual([{ status: 'UNPAID' }, { status: 'UNPAID', cursor: 'more' }])
}, 20_000)
