import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hst } from '../support/maple.ts'
import { useApp } from './app.ts'

const app = useApp()

/** INV-1042 of the pictures, of which $271.20 is due. */
const INVOICE = '/invoices/00000000-0000-7000-8000-000000000201'
const sent = (method: string, path: string) =>
  app.world.calls.findLast((call) => call.method === method && call.path.startsWith(path))?.body as {
    [field: string]: unknown
    line_items: readonly unknown[]
  }
const spaced = async (found: Locator) => (await found.textContent())?.replace(/\s/g, ' ')

async function firstLine(page: Page) {
  await page.getByRole('combobox', { name: 'To', exact: true }).fill('Jane')
  await page.getByRole('option', { name: 'Jane Okafor' }).click()
  const line = page.locator('[data-line]').first()
  await line.getByRole('combobox').first().fill('Oil, loose')
  return { qty: line.getByLabel('Quantity'), rate: line.getByLabel('Price') }
}

describe.each([
  { locale: 'de-DE', qty: '1.000', means: '1000', says: 'Read as 1.000,00', rate: '119,99', price: '119.99' },
  { locale: 'fr-CH', qty: '1.125', means: '1.125', says: 'Read as 1.125', rate: '1’119.90', price: '1119.90' },
  { locale: 'ja-JP', qty: '1,125', means: '1125', says: 'Read as 1,125.00', rate: '１１９．９９', price: '119.99' },
  { locale: 'en-IN', qty: '1,125', means: '1125', says: 'Read as 1,125.00', rate: '1,19,000.50', price: '119000.50' },
])('in $locale', ({ locale, qty, means, says, rate, price }) => {
  it('means what is typed into a line, says what could be read differently, and keeps the form', async () => {
    const { page } = await app.open('/invoices?edit=new', { locale })
    const line = await firstLine(page)
    await line.qty.fill(qty)
    await line.rate.fill(rate)
    await expect.poll(() => spaced(page.locator('.line-qty .read-as'))).toBe(says)
    expect(await page.locator('.line-rate .read-as').count()).toBe(0)
    await page.getByLabel('Reference').focus()
    for (const field of [line.qty, line.rate])
      expect(await field.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0)
    expect([await line.qty.inputValue(), await line.rate.inputValue()]).toEqual([qty, rate])
    await expect.poll(() => sent('POST', '/v1/invoices')?.line_items[0]).toMatchObject({ qty: means, rate: price })
    // Saving changes nothing of it either.
    await page
      .getByText(/^Saved/)
      .filter({ visible: true })
      .waitFor()
    expect([await line.qty.inputValue(), await line.rate.inputValue()]).toEqual([qty, rate])
  })
})

it('begins with numbers as the person writes them, and sends them back unchanged', async () => {
  const { page } = await app.open(INVOICE, { locale: 'de-DE' })
  await page.getByRole('button', { name: 'Record payment' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record payment' })
  expect(await dialog.getByLabel('Amount').inputValue()).toBe('271,20')
  await dialog.getByRole('button', { name: 'Record payment' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(sent('POST', '/v1/payments')).toMatchObject({ amount: '271.20' })
})

it('asks about 1.000 as a thousand, before it is recorded', async () => {
  const { page } = await app.open(INVOICE, { locale: 'de-DE', size: 'phone' })
  await page.getByRole('button', { name: 'Record payment' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record payment' })
  const amount = dialog.getByLabel('Amount')
  await amount.fill('1.000')
  await expect.poll(() => spaced(dialog.locator('.read-as'))).toBe('Read as 1.000,00 $')
  const describedBy = await amount.getAttribute('aria-describedby')
  expect(await page.locator(`[id="${describedBy}"]`).textContent()).toContain('Read as')
  await dialog.getByRole('button', { name: 'Record payment' }).click()
  await dialog.getByRole('button', { name: 'Keep as credit' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(sent('POST', '/v1/payments')).toMatchObject({ amount: '1000' })
})

it('reads a tax of 9,975 as what it is, and refuses a percentage for an amount', async () => {
  app.world.answers.set('POST /v1/tax-rates', {
    status: 201,
    body: { data: hst, meta: { request_id: 'req_1', cursor: null } },
  })
  const { page } = await app.open('/settings/taxes', { locale: 'de-DE' })
  await page.getByRole('button', { name: 'Add tax' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add tax' })
  await dialog.getByLabel('Name on the invoice').fill('QST')
  await dialog.getByLabel('Percent').fill('9.975')
  await expect.poll(() => spaced(dialog.locator('.read-as'))).toBe('Read as 9,975 %')
  await dialog.getByLabel('Percent').fill('9,975 %')
  expect(await dialog.locator('.read-as').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(sent('POST', '/v1/tax-rates')).toMatchObject({ percent: '9.975' })
  await page.goto(`${app.origin}${INVOICE}`)
  await page.getByRole('button', { name: 'Record payment' }).click()
  const payment = page.getByRole('dialog', { name: 'Record payment' })
  await payment.getByLabel('Amount').fill('10 %')
  await payment.getByRole('button', { name: 'Record payment' }).click()
  await payment.getByText('Enter an amount').waitFor()
})

it('takes discounts as shares and amounts', async () => {
  const { page } = await app.open('/invoices?edit=new', { locale: 'de-DE' })
  const line = await firstLine(page)
  await line.rate.fill('2.000,00')
  await page.getByRole('button', { name: 'Add discount' }).click()
  const discount = page.getByLabel('Discount', { exact: true })
  expect(await discount.getAttribute('placeholder')).toBe('10% or 25,00')
  await discount.fill('2,5 %')
  const discounts = () => app.world.calls.map(({ body }) => (body as { discount?: unknown })?.discount)
  await expect.poll(discounts).toContainEqual({ percent: '2.5' })
  await discount.fill('1.000')
  await expect.poll(() => spaced(page.locator('.discount .read-as'))).toBe('Read as 1.000,00 $')
  await expect.poll(() => sent('PATCH', '/v1/invoices/')?.discount).toEqual({ amount: '1000' })
})

it('keeps the days to pay as typed, and refuses what is no number of days', async () => {
  const { page } = await app.open('/settings/business', { locale: 'de-DE' })
  const days = page.getByLabel('Days to pay')
  await days.fill('')
  expect(await days.inputValue()).toBe('')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Use a whole number of days, such as 14').waitFor()
  expect(sent('PATCH', '/v1/business')).toBeUndefined()
  await days.fill('３０')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect.poll(() => sent('PATCH', '/v1/business')).toMatchObject({ net_days: 30 })
})

it('shows a keypad of digits only where nothing else can be needed', async () => {
  const { page } = await app.open('/invoices?edit=new', { size: 'phone' })
  await page.getByRole('button', { name: 'What is it for?' }).click()
  const sheet = page.getByRole('dialog')
  for (const name of ['Quantity', 'Price']) expect(await sheet.getByLabel(name).getAttribute('inputmode')).toBeNull()
  await page.goto(`${app.origin}${INVOICE}`)
  await page.getByRole('button', { name: 'Record payment' }).click()
  expect(await page.getByRole('dialog').getByLabel('Amount').getAttribute('inputmode')).toBe('decimal')
})
