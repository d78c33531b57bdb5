import { expect, it } from 'vitest'
import { cash, payment } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const asked = (path: string) =>
  app.world.calls
    .map((call) => new URL(call.path, app.origin))
    .filter((url) => url.pathname === path)
    .map(({ search }) => search)
const lists = () => asked('/v1/payments')
const totals = () => asked('/v1/payments/totals')

it('opens from Home the payments that were counted, and from there all of them', async () => {
  const { page } = await app.open('/home')
  await page.getByRole('link', { name: /^Paid today/ }).click()
  await page.getByText('Harriet Lowe').waitFor()
  expect(new URL(page.url()).search).toBe('?paid_from=2026-11-20&paid_to=2026-11-20')
  expect(await page.getByText('Desmond Clarke').count()).toBe(0)
  await page.getByRole('row', { name: '$339.00 $0.00 $339.00' }).waitFor()
  const days = page.getByLabel('Paid', { exact: true })
  await expect.poll(() => days.inputValue()).toBe('today')
  await days.selectOption('Any day')
  await page.getByText('Desmond Clarke').waitFor()
  await page.getByRole('row', { name: '$739.00 $0.00 $739.00' }).waitFor()
  expect(lists()).toEqual(['?paid_from=2026-11-20&paid_to=2026-11-20', ''])
  expect(totals()).toEqual(lists())
}, 20_000)

it('chooses months by the day of the business, finds by name and amount, and keeps it in the address', async () => {
  const { page } = await app.open('/payments', { zone: 'Pacific/Kiritimati' })
  await page.getByText('Harriet Lowe').waitFor()
  await page.getByLabel('Paid', { exact: true }).selectOption('This month')
  await page.getByLabel('Name, number or amount').fill('339.00')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
  const search = '?paid_from=2026-11-01&paid_to=2026-11-30&q=339.00'
  expect(new URL(page.url()).search).toBe(search)
  await expect.poll(() => totals().at(-1)).toBe(search)
  await page.reload()
  await page.getByText('Harriet Lowe').waitFor()
  expect(await page.locator('[data-row]').count()).toBe(1)
  expect(await page.getByLabel('Paid', { exact: true }).inputValue()).toBe('month')
}, 20_000)

it('takes days of one’s own, which begin with those that were chosen before', async () => {
  const { page } = await app.open('/payments', { size: 'phone' })
  await page.getByText('Harriet Lowe').waitFor()
  const days = page.getByLabel('Paid', { exact: true })
  await days.selectOption('This month')
  await days.selectOption('Between…')
  expect(await page.getByLabel('Paid from').inputValue()).toBe('2026-11-01')
  await page.getByLabel('Paid to').fill('2026-11-19')
  await expect.poll(() => page.getByText('Harriet Lowe').count()).toBe(0)
  await page.getByText('Desmond Clarke').waitFor()
  await page.getByLabel('Paid to').fill('2026-10-01')
  await page.getByText('This is before the first day').waitFor()
  await days.selectOption('Any day')
  await page.getByText('Harriet Lowe').waitFor()
  expect(await page.getByLabel('Paid to').count()).toBe(0)
}, 20_000)

it('says that nothing came in on these days, and offers all', async () => {
  const { page } = await app.open('/payments?paid_from=2026-11-01&paid_to=2026-11-02', { size: 'phone' })
  await page.getByText('No payment fits').waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByText('Desmond Clarke').waitFor()
  await page.goto(`${app.origin}/payments?paid_from=yesterday`)
  await page.getByText('Desmond Clarke').waitFor()
  expect(lists().at(-1)).toBe('')
}, 20_000)

it('totals each currency, and says so where there are too many to add up', async () => {
  const total = (currency: string, received: string, returned: string, net: string) => ({
    currency,
    received,
    returned,
    net,
  })
  const both = [total('CAD', '1000.00', '30.00', '970.00'), total('JPY', '5000', '0', '5000')]
  app.world.answers.set('GET /v1/payments/totals', ok({ totals: both }))
  const { page } = await app.open('/payments')
  await page.getByRole('row', { name: '$1,000.00 $30.00 $970.00' }).waitFor()
  await page.getByRole('row', { name: 'JPY 5,000 JPY 0 JPY 5,000' }).waitFor()
  app.world.answers.set('GET /v1/payments/totals', ok({ totals: null }))
  await page.reload()
  await page.getByText('Choose fewer days to see what came in').waitFor()
}, 20_000)

it('shows a refund that is on its way, on the list and on the invoice', async () => {
  const refunded = { ...payment, refund_pending: '30.00' }
  app.world.answers.set('GET /v1/payments', ok([cash, refunded]))
  const { page } = await app.open('/payments', { size: 'phone' })
  await page.getByText('Refund of $30.00 pending').waitFor()
  expect(await page.getByText(/^Refund of/).count()).toBe(1)
  await page.getByText('Desmond Clarke').click()
  const card = page.locator('.three-card', { hasText: 'Paid?' })
  await card.getByText('Refund of $30.00 pending').waitFor()
}, 20_000)
