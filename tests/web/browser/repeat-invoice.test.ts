import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { SIZES, useApp } from './app.ts'

const app = useApp()

/** Each tap counts, whatever it is on. */
function counting() {
  let taps = 0
  return {
    tap: async (target: Locator) => {
      taps += 1
      await target.click()
    },
    get taps() {
      return taps
    },
  }
}
const place = (page: Page, size: keyof typeof SIZES, name: string) =>
  page
    .getByRole('navigation', { name: size === 'phone' ? 'Main, phone' : 'Main', exact: true })
    .getByRole('link', { name })
const drafted = () => app.world.calls.findLast(({ method, path }) => method === 'POST' && path === '/v1/invoices')?.body

const sizes = Object.keys(SIZES) as (keyof typeof SIZES)[]

it.each(sizes)(
  'repeats the last invoice of a contact on a %s in four taps from Home, with another amount',
  async (size) => {
    const { page } = await app.open('/home', { size })
    const hand = counting()
    await hand.tap(place(page, size, 'Contacts'))
    await hand.tap(page.getByRole('link', { name: /Jane Okafor/ }).first())
    await hand.tap(page.getByRole('button', { name: 'Same as INV-1042' }))
    const send = page.getByRole('button', { name: 'Send invoice' })
    await send.waitFor()
    expect(drafted()).toMatchObject({
      issue_date: '2026-11-20',
      due_date: '2026-12-11',
      po_number: null,
      reference: null,
      notes: 'PO 7741. Thank you for your business.',
      line_items: [{ name: 'Shutoff valve, unit 3B', rate: '85.00' }, { qty: '2' }, { qty: '1.5' }],
    })
    if (size === 'desktop') {
      await page.getByLabel('Price').first().fill('90')
      await page
        .locator('.editor-footer')
        .getByText(/^Saved/)
        .waitFor()
    }
    await hand.tap(send)
    await page.getByText('Sending to jane@okafor.example').waitFor()
    expect(hand.taps).toBeLessThanOrEqual(4)
  },
)

it.each(sizes)('makes another like a paid invoice on a %s in four taps from Home', async (size) => {
  const { page } = await app.open('/home', { size })
  const hand = counting()
  await hand.tap(place(page, size, size === 'phone' ? 'Money' : 'Invoices'))
  await hand.tap(page.locator('[data-row]', { hasText: 'INV-1041' }))
  await hand.tap(page.getByRole('button', { name: 'Make another like this' }))
  await hand.tap(page.getByRole('button', { name: 'Send invoice' }))
  await page.getByText(/^Sending to/).waitFor()
  expect(hand.taps).toBeLessThanOrEqual(4)
})

it.each(sizes)('says on a %s which invoice, and of whom, a new one can be the same as', async (size) => {
  const { page } = await app.open('/invoices?edit=new&contact_id=00000000-0000-7000-8000-000000000101', { size })
  await page.getByRole('button', { name: 'Same as INV-1042 for Jane Okafor' }).click()
  await page.getByText('Shutoff valve, unit 3B').first().waitFor()
})
