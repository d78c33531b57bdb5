import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { openBusiness } from '../http/portal/business.ts'
import { PHONE, useJourneys } from './support/person.ts'

const KB = 1024
// What is fetched is counted: nothing may be in the window yet.
const { stack, person, signedIn } = useJourneys({ keepsWindows: false })
let business: Awaited<ReturnType<typeof openBusiness>>
beforeAll(async () => {
  business = await openBusiness(stack)
})

interface Loaded {
  path: string
  kind: string
  bytes: number
}

/** What the browser fetches from now on, compressed as an edge would. */
function loads(page: Page): Loaded[] {
  const loaded: Loaded[] = []
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url())
    if (pathname === '/v1/live') return
    const kind = response.request().resourceType()
    const entry = { path: pathname, kind, bytes: 0 }
    loaded.push(entry)
    entry.bytes = gzipSync(await response.body().catch(() => Buffer.alloc(0)), { level: 9 }).length
  })
  return loaded
}

/** Windows are asked for a second and a half later, when nobody waits: on a slow machine, before the figures are there. Here, never. */
const withoutLater = (page: Page) =>
  page.addInitScript(() => {
    const set = window.setTimeout
    const isNow = (ms?: number) => ms !== 1500
    Object.assign(window, { setTimeout: (work: () => void, ms?: number) => (isNow(ms) ? set(work, ms) : 0) })
  })
const sum = (loaded: readonly Loaded[], kind: string) =>
  loaded.filter((each) => each.kind === kind).reduce((total, { bytes }) => total + bytes, 0)

it('loads home within 45 KB of script and 12 KB of style, and its figures in one request of 6 KB', async () => {
  const { page, origin } = await signedIn(business.owner)
  await withoutLater(page)
  const loaded = loads(page)
  await page.goto(`${origin}/home`)
  await page.getByText('Paid today').waitFor()
  await page.locator('.kpis:not([aria-busy])').waitFor()
  expect(sum(loaded, 'script')).toBeGreaterThan(10 * KB)
  expect(sum(loaded, 'script')).toBeLessThanOrEqual(45 * KB)
  expect(sum(loaded, 'stylesheet')).toBeLessThanOrEqual(12 * KB)
  const figures = loaded.filter(({ path }) => path.startsWith('/v1/home'))
  expect(figures.length).toBe(1)
  expect(figures[0]?.bytes).toBeLessThanOrEqual(6 * KB)
})

it('adds at most 12 KB with each further piece of the app', async () => {
  const { page, origin } = await signedIn(business.owner)
  const loaded = loads(page)
  await page.goto(`${origin}/home`)
  await page.locator('.kpis:not([aria-busy])').waitFor()
  const first = new Set(loaded.map(({ path }) => path))
  for (const path of [
    '/inbox',
    '/drafts?paste=1',
    '/contacts',
    '/invoices',
    '/invoices?edit=new',
    '/payments',
    '/settings/business',
    '/welcome',
  ]) {
    await page.goto(origin + path)
    await page.getByRole('heading').first().waitFor()
    await page.waitForTimeout(300)
  }
  const further = loaded.filter(({ path, kind }) => !first.has(path) && /script|stylesheet/.test(kind))
  expect(further.length).toBeGreaterThan(5)
  expect(further.filter(({ bytes }) => bytes > 12 * KB)).toEqual([])
})

it('PT10 shows the page of an invoice with one request of 8 KB and no script', async () => {
  const { link } = await business.send({ notes: 'Thank you for your business.' })
  const { page } = await person(PHONE)
  const loaded = loads(page)
  await page.goto(link)
  await page.getByRole('button', { name: 'Pay $200.00' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(loaded.map(({ kind }) => kind)).toEqual(['document'])
  expect(loaded[0]?.bytes).toBeLessThanOrEqual(8 * KB)
  expect(await page.locator('script').count()).toBe(0)
})
