import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()

it.each(['desktop', 'phone'] as const)('what concerns me is counted, opened and read: %s', async (size) => {
  const { page, complaints } = await app.open('/home', { size })
  if (size === 'phone') await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole(size === 'phone' ? 'button' : 'link', { name: /^Notices/ }).click()
  const badge = page.getByRole('link', { name: 'Notices 2 unread' })
  if (size === 'desktop') await badge.waitFor()
  await page.getByRole('link', { name: /Unread: A payment arrived \(2 times\)/ }).click()
  await page.waitForURL(/\/invoices\/00000000-0000-7000-8000-000000000204$/)
  await page.goBack()
  await page.getByText('It is gone, or not yours any more').waitFor()
  await expect.poll(() => page.getByText('Unread:').count()).toBe(1)
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await page.getByText('All marked as read').waitFor()
  await expect.poll(() => page.getByText('Unread:').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Mark all as read' }).isDisabled()).toBe(true)
  await page.getByLabel('Mail me once a day what I have not read').check()
  await page.getByText('Mailed at seven in the morning').waitFor()
  expect(app.world.noticesMail).toBe('DAILY')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expect(complaints).toEqual([])
})
