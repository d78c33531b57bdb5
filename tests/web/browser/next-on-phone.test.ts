import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()

it.each([
  ['a draft', 0],
  ['sent', 1],
  ['partly paid, and disputed', 4],
  ['overdue', 6],
])('UX 7 answers what is next without scrolling on a phone: %s', async (_, index) => {
  const { page } = await app.open(`/invoices/00000000-0000-7000-8000-00000000020${index}`, { size: 'phone' })
  const next = page.locator('.three-card', { hasText: 'Next?' })
  await next.waitFor()
  const bar = await page.getByRole('navigation', { name: 'Main, phone' }).boundingBox()
  const box = await next.boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0)
})
