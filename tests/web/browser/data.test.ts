import { expect, it } from 'vitest'
import { EXPORTS, TRYING } from '../support/mock-archive.ts'
import { useApp } from './app.ts'

const app = useApp()
const list = (data: object[]) => ({ status: 200, body: { data, meta: { request_id: 'req_1', cursor: null } } })

it.each(['desktop', 'phone'] as const)(
  'everything is exported, and downloaded by a link that is asked anew: %s',
  async (size) => {
    const { page, complaints } = await app.open('/settings/business', { size })
    await page.getByRole('link', { name: 'Data' }).click()
    await page.getByText('4.2 MB, 12,345 rows, kept until').waitFor()
    await page.getByText('Could not be made: The archive could not be stored').waitFor()
    await page.getByText('No longer kept').waitFor()
    const asked = page.waitForRequest('https://files.example/archive.zip')
    await page.route('https://files.example/**', (route) => route.fulfill({ status: 204 }))
    await page.getByRole('button', { name: 'Download' }).click()
    await asked
    const running = { ...EXPORTS[0], status: 'RUNNING', progress: 40, download_url: null }
    app.world.answers.set('GET /v1/export', list([running]))
    await page.getByRole('button', { name: 'Export everything' }).click()
    await page.getByText('Getting ready, 40 %').waitFor()
    // It is asked again by itself.
    app.world.answers.set('GET /v1/export', list([{ ...running, progress: 80 }]))
    await page.getByText('Getting ready, 80 %').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(complaints).toEqual([])
  },
)

it.each(['desktop', 'phone'] as const)('a restore is tried, and what came of it is said in words: %s', async (size) => {
  const { page, complaints } = await app.open('/settings/data', { size })
  const tried = (rehearsal: object) =>
    app.world.answers.set('GET /v1/export', list([{ ...EXPORTS[0], rehearsal: { ...TRYING, ...rehearsal } }]))
  await page.getByText('4.2 MB, 12,345 rows').waitFor()
  tried({})
  await page.getByRole('button', { name: 'Try a restore' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('A restore is being tried').waitFor()
  const checked_at = '2026-11-20T15:01:00.000Z'
  const total = { name: 'invoices.amount_due', currency: 'CAD', in_archive: '11.00', restored: '10.00', equal: false }
  const rows = { name: 'rows.invoices', in_archive: '483', restored: '483', equal: true }
  tried({ status: 'DONE', checked_at, rows: 483, figures: [rows, total] })
  await page.getByText('not equal: invoices amount due in CAD 11.00 in the archive, 10.00 restored').waitFor()
  tried({
    status: 'DONE',
    checked_at,
    rows: 483,
    figures: [rows, { ...total, equal: true }, { ...rows, name: 'last_number.invoice' }],
    equal: true,
  })
  await page.reload()
  await page.getByText('483 rows and 2 figures are equal').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  tried({ status: 'FAILED', checked_at, reason: 'The books of this archive do not add up' })
  await page.reload()
  await page.getByText(/A restore failed .*: The books of this archive do not add up/).waitFor()
  expect(complaints).toEqual([])
})

it('an archive is chosen, and why it was refused is said in words', async () => {
  const { page } = await app.open('/settings/data')
  await page.getByText(/data\/invoices.ndjson is not what the manifest says/).waitFor()
  await page.getByLabel('Archive to import').setInputFiles({
    name: 'maple.zip',
    mimeType: 'application/x-zip-compressed',
    buffer: Buffer.from('PK'),
  })
  await page.getByRole('dialog').getByText('maple.zip').waitFor()
  const words = 'Only an empty business can be filled: make a new one, and import there'
  app.world.answers.set('POST /v1/import', {
    status: 409,
    body: { error: { code: 'CONFLICT', message: words, details: [] }, meta: { request_id: 'req_1' } },
  })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByText(words).waitFor()
  app.world.answers.delete('POST /v1/import')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
})

it('an admin exports, but fills no business; others see none of it', async () => {
  app.world.role = 'ADMIN'
  const { page } = await app.open('/settings/data')
  await page.getByRole('button', { name: 'Export everything' }).waitFor()
  expect(await page.getByRole('heading', { name: 'Import' }).count()).toBe(0)
  app.world.role = 'STAFF'
  const { page: theirs } = await app.open('/settings/data')
  await theirs.getByText('You cannot see the data').waitFor()
  expect(await theirs.getByRole('link', { name: 'Data' }).count()).toBe(0)
})

it('how often it is exported by itself is kept as it is chosen', async () => {
  const { page } = await app.open('/settings/data')
  await page.getByLabel('Also by itself').selectOption({ label: 'Each Monday' })
  await page.getByText(/^Next .*Nov 23|Next .*November 23/).waitFor()
})

it('a business that exported nothing is told so', async () => {
  app.world.isEmpty = true
  const { page } = await app.open('/settings/data')
  await page.getByText('Nothing was exported yet.').waitFor()
  await page.getByText('Nothing was imported.').waitFor()
})
