import { expect, it } from 'vitest'
import { cash, contacts, invoiceOf, payment, summaries } from '../support/maple.ts'
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

it('says on an invoice that what came went back, and what was more than due', async () => {
  const unpaid = { ...invoiceOf(summaries.find(({ invoice_number }) => invoice_number === 'INV-1042')!) }
  const came = {
    ...payment,
    invoice_id: unpaid.id,
    amount: '300.00',
    applied: '271.20',
    unapplied: '28.80',
    note: 'Twice',
  }
  const went = { ...came, id: cash.id, kind: 'REFUND', amount: '-300.00', applied: '-271.20', unapplied: '-28.80' }
  app.world.answers.set(
    'GET /v1/payments',
    ok([
      { ...went, refund_pending: '0.00' },
      { ...came, refund_pending: '5.00' },
    ]),
  )
  const { page } = await app.open(`/invoices/${unpaid.id}`)
  await page.locator('.three-card', { hasText: 'Paid?' }).getByText('What was received went back').waitFor()
  const list = page.getByRole('region', { name: 'Payments' }).getByRole('listitem')
  expect(await list.filter({ hasText: 'more than was due' }).count()).toBe(1)
  const row = list.filter({ hasText: '$28.80 of it was more than was due' })
  // Each on a line of its own.
  const tops = await row
    .locator('.stack > span')
    .evaluateAll((notes) => notes.map((note) => note.getBoundingClientRect().top))
  expect(tops).toHaveLength(4)
  expect(new Set(tops).size).toBe(4)
  await row.getByText('by the payment link · Twice').waitFor()
  await row.getByText('Refund of $5.00 pending').waitFor()
}, 20_000)

it('strikes nothing that happened, and has room for money without a place on a phone', async () => {
  app.world.answers.set('GET /v1/payments', ok([{ ...payment, kind: 'REFUND', amount: '-400.00' }]))
  const { page } = await app.open('/payments', { size: 'phone' })
  const pill = page.getByText('Refunded', { exact: true })
  await pill.waitFor()
  expect(await pill.evaluate((element) => getComputedStyle(element).textDecorationLine)).toBe('none')
  const row = page.getByRole('region', { name: /without a place/ }).getByRole('listitem')
  await row.first().waitFor()
  const words = await row.first().locator('.grow').boundingBox()
  expect(words!.width).toBeGreaterThan(250)
}, 20_000)

it('says of a line that something was taken off it, on its page and in the preview', async () => {
  const draft = invoiceOf(summaries[0]!)
  const [line, ...others] = draft.line_items
  const less = { ...draft, line_items: [{ ...line!, discount: { percent: '10' } }, ...others] }
  app.world.answers.set(`GET /v1/invoices/${draft.id}`, ok(less))
  const { page } = await app.open(`/invoices/${draft.id}`)
  await page.getByRole('region', { name: 'Lines' }).getByText('10% off').waitFor()
  await page.goto(`${app.origin}/invoices?edit=${draft.id}`)
  await page
    .getByRole('region', { name: 'Preview' })
    .getByText(/, 10% off, HST 13%/)
    .waitFor()
}, 20_000)
