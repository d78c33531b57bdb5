import { beforeAll, expect, it } from 'vitest'
import { apiClient } from '../support/api.ts'
import { violationsOf } from '../support/axe.ts'
import { receiptPdf } from '../support/extraction/receipt-pdf.ts'
import { makeTeam, TEAM_PASSWORD, type Team, type TeamBusiness } from '../support/team.ts'
import { DESK, forgive, type Kind, type Person, PHONE, useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys({ keepsWindows: false })
let team: Team
let business: TeamBusiness
beforeAll(async () => {
  team = await makeTeam(stack)
  business = await team.business({ name: 'Maple Corner Plumbing' })
  await business.owner.post('/v1/contacts', { display_name: 'Jane Okafor' })
})

const as = (role: 'OWNER' | 'STAFF', kind: Kind, more = {}) =>
  signedIn({ email: team.emailOf(role), password: TEAM_PASSWORD, tenantId: business.tenantId }, kind, more)

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

/** What a draft lacks, by whoever took the receipt. */
async function complete({ page }: Person, vendor: string, amount: string): Promise<void> {
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByRole('combobox', { name: 'Vendor' }).fill(vendor)
  await detail.getByLabel('Date', { exact: true }).fill('2026-11-18')
  await detail.getByLabel('Amount, with tax').fill(amount)
  await detail.getByText('Not saved yet').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await detail.getByRole('button', { name: 'Submit' }).click()
  await detail.getByText('Submitted', { exact: true }).waitFor()
}

const expenses = async () => (await business.owner.get('/v1/expenses')).body.data as Record<string, unknown>[]

it('H-TEST-3, 4 on a phone without a connection: what was seen is there, what is taken is sent when it is back', async () => {
  const who = await as('STAFF', PHONE, { serviceWorkers: 'allow' })
  const { page, origin } = who
  const context = page.context()
  await page.goto(`${origin}/contacts`)
  await page.getByText('Jane Okafor').waitFor()
  await page.goto(`${origin}/expenses`)
  await page.getByText('No expenses yet').waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  // Once more through it, so that it has each piece; then two quiet seconds until the answers are kept.
  for (const path of ['/expenses', '/contacts']) {
    await page.goto(origin + path)
    await page.locator('main h1').waitFor()
  }
  await expect.poll(() => keptPaths(who), { timeout: 10_000 }).toContain('/v1/contacts')

  await context.setOffline(true)
  await page.reload()
  await page.getByText('Jane Okafor').waitFor()
  await page.getByText(/No connection: as of \d/).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.goto(`${origin}/expenses`)
  const receipt = { name: 'IMG_1.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') }
  await page.getByLabel('Receipts to add').first().setInputFiles(receipt)
  await page.getByText(/Waiting to be sent/).waitFor()
  // Whoever opens the app anywhere sends it.
  await page.goto(`${origin}/contacts`)
  await page.getByText('Jane Okafor').waitFor()
  expect(await expenses()).toEqual([])
  await context.setOffline(false)
  await page.goto(`${origin}/contacts`)
  await expect.poll(expenses, { timeout: 10_000 }).toHaveLength(1)
  expect(await page.getByText(/No connection/).count()).toBe(0)

  await page.goto(`${origin}/expenses`)
  await page.getByRole('link', { name: /IMG_1.png/ }).click()
  await complete(who, 'Wellington Supply', '84.75')
  const [draft] = await expenses()
  expect(draft).toMatchObject({ status: 'SUBMITTED', amount: '84.75', vendor_name: 'Wellington Supply' })

  // Who signs out leaves nothing of it behind.
  await page.goto(`${origin}/home`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/login/)
  expect(await keptPaths(who)).toEqual([])
  await context.setOffline(true)
  await page.goto(`${origin}/contacts`)
  await page
    .getByText('SMB Hub cannot be reached')
    .or(page.getByRole('button', { name: 'Sign in' }))
    .first()
    .waitFor()
  expect(await page.getByText('Jane Okafor').count()).toBe(0)
  forgive(who, /ERR_INTERNET_DISCONNECTED|Failed to fetch|401 \(Unauthorized\)/)
})

const PAPER = `<pre style="font: 26px/38px monospace; padding: 40px">
  WELLINGTON PLUMBING SUPPLY LTD
      540 Wellington St W

2026-11-19 07:52       #44871
1/2 QUARTER TURN VALVE   44.75
CARTRIDGE 1225B          54.10
SUBTOTAL                 98.85
HST 13%                  12.85
TOTAL CAD              $111.70
VISA ****4242           111.70
</pre>`

/** A receipt as a camera takes it: a little askew. */
async function photo({ page }: Person, words = PAPER): Promise<Buffer> {
  const paper = await page.context().newPage()
  await paper.setViewportSize({ width: 700, height: 640 })
  await paper.setContent(words)
  await paper.evaluate(() => {
    document.querySelector('pre')!.style.transform = 'rotate(1.5deg)'
  })
  const taken = await paper.screenshot()
  await paper.close()
  return taken
}

const READ_MS = 60_000

