import { describe, expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
/** Its number is given, and it is open for payment. */
const WORDS = /^It gets its number and opens for payment/
const LINK = 'https://pay.maplecorner.example/portal/invoices/8Kq2token'

const draft = () => [...app.world.invoices.values()].find(({ status }) => status === 'DRAFT')!
const done = () => app.world.calls.filter(({ path }) => /payment-link|mark-sent/.test(path)).map(({ path }) => path)

describe('what freezes a draft in one press', () => {
  it.each(['desktop', 'phone'] as const)(
    'the link from the editor on a %s says what it does, and can be taken back',
    async (size) => {
      const { page } = await app.open(`/invoices?edit=${draft().id}`, { size })
      await page.getByRole('button', { name: 'Copy link' }).click()
      await page.getByText(WORDS).waitFor()
      await page.getByRole('button', { name: /^Undo/ }).click()
      await page.getByText('Not opened. It is still a draft.').waitFor()
      await page.getByRole('button', { name: 'Send invoice' }).waitFor()
      expect(done()).toEqual([])
    },
  )

  it('is done after ten seconds, and the link is in the clipboard', async () => {
    const { page, context } = await app.open(`/invoices?edit=${draft().id}`)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const { id } = draft()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByRole('button', { name: 'Undo 8' }).waitFor()
    expect(done()).toEqual([])
    await page.getByText('Payment link copied').waitFor({ timeout: 20_000 })
    expect(done()).toEqual([`/v1/invoices/${id}/payment-link`])
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(LINK)
    await page.getByRole('heading', { level: 1, name: 'INV-1043' }).waitFor()
  })

  it.each([
    { item: 'Copy payment link', undone: 'Not opened. It is still a draft.' },
    { item: 'Mark as sent', undone: 'Not marked. It is still a draft.' },
  ])('$item from its page is held, wherever one goes meanwhile', async ({ item, undone }) => {
    const { page } = await app.open(`/invoices/${draft().id}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await page.getByText(WORDS).waitFor()
    await page.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByText(undone).waitFor()
    expect(done()).toEqual([])
  })
})

it('a link whose clipboard is closed is not said to be copied', async () => {
  const { page } = await app.open('/invoices/00000000-0000-7000-8000-000000000201')
  await page.evaluate(() => {
    const closed = () => Promise.reject(new Error('closed'))
    Object.defineProperty(navigator, 'clipboard', { value: { write: closed, writeText: closed } })
  })
  await page.getByRole('button', { name: 'Copy payment link' }).first().click()
  await page.getByText('INV-1042 is open for payment').waitFor()
  expect(await page.getByText('Payment link copied').count()).toBe(0)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText(`Copy it by hand: ${LINK}`).waitFor()
})

it('the page of a paid invoice says its total, what was paid and what is left', async () => {
  const paid = [...app.world.invoices.values()].find(({ status }) => status === 'PAID')!
  const { page } = await app.open(`/invoices/${paid.id}`)
  const sums = page.getByRole('region', { name: 'Lines' }).locator('dl')
  const texts = async () => (await sums.locator('dt, dd').allTextContents()).join(' ')
  await expect.poll(texts).toMatch(/ Total \$339\.00 Paid so far −\$339\.00 Balance \$0\.00$/)
})
