import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { computeByRate, type TotalsInput } from '../../../core/domain/documents/totals.ts'
import { eInvoiceOf } from '../../../core/domain/einvoice/billed.ts'
import { presentReceived } from '../../../core/services/expenses/present-received.ts'
import { billedOf } from '../../domain/einvoice/story.ts'
import { ok, refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()

const SENT = '00000000-0000-7000-8000-000000000201'
const MISSING = [
  { field: 'business.country', message: 'Add the country of your business in Settings, Business (BR-09)' },
  { field: 'contact.country', message: 'Add the country of the customer’s address to the contact (BR-11)' },
]

it.each(['desktop', 'phone'] as const)(
  'saves an invoice as an e-invoice on a %s, or says what is to be done and where',
  async (size) => {
    const { page } = await app.open(`/invoices/${SENT}`, { size })
    const press = async () => {
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'E-invoice (XML)' }).click()
    }
    const saved = page.waitForEvent('download')
    await press()
    const file = await saved
    expect(file.suggestedFilename()).toBe('Invoice-INV-1042.xml')
    expect(await readFile(await file.path(), 'utf8')).toBe('<?xml version="1.0"?><Invoice/>')
    const body = refusal('VALIDATION_ERROR', 'This cannot be an e-invoice yet', MISSING)
    app.world.answers.set(`GET /v1/invoices/${SENT}/e-invoice`, { status: 422, body })
    await press()
    const dialog = page.getByRole('dialog', { name: 'No e-invoice yet' })
    await dialog.getByRole('listitem').first().waitFor()
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
      `${MISSING[0]!.message}. Settings, Business`,
      `${MISSING[1]!.message}. Open the contact`,
    ])
    await dialog.getByRole('link', { name: 'Settings, Business' }).click()
    await page.getByLabel('Registration number').waitFor()
    expect(new URL(page.url()).pathname).toBe('/settings/business')
  },
)

const EXPENSE = '00000000-0000-7000-8000-000000000a01'
const input: TotalsInput = {
  currency: 'EUR',
  pricesIncludeTax: false,
  lines: [{ qtyE6: 3_000_000n, rateE6: 9_990_000n, taxKey: 'ust', taxPercentE4: 190_000n }],
  discounts: [],
  charges: [],
}
const sums = computeByRate(input)
if (!sums.ok) throw new Error(sums.error.reason)
const invoice = eInvoiceOf(billedOf(input, sums.value.rates))
const said = presentReceived({ ...invoice, totals: { ...invoice.totals, payable: '40.00' } })

it('shows every figure of an e-invoice beside its expense, in the formats of the person, and which sums are wrong', async () => {
  const receipt = {
    id: SENT,
    file_name: 'r.xml',
    mime_type: 'application/xml',
    size_bytes: 900,
    status: 'STORED' as const,
  }
  const expense = app.world.expenses.get(EXPENSE)!
  app.world.expenses.set(EXPENSE, {
    ...expense,
    receipt_file_id: SENT,
    receipt: { ...receipt, download_url: '/files/r.xml' },
  })
  app.world.answers.set(`GET /v1/expenses/${EXPENSE}/e-invoice`, ok(said))
  const { page } = await app.open(`/expenses/${EXPENSE}`, { size: 'phone', locale: 'de-DE' })
  const figures = page.getByRole('region', { name: 'Receipt' })
  await figures.getByText('The amount to pay is not the total with tax').waitFor()
  await figures.getByText('Ahorn GmbH, Weg 1, 10115 Berlin, DE').waitFor()
  const text = (await figures.textContent())?.replace(/\u00a0/g, ' ')
  for (const figure of ['29,97', '5,69', '35,66', '40,00', '19 %', '9,99', '3 h', 'INV-1001', '26.11.2026'])
    expect(text).toContain(figure)
})
