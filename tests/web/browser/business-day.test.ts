import { expect, it } from 'vitest'
import { setDate } from '../support/page-date.ts'
import { useApp } from './app.ts'

const app = useApp()

/** Where it is tomorrow already, where it is still yesterday, and where the business is. */
const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Toronto']
const spaced = (text: string | null) => text?.replace(/\s/g, ' ')

/** Thursday evening in Toronto, Friday in Greenwich and in Kiribati. */
const EVENING = new Date('2026-11-20T03:30:00Z')

it.each(ZONES)('greets, dates and counts by the business, for someone in %s', async (zone) => {
  const { page } = await app.open('/home', { zone, locale: 'en-CA' })
  app.world.now = EVENING
  await setDate(page, EVENING)
  await page.goto(`${app.origin}/home`)
  await page.getByRole('heading', { name: 'Good evening, Dana' }).waitFor()
  await expect.poll(async () => spaced(await page.locator('.home-age').textContent())).toBe('As of 11:50 a.m.')
  await page.goto(`${app.origin}/invoices?edit=new`)
  expect(await page.getByLabel('Issued').inputValue()).toBe('2026-11-19')
  await page.getByRole('button', { name: 'Net 14' }).click()
  expect(await page.getByLabel('Due', { exact: true }).inputValue()).toBe('2026-12-03')
})

it.each(ZONES)('says of today that it is today, for someone in %s', async (zone) => {
  const invoice = [...app.world.invoices.values()].find((each) => each.invoice_number === 'INV-1042')!
  app.world.invoices.set(invoice.id, {
    ...invoice,
    due_date: '2026-12-03',
    views: { count: 1, first_at: '2026-11-20T01:12:00.000Z', last_at: '2026-11-20T01:12:00.000Z' },
  })
  const { page } = await app.open('/home', { zone, locale: 'en-CA' })
  app.world.now = EVENING
  await setDate(page, EVENING)
  await page.goto(`${app.origin}/invoices/${invoice.id}`)
  const three = page.locator('.three')
  await three.getByText('Last opened today at 8:12').waitFor()
  await three.getByText('Thursday, in 14 days').waitFor()
})

it('counts by the time of the business on a device whose clock is two days late', async () => {
  const { page } = await app.open('/home')
  await setDate(page, new Date('2026-11-18T16:50:00Z'))
  await page.goto(`${app.origin}/invoices?edit=new`)
  await expect.poll(() => page.getByLabel('Issued').inputValue()).toBe('2026-11-20')
})

it.each([
  ['de-DE', '08:12'],
  ['ja-JP', '8:12'],
])('writes clocks, money and shares in one way in %s', async (locale, clock) => {
  const invoice = [...app.world.invoices.values()].find((each) => each.invoice_number === 'INV-1042')!
  app.world.invoices.set(invoice.id, {
    ...invoice,
    discount_total: '150.55',
    views: { count: 1, first_at: '2026-11-20T13:12:00.000Z', last_at: '2026-11-20T13:12:00.000Z' },
  })
  const { page } = await app.open(`/invoices/${invoice.id}`, { locale })
  await page.locator('.three').getByText(`Last opened today at ${clock}`).waitFor()
  const text = (await page.locator('.lines-card').textContent()) ?? ''
  const amounts = text.match(/[−-]?\$?\d[\d.,]*(?:\s?\$)?/g) ?? []
  const comma = locale === 'de-DE'
  expect(
    amounts.filter((amount) => /[.,]\d\d\s?\$?$/.test(amount)).every((amount) => /,\d\d\s?\$$/.test(amount) === comma),
  ).toBe(true)
  expect(text).not.toMatch(/-\s?\$|-\d/)
  expect(spaced(text)).toContain(comma ? '13 %' : '13%')
})

it.each(['de-DE', 'ja-JP', 'fr-CH', 'en-IN'])('keeps dates within their fields in %s', async (locale) => {
  for (const size of ['phone', 'desktop'] as const) {
    const { page } = await app.open('/invoices?edit=new', { locale, size })
    const shown = page.locator('.box.date .shown')
    await shown.first().waitFor()
    for (const each of await shown.all()) {
      const [text, box] = await each.evaluate((span) => {
        const range = document.createRange()
        range.selectNodeContents(span)
        return [range.getBoundingClientRect().right, span.closest('.box')!.getBoundingClientRect().right]
      })
      expect(text, `${locale} ${size}`).toBeLessThanOrEqual(box!)
    }
  }
})

it('writes the money of a timeline as all other', async () => {
  const { page } = await app.open('/contacts/00000000-0000-7000-8000-000000000100', { locale: 'de-DE' })
  await page.getByText('Invoice INV-1039: 271,20 $').first().waitFor()
})
