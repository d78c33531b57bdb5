import { expect, it } from 'vitest'
import { setDate } from '../support/page-date.ts'
import { useApp } from './app.ts'

const app = useApp()

/** INV-1042 of the pictures, of which $271.20 is due. */
const INVOICE = '/invoices/00000000-0000-7000-8000-000000000201'

it.each(['desktop', 'phone'] as const)('MO4 says on a %s what becomes of what is above the balance', async (size) => {
  const { page } = await app.open(INVOICE, { size })
  await page.getByRole('button', { name: 'Record payment' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record payment' })
  const amount = dialog.getByLabel('Amount')
  const hint = dialog.locator('.field-hint [aria-live=polite]')
  await expect.poll(() => hint.textContent()).toBe('$271.20 is due')
  const before = await dialog.boundingBox()
  await amount.fill('291.2')
  await expect.poll(() => hint.textContent()).toBe('$20.00 more than is due: it would be kept as credit.')
  expect(await dialog.boundingBox()).toEqual(before)
  expect(await amount.getAttribute('aria-invalid')).toBeNull()
  const describedBy = await amount.getAttribute('aria-describedby')
  expect(await page.locator(`[id="${describedBy}"]`).textContent()).toBe(await hint.textContent())
  const recorded = () => app.world.calls.findLast((call) => call.method === 'POST' && call.path === '/v1/payments')
  await dialog.getByRole('button', { name: 'Record payment' }).click()
  const keep = dialog.getByRole('button', { name: 'Keep as credit' })
  await keep.waitFor()
  expect(await hint.textContent()).toBe('$20.00 more than is due: keep it as credit, or correct the amount?')
  expect(recorded()).toBeUndefined()
  // Another amount is another question.
  await amount.fill('281.2')
  await dialog.getByRole('button', { name: 'Record payment' }).click()
  await dialog.getByRole('button', { name: 'Keep as credit' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(recorded()?.body).toMatchObject({ amount: '281.2' })
  await page.getByRole('button', { name: 'Record payment' }).click()
  await amount.fill('271,20')
  await expect.poll(() => hint.textContent()).toBe('$271.20 is due')
})

/** Where it is tomorrow already, and where it is still yesterday, at noon of the business in Toronto. */
it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Toronto'])(
  'means the day of the business, for someone in %s',
  async (zone) => {
    app.world.now = new Date('2026-11-20T03:30:00Z')
    const { page } = await app.open(INVOICE, { zone })
    await setDate(page, app.world.now)
    const recorded = () => app.world.calls.findLast((call) => call.method === 'POST' && call.path === '/v1/payments')
    const dialog = page.getByRole('dialog', { name: 'Record payment' })
    const open = page.getByRole('button', { name: 'Record payment' })
    await open.click()
    expect(await dialog.getByLabel('When').inputValue()).toBe('2026-11-19')
    await dialog.getByRole('button', { name: 'Record payment' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(recorded()?.body).not.toHaveProperty('paid_at')
    await open.click()
    await dialog.getByLabel('When').fill('2026-11-20')
    await dialog.getByRole('button', { name: 'Record payment' }).click()
    await dialog.getByText('This day has not come yet').waitFor()
    await dialog.getByLabel('When').fill('2026-11-18')
    await dialog.getByRole('button', { name: 'Record payment' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(recorded()?.body).toMatchObject({ paid_at: '2026-11-18T17:00:00.000Z' })
    // The same day counts for how late something is, and for what a new invoice begins with.
    await page.goto(`${app.origin}/invoices/00000000-0000-7000-8000-000000000206`)
    await page.getByText('3 days late').waitFor()
    await page.goto(`${app.origin}/invoices?edit=new`)
    expect(await page.getByLabel('Issued').inputValue()).toBe('2026-11-19')
  },
  30_000,
)
