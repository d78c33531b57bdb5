import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

const SENT = '00000000-0000-7000-8000-000000000201'
const PAID = '00000000-0000-7000-8000-000000000202'
const BOTH = ['Download PDF', 'Download receipt']

it.each([
  ['an invoice', 'OWNER', 'desktop', SENT, 'Download PDF', 'pdf', 'Invoice-INV-1042.pdf', ['Download PDF']],
  ['a receipt', 'VIEWER', 'phone', PAID, 'Download receipt', 'download-receipt/pdf', 'Receipt-INV-1041.pdf', BOTH],
] as const)(
  'saves %s as a PDF for a %s on a %s, and says why when it cannot',
  async (_, role, size, id, item, path, name, offered) => {
    app.world.role = role
    const { page } = await app.open(`/invoices/${id}`, { size })
    const press = async () => {
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: item }).waitFor()
      expect(await page.getByRole('menuitem', { name: /^Download/ }).allTextContents()).toEqual(offered)
      await page.getByRole('menuitem', { name: item }).click()
    }
    const saved = page.waitForEvent('download')
    await press()
    const file = await saved
    expect(file.suggestedFilename()).toBe(name)
    expect(await readFile(await file.path(), 'utf8')).toBe('%PDF-1.7 of a test')
    const body = refusal('UNAVAILABLE', 'The database cannot be reached; try again')
    app.world.answers.set(`GET /v1/invoices/${id}/${path}`, { status: 503, body })
    await press()
    await page.getByText('No PDF was made. The service is not available').waitFor()
  },
)