it('H-AI-13 photo of a receipt to approved expense on a phone: read on the device, each value shows its words', async () => {
  const who = await as('OWNER', PHONE)
  const { page, origin } = who
  const taken = await photo(who)
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.goto(`${origin}/expenses`)
  await page.getByLabel('Photo of a receipt').first().waitFor({ state: 'attached' })
  expect(sent.filter((call) => call.includes('/reader-'))).toEqual([])
  await page
    .getByLabel('Photo of a receipt')
    .first()
    .setInputFiles({ name: 'IMG_7.png', mimeType: 'image/png', buffer: taken })
  const started = Date.now()
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByText(/Reading the receipt on this device/).waitFor()
  await detail.getByText(/Violet fields were read by a machine/).waitFor({ timeout: READ_MS })
  console.log(`photo to draft: ${Date.now() - started} ms`)
  const value = (label: string) => detail.getByLabel(label, { exact: true }).first().inputValue()
  expect([await value('Date'), await value('Amount, with tax'), await value('Tax in it')]).toEqual([
    '2026-11-19',
    '111.70',
    '12.85',
  ])
  expect((await value('Vendor')).toUpperCase()).toContain('WELLINGTON PLUMBING SUPPLY')
  expect(await violationsOf(page)).toEqual([])

  const source = detail.getByRole('button', { name: /Read from the receipt, (High|Medium): show where/ })
  await source.nth(2).click()
  expect(await detail.locator('.read-place').count()).toBe(1)
  // What a person changes is his.
  const marks = await source.count()
  await detail.getByRole('combobox', { name: 'Vendor' }).fill('Wellington Supply')
  await expect.poll(() => source.count()).toBe(marks - 1)

  await detail.getByRole('button', { name: 'Submit' }).click()
  await detail.getByRole('button', { name: 'Approve' }).click()
  await detail.getByText('Approved', { exact: true }).waitFor()
  const [approved] = await expenses()
  expect(approved).toMatchObject({
    status: 'APPROVED',
    amount: '111.70',
    tax_total: '12.85',
    vendor_name: 'Wellington Supply',
    expense_date: '2026-11-19',
  })
  // Nothing but the words went out to be understood, and nothing was sent or charged.
  const posted = sent.filter(
    (call) => /^(POST|PUT|PATCH) \/v1\//.test(call) && !/\/v1\/(events|auth\/refresh)$/.test(call),
  )
  expect(
    posted.every((call) => /\/v1\/(expenses|files|ai\/extract)/.test(call)),
    posted.join(),
  ).toBe(true)
}, 120_000)

