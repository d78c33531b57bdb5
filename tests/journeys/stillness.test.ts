import { beforeAll, expect, it } from 'vitest'
import { openBusiness, type Sent } from '../http/portal/business.ts'
import { DESK, PHONE, useJourneys } from './support/person.ts'

// It leaves a script in its windows.
const { stack, signedIn } = useJourneys({ keepsWindows: false })
let business: Awaited<ReturnType<typeof openBusiness>>
let sent: Sent
beforeAll(async () => {
  business = await openBusiness(stack)
  sent = await business.send()
  for (let n = 0; n < 3; n++) await business.send({ issue_date: '2025-01-01', due_date: '2025-01-15' })
  await business.owner.api.post('/v1/payments', { invoice_id: sent.id, amount: '50' })
})

const LATE_MS = 250
/** Who one is and what the business is called may come after what it lists. */
const LATER_MS = 500
const isLater = (url: string) => /\/v1\/(auth\/me|business)$/.test(url)
const SHIFT_MAX = 0.02

it.each([DESK, PHONE])('nothing moves at $name when the data arrives late', async (kind) => {
  const { page, origin } = await signedIn(business.owner, kind)
  await page.route(/\/v1\/(?!live)/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, isLater(route.request().url()) ? LATER_MS : LATE_MS))
    await route.continue().catch(() => {})
  })
  await page.addInitScript(() => {
    const seen = { shift: 0, where: [] as string[] }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node: Node }[] })[]) {
        seen.shift += entry.value
        seen.where.push(
          ...entry.sources.map(({ node }) => (node as Element | null)?.className || node?.nodeName || 'what is gone'),
        )
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const screens = [
    ['/home', 'Jane Okafor: follow up'],
    ['/contacts', 'Jane Okafor'],
    ['/invoices', 'INV-0001'],
    [`/invoices/${sent.id}`, '$50.00 of $200.00 received'],
    ['/payments', 'Jane Okafor'],
  ]
  for (const [path, content] of screens) {
    await page.goto(origin + path)
    await page
      .getByText(content ?? '')
      .filter({ visible: true })
      .first()
      .waitFor()
    await page.waitForTimeout(LATER_MS)
    const seen = await page.evaluate(() => (window as unknown as { seen: { shift: number; where: string[] } }).seen)
    expect(seen.shift, `${path}: ${seen.where.join(', ')}`).toBeLessThanOrEqual(SHIFT_MAX)
  }
})
