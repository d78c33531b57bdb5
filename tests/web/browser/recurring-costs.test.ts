import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()

it.each(['desktop', 'phone'] as const)('costs that come back stand beside the expenses: %s', async (size) => {
  const { page, complaints } = await app.open('/expenses', { size })
  if (size === 'phone') await page.getByRole('link', { name: 'Costs that come back' }).click()
  await page.getByText('Every month · next Dec 5 · 7 times').waitFor()
  await page.getByText('Every year · expected Nov 1 · 2 times').waitFor()
  await page.getByText('$1,017.00 a year').waitFor()
  // Each currency by itself.
  await page.getByText('$1,017.00 · USD 300.00').waitFor()
  await page.getByText('since Sep 5: $79.10 before').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.getByText('Every month').click()
  await page.waitForURL(/\/expenses\/00000000-0000-7000-8000-000000000a02$/)
  expect(complaints).toEqual([])
})

it('none are said to be none', async () => {
  app.world.isEmpty = true
  const { page } = await app.open('/expenses?recurring=1')
  await page.getByText('No cost comes back').waitFor()
  await page.getByRole('button', { name: 'Back' }).click()
  await page.waitForURL(/\/expenses$/)
})
