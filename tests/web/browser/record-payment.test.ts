import { expect, it } from 'vitest'
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
  await expect.poll(() => hint.textContent()).toBe('$20.00 more than is due: it will be kept as unapplied money.')
  expect(await dialog.boundingBox()).toEqual(before)
  expect(await amount.getAttribute('aria-invalid')).toBeNull()
  const describedBy = await amount.getAttribute('aria-describedby')
  expect(await page.locator(`[id="${describedBy}"]`).textContent()).toBe(await hint.textContent())
  await amount.fill('271,20')
  await expect.poll(() => hint.textContent()).toBe('$271.20 is due')
})
