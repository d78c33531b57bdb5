import { expect, it } from 'vitest'
import { summaries } from '../support/maple.ts'
import { useApp } from './app.ts'

const app = useApp()
const draft = summaries[0]!

it.each(['desktop', 'phone'] as const)(
  'on a %s, words become lines that were chosen, and can be taken back',
  async (size) => {
    const place = size === 'phone' ? `/invoices/${draft.id}/edit` : `/invoices?edit=${draft.id}`
    const { page } = await app.open(place, { size })
    const before = app.world.invoices.get(draft.id)!.line_items.length
    await page.getByRole('button', { name: 'From words…' }).click()
    const read = page.getByRole('button', { name: 'Read them' })
    await read.click()
    await page.getByText('Paste or type what was written').waitFor()
    await page.getByLabel('What was written').fill('Good evening')
    await read.click()
    await page.getByText('Nothing in these words').waitFor()
    await page.getByLabel('What was written').fill('Please invoice 2 taps at $30 each and 1 valve for US$ 85')
    await read.click()
    const lines = page.getByRole('list', { name: 'Suggested lines' })
    await expect.poll(() => lines.textContent()).toContain('“Please invoice 2 taps at $30 each”')
    await lines.getByLabel('Valve').uncheck()
    await page.getByRole('button', { name: 'Add 1 line' }).click()
    await expect
      .poll(() => app.world.invoices.get(draft.id)!.line_items.at(-1))
      .toMatchObject({ name: 'Taps', qty: '2' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => app.world.invoices.get(draft.id)!.line_items.length).toBe(before)
  },
  20_000,
)
