import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const NEW = '/invoices?edit=new'
const sent = (method: string) =>
  app.world.calls.findLast((call) => call.method === method && call.path.startsWith('/v1/invoices'))?.body as {
    notes: string | null
    line_items: { name: string }[]
    discount: unknown
  }

const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()

async function chooseJane(page: Page) {
  await page.getByRole('combobox', { name: 'To', exact: true }).fill('Jane')
  await page.getByRole('option', { name: 'Jane Okafor' }).click()
}
const lineOf = (page: Page, number: number) => {
  const line = page.locator('[data-line]').nth(number - 1)
  return {
    name: line.getByRole('combobox').first(),
    qty: line.getByLabel('Quantity'),
    rate: line.getByLabel('Price'),
    note: line.locator('.unsaved'),
  }
}
/** Away and back, with the buttons of the app. */
async function leaveAndReturn(page: Page) {
  const address = page.url()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await seen(page, /kept on this device/)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('heading', { name: /invoice$/ }).waitFor()
  expect(page.url()).toBe(address)
}

describe('what cannot be saved', () => {
  it.each([
    { what: 'a line with only a name', fill: { name: 'Tap' }, says: 'Not saved yet. Enter a price' },
    { what: 'a line with only a price', fill: { rate: '80' }, says: 'Not saved yet. Say what it is for' },
    { what: 'a price that is no number', fill: { name: 'Tap', rate: 'abc' }, says: 'Not saved yet. Use a number' },
    { what: 'a quantity that is none', fill: { name: 'Tap', rate: '8', qty: '' }, says: 'Not saved yet. Use a number' },
  ])('is said beside $what, and is there again', async ({ fill, says }) => {
    const { page } = await app.open(NEW)
    await chooseJane(page)
    await lineOf(page, 1).name.fill('Call-out')
    await lineOf(page, 1).rate.fill('60')
    await page.getByRole('button', { name: 'Add line' }).click()
    for (const [field, text] of Object.entries(fill)) await lineOf(page, 2)[field as keyof typeof fill].fill(text)
    await seen(page, /^Saved .+, but not line 2$/)
    expect(await lineOf(page, 2).note.textContent()).toBe(says)
    expect(await lineOf(page, 1).note.count()).toBe(0)
    expect(sent('POST').line_items).toHaveLength(1)
    await leaveAndReturn(page)
    for (const [field, text] of Object.entries(fill))
      expect(await lineOf(page, 2)[field as keyof typeof fill].inputValue()).toBe(text)
    await page.reload()
    await lineOf(page, 2).note.waitFor()
    // Finished, it is saved, and nothing stays behind.
    await lineOf(page, 2).name.fill('Tap')
    await lineOf(page, 2).qty.fill('1')
    await lineOf(page, 2).rate.fill('80')
    await expect.poll(() => sent('PATCH')?.line_items.map(({ name }) => name)).toEqual(['Call-out', 'Tap'])
    await seen(page, /^Saved [^,]+$/)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('draft')))).toEqual([])
  })

  it('has an address of its own once it is saved, also on the page of a new one', async () => {
    const { page } = await app.open('/invoices/new/edit')
    await chooseJane(page)
    await lineOf(page, 1).name.fill('Call-out')
    await lineOf(page, 1).rate.fill('60')
    await seen(page, /^Saved [^,]+$/)
    await expect.poll(() => page.url()).toMatch(/\/invoices\/new-invoice\/edit$/)
    expect(await lineOf(page, 1).name.inputValue()).toBe('Call-out')
    await page.reload()
    await lineOf(page, 1).name.waitFor()
    expect(await lineOf(page, 1).name.inputValue()).toBe('Call-out')
  })

  it('is not said to be elsewhere once it is open again, however it was opened', async () => {
    const { page } = await app.open('/invoices')
    await page.getByRole('link', { name: 'New invoice' }).click()
    await chooseJane(page)
    await page.getByLabel('Due', { exact: true }).fill('2026-11-01')
    await seen(page, /The due date is before the issue date/)
    const id = new URL(page.url()).searchParams.get('edit')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await seen(page, /kept on this device/)
    await page.locator(`a[href*="${id}"]`).first().click()
    await page.getByRole('heading', { name: /invoice$/ }).waitFor()
    expect(await page.getByText('kept on this device, not saved yet').count()).toBe(0)
  })

  it('is said beside a due date before the issue date, of which nothing is saved meanwhile', async () => {
    const { page } = await app.open(NEW)
    await chooseJane(page)
    await page.getByLabel('Due', { exact: true }).fill('2026-11-01')
    await page.getByLabel('Notes, printed').fill('Mind the dog')
    await seen(page, 'Not saved. The due date is before the issue date')
    await seen(page, 'Not saved yet. The due date is before the issue date')
    await leaveAndReturn(page)
    expect(await page.getByLabel('Notes, printed').inputValue()).toBe('Mind the dog')
    await page.getByLabel('Due', { exact: true }).fill('2026-12-01')
    await expect.poll(() => (sent('PATCH') ?? sent('POST'))?.notes).toBe('Mind the dog')
    await seen(page, /^Saved [^,]+$/)
  })

  it.each([
    { late: 'what is usual for a contact', path: /\/v1\/invoices\?/ },
    { late: 'the contact that was chosen', path: /\/v1\/contacts\/[^/?]+$/ },
  ])('is not taken back when $late is known later', async ({ path }) => {
    const { page } = await app.open(NEW)
    await page.route(path, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      await route.continue()
    })
    const usual = page.waitForResponse(/\/v1\/invoices\/[^/?]+$/)
    await chooseJane(page)
    await page.getByLabel('Due', { exact: true }).fill('2026-11-01')
    await usual
    await seen(page, 'Not saved. The due date is before the issue date')
    await page.getByText('as on their last invoice').waitFor({ state: 'detached' })
    expect(await page.getByLabel('Due', { exact: true }).inputValue()).toBe('2026-11-01')
  })

  it('takes what is usual for who was chosen last, whoever is known first', async () => {
    const { page } = await app.open(NEW)
    let asked = 0
    await page.route(/\/v1\/contacts\/[^/?]+$/, async (route) => {
      if (asked++ === 0) await new Promise((resolve) => setTimeout(resolve, 1500))
      await route.continue()
    })
    const first = page.waitForRequest(/\/v1\/contacts\/[^/?]+$/)
    await chooseJane(page)
    await page.getByRole('combobox', { name: 'To', exact: true }).fill('Rosa')
    await page
      .getByRole('option', { name: /Rosa Mendes/ })
      .first()
      .click()
    await (await first).response()
    await page.waitForTimeout(100)
    expect(asked).toBe(2)
    expect(await page.getByRole('combobox', { name: 'To', exact: true }).inputValue()).toBe('Rosa Mendes')
  })

  it('is said beside a discount that is none', async () => {
    const { page } = await app.open(NEW)
    await chooseJane(page)
    await page.getByRole('button', { name: 'Add discount' }).click()
    await page.getByLabel('Discount', { exact: true }).fill('a tenth')
    await seen(page, /^Saved .+, but not the discount$/)
    await seen(page, 'Not saved yet. Use an amount, or a share such as 10%')
    await leaveAndReturn(page)
    expect(await page.getByLabel('Discount', { exact: true }).inputValue()).toBe('a tenth')
  })

  it('is everything while nobody is chosen; the next new one goes on from there, or starts over', async () => {
    const { page } = await app.open(NEW)
    expect(await page.locator('.unsaved').count()).toBe(0)
    await lineOf(page, 1).name.fill('Call-out')
    await lineOf(page, 1).rate.fill('60')
    await seen(page, 'Not saved. Choose who this is for')
    await page.getByLabel('Message in the email').fill('Hello Jane')
    await leaveAndReturn(page)
    await seen(page, /You typed this before/)
    expect(await page.getByLabel('Message in the email').inputValue()).toBe('Hello Jane')
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect.poll(() => lineOf(page, 1).name.inputValue()).toBe('')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => lineOf(page, 1).name.inputValue()).toBe('Call-out')
    expect(sent('POST')).toBeUndefined()
  })

  it('is shown to nobody else who signs in on this device', async () => {
    const { page } = await app.open(NEW)
    await lineOf(page, 1).name.fill('Call-out')
    await seen(page, 'Not saved. Choose who this is for')
    await page.evaluate(() => {
      for (const name of Object.keys(localStorage).filter((each) => each.startsWith('draft '))) {
        localStorage.setItem(name.replace(/^draft \S+/, 'draft somebody'), localStorage.getItem(name) ?? '')
        localStorage.removeItem(name)
      }
    })
    await page.goto(`${app.origin}/home`)
    await page.goto(app.origin + NEW)
    await lineOf(page, 1).name.waitFor()
    expect(await lineOf(page, 1).name.inputValue()).toBe('')
  })

  it('on a phone is said in the list of lines; the cross of a line closes it, Remove can be taken back', async () => {
    const { page } = await app.open(NEW, { size: 'phone' })
    await page.getByRole('button', { name: 'What is it for?' }).click()
    const sheet = page.getByRole('dialog', { name: 'Line 1' })
    await sheet.getByRole('combobox').first().fill('Tap')
    await sheet.getByRole('button', { name: 'Close' }).click()
    await sheet.waitFor({ state: 'detached' })
    await seen(page, 'Not saved yet. Enter a price')
    await page.getByRole('button', { name: /^Tap/ }).click()
    await sheet.getByRole('button', { name: 'Remove line' }).click()
    await page.getByRole('button', { name: 'What is it for?' }).waitFor()
    expect(await overlap(page, '.toast', '.editor-footer')).toBe(false)
    await page.getByRole('button', { name: 'Back' }).click()
    await page.locator('.fab').waitFor()
    expect(await overlap(page, '.toast', '.fab')).toBe(false)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.goto(app.origin + NEW)
    await page.getByRole('button', { name: /^Tap/ }).waitFor()
  })

  it('says on a phone what the sum is made of', async () => {
    const { page } = await app.open(NEW, { size: 'phone' })
    await page.getByRole('button', { name: 'What is it for?' }).click()
    const sheet = page.getByRole('dialog', { name: 'Line 1' })
    await sheet.getByRole('combobox').first().fill('Tap')
    await sheet.getByLabel('Price').fill('467.08')
    await sheet.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Add discount' }).click()
    await page.getByLabel('Discount', { exact: true }).fill('10%')
    await seen(page, 'Subtotal $467.08 − discount $46.71 + HST $54.65')
    await seen(page, '$475.02')
  })
})

