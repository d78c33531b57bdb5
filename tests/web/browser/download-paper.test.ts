import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

const INVOICE = '00000000-0000-7000-8000-000000000201'

it.each([
  ['OWNER', 'desktop'],
  ['VIEWER', 'phone'],
] as const)('saves an invoice as a PDF for a %s on a %s, and says why when it cannot', async (role, size) => {
  app.world.role = role
  const { page } = await app.open(`/invoices/${INVOICE}`, { size })
  const press = async () => {
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Download PDF' }).click()
  }
  const saved = page.waitForEvent('download')
  await press()
  const file = await saved
  expect(file.suggestedFilename()).toBe('Invoice-INV-1042.pdf')
  expect(await readFile(await file.path(), 'utf8')).toBe('%PDF-1.7 of a test')
  const body = refusal('UNAVAILABLE', 'The database cannot be reached; try again')
  app.world.answers.set(`GET /v1/invoices/${INVOICE}/pdf`, { status: 503, body })
  await press()
  await page.getByText('No PDF was made. The service is not available').waitFor()
})