it('a photo is pasted anywhere: its words are marked on it, and it becomes one expense that is taken back', async () => {
  const who = await as('STAFF', PHONE)
  const { page, origin } = who
  const before = (await expenses()).length
  const context = page.context()
  await page.goto(`${origin}/home`)
  await page.getByRole('button', { name: 'New', exact: true }).first().click()
  await page.getByRole('dialog', { name: 'New' }).getByRole('button', { name: 'Paste anything' }).click()
  const camera = page.getByLabel('Photo to draft from')
  await camera.waitFor({ state: 'attached' })
  // What is no picture says so, and goes no further.
  await camera.setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') })
  await page.getByText(/This picture cannot be opened/).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Choose another' }).click()

  const picture = await photo(who)
  await context.route('**/v1/files/presign', (route) => route.abort('internetdisconnected'))
  const started = Date.now()
  await camera.setInputFiles({ name: 'IMG_9.png', mimeType: 'image/png', buffer: picture })
  await page.getByText(/There is no connection. It is still here/).waitFor({ timeout: READ_MS })
  await context.unroute('**/v1/files/presign')
  await page.evaluate(() => dispatchEvent(new Event('online')))

  const panel = page.getByRole('region', { name: 'Suggestion' })
  await panel.getByLabel('Total, with tax').waitFor({ timeout: READ_MS })
  console.log(`photo to draft on a phone, with a lost connection: ${Date.now() - started} ms`)
  expect(await panel.getByLabel('Total, with tax').inputValue()).toBe('111.70')
  const total = panel.locator('.read-spot[href="#amount"]')
  await total.click()
  expect(await panel.locator('.read-spot.now').count()).toBe(1)
  expect(await panel.getByLabel('Total, with tax').evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await violationsOf(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

  await panel.getByText('Looking closer…').waitFor({ state: 'detached', timeout: READ_MS })
  // Beside the expense of the receipt before it there is one that is alike, and that is asked about.
  const make = panel.getByRole('button', { name: /^(Apply as draft|Create anyway)$/ })
  await make.dblclick()
  await panel.getByRole('heading', { name: 'Expense drafted' }).waitFor()
  const [made, ...others] = await expenses()
  expect(others.length).toBe(before)
  expect(made).toMatchObject({ status: 'DRAFT', amount: '111.70', receipt: { mime_type: 'image/png' } })
  await panel.getByRole('button', { name: 'Undo' }).click()
  await make.waitFor()
  expect((await expenses()).length).toBe(before)
  // The picture is the draft's still.
  await total.waitFor()
  forgive(who, /ERR_INTERNET_DISCONNECTED/)
}, 120_000)

it('H-AI-3 a photo of a note becomes what it asks for, and another thing where one says so', async () => {
  const who = await as('STAFF', PHONE)
  const { page, origin } = who
  await page.goto(`${origin}/home`)
  await page.getByRole('button', { name: 'New', exact: true }).first().click()
  await page.getByRole('dialog', { name: 'New' }).getByRole('button', { name: 'Paste anything' }).click()
  const buffer = await photo(who, PAPER.replace(/(?<=<pre>|<pre [^>]*>)[^<]*/u, 'call Mrs Li\ntuesday about boiler'))
  await page.getByLabel('Photo to draft from').setInputFiles({ name: 'note.png', mimeType: 'image/png', buffer })
  const panel = page.getByRole('region', { name: 'Suggestion' })
  await panel.getByLabel('Title').waitFor({ timeout: READ_MS })
  await panel.getByText('Looking closer…').waitFor({ state: 'detached', timeout: READ_MS })
  // The model, which has answered now, takes the first line for its title; by rules it is both.
  expect(await panel.getByLabel('Title').inputValue()).toBe('call Mrs Li')
  await panel.locator('.read-spot[href="#due_at"]').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await panel.getByRole('button', { name: 'More…' }).click()
  await panel.getByRole('button', { name: 'Expense', exact: true }).click()
  await panel.getByLabel('Total, with tax').waitFor()
})

it('a receipt whose reader does not come is typed by hand', async () => {
  const who = await as('STAFF', PHONE)
  const { page, origin } = who
  const taken = await photo(who)
  await page.route('**/reader-*/**', (route) => route.abort())
  await page.goto(`${origin}/expenses`)
  await page
    .getByLabel('Photo of a receipt')
    .first()
    .setInputFiles({ name: 'IMG_8.png', mimeType: 'image/png', buffer: taken })
  await page.getByText(/The receipt could not be read: type what it says/).waitFor()
  await complete(who, 'Wellington Supply', '111.70')
  forgive(who, /ERR_FAILED/)
})

it('H-AI-13 a PDF that a shop mailed is read by the server, and each value shows its words', async () => {
  const who = await as('OWNER', DESK)
  const { page, origin } = who
  const bytes = await receiptPdf([
    'BRIGHT ELECTRIC LTD',
    '18/11/2026',
    'Cable\t40.00',
    'Subtotal\t40.00',
    'HST 13%\t5.20',
    'Total CAD\t$45.20',
  ])
  await page.goto(`${origin}/expenses`)
  await page
    .getByLabel('Receipts to add')
    .first()
    .setInputFiles({ name: 'electric.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) })
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByText(/Violet fields were read by a machine/).waitFor()
  const value = (label: string) => detail.getByLabel(label, { exact: true }).first().inputValue()
  expect([await value('Vendor'), await value('Date'), await value('Amount, with tax')]).toEqual([
    'BRIGHT ELECTRIC LTD',
    '2026-11-18',
    '45.20',
  ])
  await detail
    .getByRole('button', { name: /Read from the receipt/ })
    .nth(2)
    .click()
  await detail.getByText(/“.*45.20”/).waitFor()
  expect(await violationsOf(page)).toEqual([])
})

/** Of what this device keeps: no token, no link, only what may lie there. */
const keptPaths = ({ page }: Person) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    if (!databases.some(({ name }) => name === 'hub-answers')) return []
    return new Promise<string[]>((resolve) => {
      const opening = indexedDB.open('hub-answers')
      opening.onsuccess = () => {
        const asked = opening.result.transaction('kept').objectStore('kept').getAll()
        asked.onsuccess = () => {
          opening.result.close()
          resolve(asked.result.flatMap(({ answers }) => answers.map(({ key }: { key: string[] }) => key[0])))
        }
      }
    })
  })

it('H-TEST-3, 4 at a desk: a receipt that was forwarded is there by itself, and is approved', async () => {
  const who = await as('OWNER', DESK)
  await who.page.goto(`${who.origin}/expenses`)
  await who.page.getByRole('heading', { name: 'Expenses' }).first().waitFor()
  const [mailbox] = (await business.owner.get('/v1/mailboxes')).body.data
  const query = new URLSearchParams({ from: team.emailOf('OWNER'), to: mailbox.receipts_address })
  const body = [
    `From: ${team.emailOf('OWNER')}`,
    `Subject: Fwd: your receipt`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: image/png; name=fuel.png',
    'Content-Disposition: attachment; filename=fuel.png',
    'Content-Transfer-Encoding: base64',
    '',
    PNG,
    '--b--',
    '',
  ].join('\r\n')
  expect((await apiClient(stack).call('POST', `/local/email?${query}`, { body })).status).toBe(200)
  await who.page.getByText('fuel.png').first().click()
  await complete(who, 'Beacon Fuel', '61.20')
  await who.page.getByRole('button', { name: 'Approve' }).click()
  await who.page.getByRole('region', { name: 'Expense', exact: true }).getByText('Approved', { exact: true }).waitFor()
})
