import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { HomeSummary } from '../../../core/contract/business.ts'
import { home } from '../support/maple.ts'
import { ok } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

/** Large sums of one currency, with some of another beside them. */
function homeIn(currency: string, total: string): HomeSummary {
  const figures = [
    { count: 12, total, currency },
    { count: 1, total: '1049.95', currency: 'CHF' },
  ]
  const next = home.next.map((row) => ({ ...row, currency, amount: total }))
  return { ...home, currency, unpaid: figures, overdue: figures, paid_today: figures, next }
}

/** What of Home is wider than its place, or runs over its neighbour. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const texts = [...document.querySelectorAll<HTMLElement>('.kpi > *, .next-amount')]
    const isCut = (element: HTMLElement) => element.scrollWidth > element.clientWidth + 1
    const isOut = (element: HTMLElement) =>
      element.getBoundingClientRect().right > (element.closest('.kpi, .next-row')?.getBoundingClientRect().right ?? 0)
    const amounts = texts.filter((element) => !element.matches('.ellipsis'))
    return amounts.filter((element) => isCut(element) || isOut(element)).map((element) => element.textContent)
  })

it.each([
  { currency: 'JPY', total: '123456789', locale: 'ja-JP', says: '123,456,789' },
  { currency: 'EUR', total: '1234567.89', locale: 'de-DE', says: '1.234.567,89' },
  { currency: 'EUR', total: '9876543.21', locale: 'en-US', says: '9,876,543.21' },
  { currency: 'CAD', total: '271.20', locale: 'fr-CA', says: '271,20' },
])('Home shows $currency whole in $locale', async ({ currency, total, locale, says }) => {
  app.world.answers.set('GET /v1/home/summary', ok(homeIn(currency, total)))
  for (const size of ['phone', 'desktop'] as const) {
    const { page } = await app.open('/home', { size, locale })
    const figure = page.locator('.kpi .figure').first()
    await expect.poll(async () => (await figure.textContent())?.replace(/\s/g, ' '), { timeout: 8000 }).toContain(says)
    expect(await cutOff(page), size).toEqual([])
    expect(await figure.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThan(
      11,
    )
  }
})

it('says on a phone all of what belongs to a figure, and what stands beside an amount close to it', async () => {
  const { page } = await app.open('/home', { size: 'phone' })
  await page.getByText('oldest').waitFor()
  const cut = await page
    .locator('.kpi .ellipsis')
    .evaluateAll((notes) => notes.filter((note) => note.scrollWidth > note.clientWidth).map((note) => note.textContent))
  expect(cut).toEqual([])
  const gaps = await page.locator('.next-row').evaluateAll((rows) =>
    rows.map((row) => {
      const box = (name: string) => row.querySelector(name)!.getBoundingClientRect()
      return box('.next-urgency').left - box('.next-amount').right
    }),
  )
  expect(Math.max(...gaps)).toBeLessThan(12)
}, 20_000)
