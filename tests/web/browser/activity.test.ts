import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const VERIFY = 'POST /v1/audit/verify'
const verdict = (data: object, cursor: string | null = null) => ({
  status: 200,
  body: { data, meta: { request_id: 'req_1', cursor } },
})

it.each(['desktop', 'phone'] as const)('who did what is found under Settings, and narrowed: %s', async (size) => {
  const { page, complaints } = await app.open('/settings/business', { size })
  await page.getByRole('link', { name: 'Activity' }).click()
  await page.getByText('The customer went to pay an invoice').waitFor()
  await page.getByText('SMB Hub sent an invoice').waitFor()
  await page.getByText('1 detail').click()
  await page.getByText('2026-12-20').waitFor()
  await page.getByLabel('Kind').selectOption('contact')
  await expect.poll(() => page.getByText('SMB Hub sent an invoice').count()).toBe(0)
  expect(page.url()).toContain('kind=contact')
  await page.getByLabel('Person').selectOption('job')
  await page.getByText('Nothing fits').waitFor()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByRole('link', { name: 'Rosa Mendes' }).click()
  await page.waitForURL(/\/contacts\/00000000-0000-7000-8000-000000000100$/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expect(complaints).toEqual([])
})

it('the check says in words what it found', async () => {
  const { page } = await app.open('/settings/activity')
  const button = page.getByRole('button', { name: 'Check that nothing was changed' })
  await button.click()
  await page.getByText('Nothing was changed: 5 entries looked at.').waitFor()
  const around = { id: '1', at: '2026-11-20T16:00:00.000Z', action: 'invoice.send' }
  const bad = { kind: 'ROW_CHANGED', id: '2', at: null, action: null, seal: 1, previous: around, next: around }
  app.world.answers.set(VERIFY, verdict({ ok: false, checked: 3, first_bad: bad }))
  await button.click()
  await page.getByText(/An entry is missing between .* and/).waitFor()
  app.world.answers.set(VERIFY, verdict({ ok: false, checked: 3, first_bad: { ...bad, ...around } }))
  await button.click()
  await page.getByText(/An entry was changed: “sent an invoice” of/).waitFor()
})

it('a long history is looked at to its end', async () => {
  const { page } = await app.open('/settings/activity')
  app.world.answers.set(VERIFY, { ...verdict({ ok: true, checked: 30_000 }, 'more'), afterMs: 400 })
  await page.getByRole('button', { name: 'Check that nothing was changed' }).click()
  await page.getByText(/0,000 entries so far/).waitFor()
  app.world.answers.set(VERIFY, verdict({ ok: true, checked: 1 }))
  await page.getByText(/Nothing was changed: .*1 entries looked at/).waitFor()
})

it('who does not lead is told that it is not for him', async () => {
  app.world.role = 'STAFF'
  const { page } = await app.open('/settings/activity')
  await page.getByText('You cannot see the activity').waitFor()
  expect(await page.getByRole('link', { name: 'Activity' }).count()).toBe(0)
})

it('H-AN-2..6 what is opened is counted, some together, and nothing that was typed', async () => {
  const { page, complaints } = await app.open('/home')
  // It begins once the page stands, by listening to the history.
  await page.waitForFunction(() => !String(history.pushState).includes('native code'))
  await page.locator('.quick a[href="/work?new=1"]').click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'Invoices' }).first().click()
  await page.getByText('INV-1042').first().click()
  await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/)
  const sent = () => app.world.calls.filter(({ path }) => path === '/v1/events').map(({ body }) => body)
  await expect.poll(() => JSON.stringify(sent()), { timeout: 20_000 }).toContain('invoice.view')
  expect(JSON.stringify(sent())).toContain('home.quick_action.clicked')
  const events = sent().flatMap((body) => (body as { events: Record<string, string>[] }).events)
  for (const event of events)
    expect(Object.keys(event).filter((key) => !['id', 'name', 'object', 'target_type'].includes(key))).toEqual([])
  expect(complaints).toEqual([])
})