/** Whether one covers a part of the other. */
const overlap = (page: Page, first: string, second: string) =>
  page.evaluate(
    (names) => {
      const [a, b] = names.map((name) => document.querySelector(name)!.getBoundingClientRect()) as [DOMRect, DOMRect]
      return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    },
    [first, second],
  )

describe('what can be saved', () => {
  it('is, when a link is followed the moment after it was typed', async () => {
    const draft = [...app.world.invoices.values()].find(({ status }) => status === 'DRAFT')
    const { page } = await app.open(`/invoices/${draft?.id}/edit`)
    await page.getByLabel('Notes, printed').fill('Mind the dog')
    await page.getByRole('link', { name: 'Home' }).click()
    await expect.poll(() => sent('PATCH')?.notes).toBe('Mind the dog')
    expect(await page.getByText('kept on this device').count()).toBe(0)
  })

  it('is kept while the connection is lost, and saved when it is opened again', async () => {
    const { page, context } = await app.open(NEW)
    await chooseJane(page)
    await seen(page, /^Saved/)
    const isAsked = app.world.calls.length
    await context.setOffline(true)
    await page.getByLabel('Notes, printed').fill('Mind the dog')
    await seen(page, 'Not saved yet')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await seen(page, 'This invoice is kept on this device, not saved yet')
    expect(app.world.calls.slice(isAsked).some(({ method }) => method === 'PATCH')).toBe(false)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect.poll(() => sent('PATCH')?.notes).toBe('Mind the dog')
    expect(await page.getByLabel('Notes, printed').inputValue()).toBe('Mind the dog')
  })
})

