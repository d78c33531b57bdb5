import { expect, it } from 'vitest'
import { summaries } from '../support/maple.ts'
import { useApp } from './app.ts'

const app = useApp()
const draft = summaries[0]!

it.each(['en-CA', 'de-DE', 'fr-CH', 'ja-JP'])(
  'amounts of lines end below each other in %s, however long',
  async (locale) => {
    const invoice = app.world.invoices.get(draft.id)!
    const rates = ['1049.95', '12.5', '123456.78']
    const [line] = invoice.line_items
    const line_items = rates.map((rate, index) => ({ ...line!, id: `line-${index}`, qty: '2.5', rate }))
    app.world.invoices.set(draft.id, { ...invoice, line_items })
    const { page } = await app.open(`/invoices?edit=${draft.id}`, { locale })
    const amounts = page.locator('[data-line] .number.strong')
    await amounts.nth(rates.length - 1).waitFor()
    const boxes = await amounts.evaluateAll((all) =>
      all.map((amount) => {
        const line = amount.closest('[data-line]')!.getBoundingClientRect()
        const { right, top, height } = amount.getBoundingClientRect()
        return { right: Math.round(right), below: Math.round(top - line.top), height: Math.round(height) }
      }),
    )
    expect(new Set(boxes.map((box) => JSON.stringify(box))).size, JSON.stringify(boxes)).toBe(1)
  },
  20_000,
)

it('the total on a phone is shown with its currency, however long', async () => {
  const invoice = app.world.invoices.get(draft.id)!
  const [line] = invoice.line_items
  app.world.invoices.set(draft.id, { ...invoice, line_items: [{ ...line!, qty: '1', rate: '12345678.9' }] })
  const { page } = await app.open(`/invoices/${draft.id}/edit`, { locale: 'fr-CH', size: 'phone' })
  const total = page.locator('.editor-footer .title-page')
  await total.waitFor()
  const [text, button] = [
    await total.boundingBox(),
    await page.getByRole('button', { name: 'Send invoice' }).boundingBox(),
  ]
  const isOver =
    text!.x + text!.width > button!.x && text!.y < button!.y + button!.height && button!.y < text!.y + text!.height
  expect([isOver, await total.evaluate((box) => box.scrollWidth > box.clientWidth)]).toEqual([false, false])
}, 20_000)
