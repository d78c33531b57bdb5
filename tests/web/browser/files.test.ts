import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { useApp } from './app.ts'

const app = useApp()
const CONTACT = '/contacts/00000000-0000-7000-8000-000000000101'
const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a plan') })
const sent = (path: string) => app.world.calls.findLast((call) => call.method === 'POST' && call.path.endsWith(path))

it.each(['desktop', 'phone'] as const)('files are added, shown and deleted on a %s', async (size) => {
  const { page, complaints } = await app.open(CONTACT, { size })
  const card = page.getByRole('region', { name: 'Files' })
  await card.getByText('Photos, plans, letters').waitFor()
  await card.getByLabel('Files to add').setInputFiles([pdf('Plan of the kitchen.pdf'), pdf('Letter.pdf')])
  await card.getByRole('link', { name: 'Letter.pdf' }).waitFor()
  await card.getByText('15 bytes').first().waitFor()
  expect(sent('/presign')?.body).toMatchObject({
    file_name: 'Letter.pdf',
    mime_type: 'application/pdf',
    size_bytes: 15,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(sent('/link')?.body).toEqual({ linked_entity_type: 'CONTACT', linked_entity_id: CONTACT.split('/').at(-1) })
  expect(await violationsOf(page)).toEqual([])
  await card.getByRole('button', { name: 'Delete Letter.pdf' }).click()
  await card.getByRole('link', { name: 'Letter.pdf' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await card.getByRole('link', { name: 'Letter.pdf' }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  expect(complaints).toEqual([])
})

it('what did not arrive stays with its reason, and is sent again', async () => {
  const { page } = await app.open(CONTACT)
  const card = page.getByRole('region', { name: 'Files' })
  const refused = {
    error: { code: 'PROVIDER_ERROR', message: 'The file could not be stored: send it again', details: [] },
  }
  let isDown = true
  await page.route('**/files/upload/*', (route) =>
    isDown ? route.fulfill({ status: 502, json: refused }) : route.fulfill({ status: 200, json: {} }),
  )
  await card.getByLabel('Files to add').setInputFiles(pdf('Plan.pdf'))
  await card.getByText('Not added. The file could not be stored').waitFor()
  isDown = false
  await card.getByRole('button', { name: 'Send Plan.pdf again' }).click()
  await card.getByRole('link', { name: 'Plan.pdf' }).waitFor()
  await card
    .getByLabel('Files to add')
    .setInputFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from('') })
  await card.getByText('Not added. This file is empty').waitFor()
  await card.getByRole('button', { name: 'Give up empty.txt' }).click()
  await card.getByText('empty.txt').waitFor({ state: 'detached' })
})

it('a viewer sees the files and can add none', async () => {
  app.world.role = 'VIEWER'
  const { page } = await app.open(CONTACT)
  const card = page.getByRole('region', { name: 'Files' })
  await card.getByText('None yet').waitFor()
  expect(await card.getByRole('button').count()).toBe(0)
})
