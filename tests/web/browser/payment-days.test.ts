import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const lists = () => app.world.calls.map((call) => call.path).filter((path) => path.startsWith('/v1/payments'))

it('opens from Home the payments that were counted, and from there all of them', async () => {
  const { page } = await app.open('/home')
  await page.getByRole('link', { name: /^Paid today/ }).click()
  await page.getByText('Harriet Lowe').waitFor()
  expect(new URL(page.url()).search).toBe('?paid_from=2026-11-20&paid_to=2026-11-20')
  expect(await page.getByText('Desmond Clarke').count()).toBe(0)
  await page.getByRole('link', { name: 'Only paid today. Show all' }).click()
  await page.getByText('Desmond Clarke').waitFor()
  expect(await page.getByText('Paid today').count()).toBe(0)
  expect(lists()).toEqual(['/v1/payments?paid_from=2026-11-20&paid_to=2026-11-20', '/v1/payments'])
}, 20_000)

it('says that nothing came in on these days, and offers all', async () => {
  const { page } = await app.open('/payments?paid_from=2026-11-01&paid_to=2026-11-02', { size: 'phone' })
  await page.getByText('No payment fits').waitFor()
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await page.getByText('Desmond Clarke').waitFor()
  await page.goto(`${app.origin}/payments?paid_from=yesterday`)
  await page.getByText('Desmond Clarke').waitFor()
  expect(lists().at(-1)).toBe('/v1/payments')
}, 20_000)
