import { expect, it } from 'vitest'
import type { HomeSummary } from '../../../core/contract/business.ts'
import { home } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const LATE = home.next.find(({ kind }) => kind === 'invoice_overdue')!

/** So many late invoices and drafts, of which the server names eight. */
function homeWith(late: number, drafts: number): HomeSummary {
  const rows = Array.from({ length: late + drafts }, (_, n) => ({
    ...LATE,
    id: `00000000-0000-7000-8000-0000000007${String(n).padStart(2, '0')}`,
    kind: n < late ? ('invoice_overdue' as const) : ('invoice_draft' as const),
  }))
  return { ...home, overdue: [{ count: late, total: '900.00', currency: 'CAD' }], drafts, next: rows.slice(0, 8) }
}

it('says of every thing that waits whether it is shown or not, as much as the window holds', async () => {
  app.world.answers.set('GET /v1/home/summary', ok(homeWith(9, 3)))
  const { page } = await app.open('/home')
  const rows = page.locator('.next-row')
  const more = page.locator('.next-more a')
  await more.waitFor()
  const shown = async () => [await rows.count(), await more.textContent(), await more.getAttribute('href')]
  expect(await shown()).toEqual([8, '4 more', '/invoices?status=OVERDUE'])
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(shown).toEqual([7, '5 more', '/invoices?status=OVERDUE'])
  await page.setViewportSize({ width: 390, height: 700 })
  await expect.poll(shown).toEqual([5, '7 more', '/invoices?status=OVERDUE'])
})

it('leads to the drafts when all that is late is shown, and nowhere when all is', async () => {
  app.world.answers.set('GET /v1/home/summary', ok(homeWith(4, 3)))
  const { page } = await app.open('/home', { size: 'phone' })
  await page.locator('.next-row').nth(6).waitFor()
  expect(await page.locator('.next-more').count()).toBe(0)
  await page.setViewportSize({ width: 390, height: 700 })
  await expect
    .poll(() => page.locator('.next-more a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
    .toEqual(['/invoices?status=DRAFT'])
})

it('leads from a quote that ends to sending it again, in one tap', async () => {
  const quote = {
    ...LATE,
    id: '00000000-0000-7000-8000-000000000801',
    kind: 'quote_ending' as const,
    invoice_id: null,
    title: 'Jane Okafor',
    context: 'Q-1005',
    days_late: 0,
    due_at: '2026-11-22',
  }
  app.world.answers.set('GET /v1/home/summary', ok({ ...home, next: [quote] }))
  const { page } = await app.open('/home')
  const row = page.locator('.next-row')
  await row.getByText('Remind Jane Okafor of the quote').waitFor()
  expect(await row.locator('.next-urgency').textContent()).toBe('Ends Sun')
  await row.getByRole('link', { name: /^Remind/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Send Q-1005 to Jane Okafor again' })
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('')
  await page.goto(`${app.origin}/quotes?status=SENT`)
  await page.getByText('Nov 22, in 2 days').waitFor()
})

it('puts a comma on a phone only between an amount and its day', async () => {
  const work = { ...LATE, kind: 'work_item' as const, invoice_id: null, amount: null, title: 'No hot water' }
  app.world.answers.set('GET /v1/home/summary', ok({ ...home, next: [LATE, work] }))
  const { page } = await app.open('/home', { size: 'phone' })
  await page.getByText('No hot water').waitFor()
  const amounts = page.locator('.next-amount')
  const drawn = await amounts.evaluateAll((all) => all.map((one) => getComputedStyle(one, '::after').content))
  expect(drawn).toEqual(['","', 'none'])
})

it('leads from the suggestions that wait to where they are checked', async () => {
  const waiting = {
    ...LATE,
    kind: 'drafts_waiting' as const,
    title: '3 suggestions to check',
    context: null,
    amount: null,
  }
  app.world.answers.set('GET /v1/home/summary', ok({ ...home, next: [waiting] }))
  const { page } = await app.open('/home', { size: 'phone' })
  await page.getByRole('link', { name: 'Check: 3 suggestions to check' }).click()
  await page.getByRole('heading', { name: 'Suggestions' }).waitFor()
})
