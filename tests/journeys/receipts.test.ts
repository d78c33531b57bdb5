import { beforeAll, expect, it } from 'vitest'
import { apiClient } from '../support/api.ts'
import { violationsOf } from '../support/axe.ts'
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
