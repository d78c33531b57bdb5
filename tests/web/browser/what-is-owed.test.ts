import { expect, it } from 'vitest'
import { contacts, invoiceOf, summaries } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const owing = contacts[6]!

it('says that a draft has a total, and that nothing of it is due', async () => {
  const { page } = await app.open('/invoices')
  const draft = page.getByRole('row').filter({ hasText: 'The Annex Property Group' }).filter({ hasText: 'Draft' })
  await draft.waitFor()
  expect((await draft.getByRole('cell').allTextContents()).slice(-2)).toEqual(['$390.98', '–'])
  const sent = page.getByRole('row', { name: /INV-1042/ })
  expect((await sent.getByRole('cell').allTextContents()).slice(-2)).toEqual(['$271.20', '$271.20'])
  await page.goto(`${app.origin}/invoices/${summaries[0]!.id}`)
  const card = page.locator('.three-card', { hasText: 'Paid?' })
  await card.getByText('Nothing is due yet').waitFor()
  await card.getByText('$390.98 once it is sent').waitFor()
  expect(invoiceOf(summaries[0]!).amount_due).toBe('390.98')
}, 20_000)

it('shows the balance of a contact, in the list and on its page, and leads to what is open', async () => {
  const { page } = await app.open('/contacts')
  const row = page.locator('[data-row]', { hasText: owing.display_name })
  await row.getByText('$316.40').waitFor()
  await row.getByText('overdue').waitFor()
  await row.getByText('$20.00 credit').waitFor()
  await row.click()
  const balance = page.getByRole('region', { name: 'Balance' })
  await balance.waitFor()
  expect(await balance.locator('dl').textContent()).toBe('Open$316.40Overdue$316.40Credit$20.00')
  await balance.getByRole('link', { name: '$316.40' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe(`?contact_id=${owing.id}&status=UNPAID`)
}, 20_000)

it('shows no credit to who may see no payments, and no balance to who may see no invoices', async () => {
  const balance = [{ currency: 'JPY', open: '5000', overdue: '0', unapplied: null }]
  app.world.answers.set(`GET /v1/contacts/${owing.id}`, ok({ ...owing, balance }))
  const { page } = await app.open(`/contacts/${owing.id}`, { size: 'phone' })
  await page.getByText('JPY 5,000').waitFor()
  expect(await page.getByText('Credit').count()).toBe(0)
  app.world.answers.set(`GET /v1/contacts/${owing.id}`, ok({ ...owing, balance: null }))
  await page.reload()
  await page.getByRole('heading', { name: owing.display_name }).waitFor()
  expect(await page.getByRole('region', { name: 'Balance' }).count()).toBe(0)
}, 20_000)
