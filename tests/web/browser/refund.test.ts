import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
/** INV-1039 of the pictures, paid $400.00 by card. */
const INVOICE = '/invoices/00000000-0000-7000-8000-000000000204'

it.each(['desktop', 'phone'] as const)('H-API-28 gives a part of a card payment back, on a %s', async (size) => {
  const { page } = await app.open(INVOICE, { size })
  await page.getByRole('button', { name: 'Refund' }).click()
  const dialog = page.getByRole('dialog', { name: 'Refund Visa ending 4242' })
  await dialog.getByText('$400.00 can be refunded').waitFor()
  expect(await dialog.getByLabel('Amount').inputValue()).toBe('400.00')
  const send = dialog.getByRole('button', { name: 'Refund' })
  await dialog.getByLabel('Amount').fill('400.01')
  await send.click()
  await dialog.getByText('At most $400.00 can be refunded').waitFor()
  await dialog.getByText('Say why, for your records').waitFor()
  await dialog.getByLabel('Amount').fill('250')
  expect(await dialog.getByLabel('Do they still owe it?').inputValue()).toBe('no')
  await dialog.getByLabel('Reason').fill('One day less')
  await send.click()
  await page.getByText('The refund is under way').waitFor()
  const asked = app.world.calls.find(({ method, path }) => method === 'POST' && path.endsWith('/refund'))
  expect(asked?.body).toEqual({ amount: '250', reason: 'One day less', credit: true })
})

it.each(['desktop', 'phone'] as const)(
  'applies money that was kept to what its customer owes, on a %s',
  async (size) => {
    const { page } = await app.open('/payments', { size })
    await page.getByRole('button', { name: 'Apply' }).click()
    const dialog = page.getByRole('dialog', { name: 'Apply $203.40' })
    const invoice = dialog.getByLabel('Invoice')
    await invoice.waitFor()
    const listed = app.world.calls.findLast(({ path }) => path.startsWith('/v1/invoices?'))
    expect(listed?.path).toContain('status=UNPAID')
    await invoice.selectOption({ index: 1 })
    const send = dialog.getByRole('button', { name: 'Apply' })
    await dialog.getByLabel('Amount').fill('203.41')
    await send.click()
    await dialog.getByText('At most $203.40 is left of it').waitFor()
    await dialog.getByLabel('Amount').fill('100')
    await send.click()
    await page.getByText(/^\$100\.00 applied to INV-/).waitFor()
    const asked = app.world.calls.find(({ method, path }) => method === 'POST' && path.endsWith('/apply'))
    expect(asked?.body).toEqual({ invoice_id: expect.any(String), amount: '100' })
  },
)
