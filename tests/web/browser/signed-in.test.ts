import { expect, it } from 'vitest'
import { summaries } from '../support/maple.ts'
import { refusal, tellChanged } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const asked = (method: string, path: string) =>
  app.world.calls.filter((call) => call.method === method && call.path.startsWith(path))

it('sends a stranger to the sign-in and back to where he wanted to go', async () => {
  app.world.isSignedIn = false
  const { page } = await app.open('/invoices?status=OVERDUE')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('Email').fill('dana@maplecorner.example')
  await page.getByLabel('Password', { exact: true }).fill('correct horse 9')
  await page.keyboard.press('Enter')
  await page.getByText('INV-1031').waitFor()
  expect(new URL(page.url()).search).toBe('?status=OVERDUE')
}, 20_000)

it('AU keeps the access token out of everything that a script could read later', async () => {
  const { page, context } = await app.open('/home')
  await page.getByText('Birchwood Dental: follow up').waitFor()
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie)
  expect(stored).not.toContain('token-')
  expect(JSON.stringify(await context.storageState())).not.toContain('token-')
}, 20_000)

it('shows the frame to who was here before while the cookie is asked, and asks nothing without a token', async () => {
  const { page } = await app.open('/home')
  await page.getByText('Birchwood Dental').waitFor()
  app.world.answers.set('POST /v1/auth/refresh', { status: 0, body: null, afterMs: 800 })
  app.world.calls.length = 0
  await page.reload()
  await page.getByRole('link', { name: 'Invoices', exact: true }).waitFor({ timeout: 700 })
  await page.getByText('Birchwood Dental').waitFor()
  expect(app.world.calls.filter((call) => !call.token).map((call) => call.path)).toEqual(['/v1/auth/refresh'])
}, 20_000)

it('renews an expired token once for all requests that met it, then goes on', async () => {
  const { page } = await app.open('/home')
  await page.getByText('Birchwood Dental: follow up').waitFor()
  const spent = asked('GET', '/v1/home').at(-1)?.token ?? ''
  app.world.spent.add(spent)
  const before = asked('POST', '/v1/auth/refresh').length
  await page.getByRole('link', { name: 'Invoices', exact: true }).click()
  await page.getByText('INV-1042').waitFor()
  expect(asked('POST', '/v1/auth/refresh').length).toBe(before + 1)
  expect(asked('GET', '/v1/invoices').map((call) => call.token === spent)).toEqual([true, false])
}, 20_000)

it('says what happened and gives the reference, and Retry asks again', async () => {
  app.world.answers.set('GET /v1/invoices', { status: 500, body: refusal('INTERNAL', 'Something went wrong') })
  const { page } = await app.open('/invoices')
  await page.getByText('The list did not load').waitFor()
  expect(await page.getByText('Reference req_7Hq2mZ').isVisible()).toBe(true)
  app.world.answers.clear()
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByText('INV-1042').waitFor()
}, 20_000)

it('keeps the frame when the role may not see something', async () => {
  app.world.answers.set('GET /v1/payments', { status: 403, body: refusal('FORBIDDEN', 'Not for your role') })
  const { page } = await app.open('/payments')
  await page.getByText('You cannot see payments').waitFor()
  expect(await page.getByRole('heading', { name: 'Payments', level: 1 }).isVisible()).toBe(true)
}, 20_000)

it('RB3 draws no button that the server would refuse', async () => {
  app.world.role = 'VIEWER'
  const sent = summaries[1]!
  app.world.invoices.set(sent.id, { ...app.world.invoices.get(sent.id)!, allowed_actions: [] })
  const { page } = await app.open('/invoices')
  await page.getByText('INV-1042').waitFor()
  expect(await page.getByRole('link', { name: 'New invoice' }).count()).toBe(0)
  await page.goto(`${app.origin}/invoices/${sent.id}`)
  await page.getByText('The link was not opened so far').or(page.getByText('Twice')).first().waitFor()
  for (const name of [/Copy payment link/, /Record payment/, /Link actions/])
    expect(await page.getByRole('button', { name }).count()).toBe(0)
  // The paper and the file may be had by whoever sees the invoice.
  await page.getByRole('button', { name: 'More actions' }).click()
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Download PDF', 'E-invoice (XML)'])
}, 20_000)

it('a payment appears on the open page without a reload', async () => {
  const { id } = summaries[1]!
  const { page } = await app.open(`/invoices/${id}`)
  await page.getByText('$271.20 to pay').waitFor()
  const invoice = app.world.invoices.get(id)!
  app.world.invoices.set(id, { ...invoice, status: 'PAID', amount_paid: '271.20', amount_due: '0.00' })
  tellChanged(app.world, 'payment', id)
  await page.getByText('In full').waitFor({ timeout: 3000 })
}, 20_000)

it('nothing moves when the data arrives', async () => {
  const slow = [
    'GET /v1/invoices',
    'GET /v1/home/summary',
    'GET /v1/business',
    'GET /v1/auth/me',
    'POST /v1/auth/refresh',
  ]
  for (const path of slow) app.world.answers.set(path, { status: 0, body: null, afterMs: 500 })
  const { page } = await app.open('/home')
  await page.getByText('Birchwood Dental').waitFor()
  for (const path of ['/home', '/invoices', '/contacts', `/invoices/${summaries[1]!.id}`]) {
    await page.goto(app.origin + path)
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
          }).observe({ type: 'layout-shift', buffered: true })
          setTimeout(() => resolve(sum), 2500)
        }),
    )
    expect(shift, path).toBeLessThanOrEqual(0.02)
  }
}, 30_000)