it.each(['desktop', 'phone'] as const)('a name that was typed and not chosen is kept on a %s', async (size) => {
  const { page } = await app.open(NEW, { size })
  const isPhone = size === 'phone'
  const says = '“Ann Berg” is not chosen yet: choose or create them'
  const to = page.getByRole('combobox', { name: 'To', exact: true })
  if (isPhone) await page.getByRole('button', { name: 'Choose who it is for' }).click()
  await to.fill('Ann Berg')
  await page.getByRole('option', { name: 'New contact “Ann Berg”' }).waitFor()
  // The list first, which is over the button.
  await to.press('Escape')
  if (isPhone) await page.getByRole('button', { name: 'Done' }).click()
  else await page.getByLabel('Issued').focus()
  await seen(page, `Not saved yet. ${says}`)
  await page.reload()
  await seen(page, `Not saved yet. ${says}`)
  await page.getByRole('button', { name: 'Send invoice' }).click()
  await seen(page, says)
  if (isPhone) await page.getByRole('button', { name: /^Ann Berg/ }).click()
  expect(await to.inputValue()).toBe('Ann Berg')
  await to.click()
  await page.getByRole('option', { name: 'New contact “Ann Berg”' }).click()
  await expect
    .poll(() => app.world.calls.findLast(({ path }) => path === '/v1/contacts')?.body)
    .toMatchObject({
      display_name: 'Ann Berg',
    })
  await expect.poll(() => page.getByText('is not chosen yet').count()).toBe(0)
})
