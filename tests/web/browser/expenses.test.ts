import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const UPLOAD = 'POST /v1/expenses/upload'
const DOWN = { status: 503, body: refusal('UNAVAILABLE', 'Not now') }
const SUBMITTED = '/expenses/00000000-0000-7000-8000-000000000a02'

const calls = (method: string, end: string) =>
  app.world.calls.filter((call) => call.method === method && call.path.endsWith(end))

/** A PNG of one red dot; a HEIC by its first bytes alone. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')

const choose = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel('Receipts to add').first().setInputFiles({ name, mimeType: 'image/png', buffer })

it('H-UI-13 keeps a receipt on the device until it is sent, once, also over a reload; what it lacks is said', async () => {
  app.world.answers.set(UPLOAD, DOWN)
  const { page, complaints } = await app.open('/expenses')
  await page.getByText('Wellington Plumbing Supply').waitFor()
  await choose(page, 'IMG_1.heic', HEIC)
  await page.getByText(/IMG_1.heic was not taken. Photos in HEIC/).waitFor()
  await choose(page, 'IMG_2.png', PNG)
  await page.getByText(/Waiting to be sent/).waitFor()
  await page.reload()
  await page.getByText(/Waiting to be sent/).waitFor()
  await expect.poll(() => calls('POST', '/upload').length).toBeGreaterThan(1)
  app.world.answers.delete(UPLOAD)
  await page.getByRole('button', { name: 'Send IMG_2.png now' }).click()
  await page.getByText(/Waiting to be sent/).waitFor({ state: 'detached' })
  expect(new Set(calls('POST', '/upload').map(({ key }) => key)).size).toBe(1)
  expect(calls('POST', '/upload').at(-1)?.body).toMatchObject({ file_name: 'IMG_2.png', mime_type: 'image/png' })
  // One that is sent at once opens by itself, and is completed.
  await choose(page, 'IMG_3.png', PNG)
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByRole('heading', { name: 'IMG_3.png' }).waitFor()
  await detail.getByRole('combobox', { name: 'Vendor' }).fill('Beacon Fuel')
  await detail.getByLabel('Date', { exact: true }).fill('2026-11-18')
  await detail.getByLabel('Amount, with tax').fill('1.068,42')
  await detail.getByText('Not saved yet').waitFor()
  await detail.getByRole('button', { name: 'Submit' }).click()
  await detail.getByRole('button', { name: 'Approve' }).waitFor()
  expect(calls('PATCH', '').at(-1)?.body).toMatchObject({
    vendor_contact_id: null,
    vendor_name: 'Beacon Fuel',
    expense_date: '2026-11-18',
    amount: '1068.42',
    if_match_version: 1,
  })
  await page.getByRole('button', { name: 'Approve' }).click()
  await detail.getByText('Approved', { exact: true }).waitFor()
  expect(complaints.filter((words) => !/503/.test(words))).toEqual([])
})

it('rejects with a reason, leads to what may be the same, and on a phone shows one pane', async () => {
  const { page } = await app.open(SUBMITTED, { size: 'phone' })
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByRole('link', { name: 'see the other one' }).waitFor()
  expect(await page.getByRole('region', { name: /newest first/ }).count()).toBe(0)
  await detail.getByRole('button', { name: 'Reject' }).click()
  const why = page.getByRole('dialog', { name: 'Reject this expense' })
  await why.getByRole('button', { name: 'Reject' }).click()
  await why.getByText('Say why, so that it can be mended').waitFor()
  await why.getByLabel('Reason, for who submitted it').fill('Private')
  await why.getByRole('button', { name: 'Reject' }).click()
  await detail.getByText(/Rejected by Dana Kowalski: Private/).waitFor()
  await detail.getByRole('button', { name: 'Save' }).waitFor()
})

it.each(['AGENT', 'VIEWER'] as const)('offers a %s no decision', async (role) => {
  app.world.role = role
  const { page } = await app.open(SUBMITTED)
  const detail = page.getByRole('region', { name: 'Expense', exact: true })
  await detail.getByText('$548.05').waitFor()
  expect(await detail.getByRole('button').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Upload receipt' }).count()).toBe(role === 'AGENT' ? 1 : 0)
})
