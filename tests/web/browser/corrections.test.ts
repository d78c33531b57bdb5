import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { useApp } from './app.ts'

const app = useApp()

/** INV-1042 of the pictures, of which $271.20 is due. */
const ID = '00000000-0000-7000-8000-000000000201'
const said = (path: string) => app.world.calls.findLast((call) => call.method === 'POST' && call.path === path)?.body

/** The invoice as whoever leads the business is offered it. */
function offer(...more: string[]): void {
  const invoice = app.world.invoices.get(ID)!
  app.world.invoices.set(ID, {
    ...invoice,
    allowed_actions: [...invoice.allowed_actions, 'create_credit_note', 'revise', 'write_off', ...more],
  })
}

it.each(['desktop', 'phone'] as const)(
  'C-18 on a %s a credit note, a correction and a write-off begin in its menu',
  async (size) => {
    offer()
    const { page } = await app.open(`/invoices/${ID}`, { size })
    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await choose('Write off…')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').waitFor()
    expect(await dialog.getByLabel('Amount').inputValue()).toBe('271.20')
    await dialog.getByRole('button', { name: 'Write off' }).click()
    await dialog.getByText('Say why, for the books').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()

    await choose('Correct invoice…')
    await dialog.getByText('a draft with the same lines opens').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Credit and correct' }).click()
    await page.waitForURL(/invoices\?edit=/)
    expect(said(`/v1/invoices/${ID}/revise`)).toEqual({ if_match_version: 1 })

    await page.goto(`${app.origin}/invoices/${ID}`)
    await choose('Credit note…')
    await dialog.getByLabel('What is credited').selectOption('lines')
    await dialog.getByLabel(/^Tap cartridge/).fill('1')
    await dialog.getByLabel('Reason, printed on it').fill('Returned')
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Draft credit note' }).click()
    await page.waitForURL(/credit-notes\//)
    await page.getByRole('button', { name: 'Issue without mail' }).first().waitFor()
    expect(said(`/v1/invoices/${ID}/credit-notes`)).toMatchObject({ lines: [{ qty: '1' }], reason: 'Returned' })
  },
)

it('shows what was credited, written off and corrected, with links', async () => {
  const invoice = app.world.invoices.get(ID)!
  app.world.invoices.set(ID, {
    ...invoice,
    amount_credited: '100.00',
    amount_written_off: '20.00',
    credit_notes: [
      {
        id: '00000000-0000-7000-8000-000000000c01',
        credit_note_number: 'CN-0001',
        status: 'SENT',
        total: '80.00',
        issue_date: '2026-11-19',
        revised_invoice_id: null,
      },
    ],
    corrects: { id: '00000000-0000-7000-8000-000000000204', invoice_number: 'INV-1039' },
  })
  const { page } = await app.open(`/invoices/${ID}`, { size: 'desktop' })
  const card = page.getByRole('region', { name: 'Corrections' })
  await card.getByRole('link', { name: 'INV-1039' }).waitFor()
  await card.getByText('$20.00').waitFor()
  await page.getByText('-$100.00').or(page.getByText('−$100.00')).first().waitFor()
  await card.getByRole('link', { name: 'CN-0001' }).click()
  await page.getByText('One cartridge was returned').waitFor()
})

const DRAFT = '/credit-notes/00000000-0000-7000-8000-000000000c02'
const saved = () =>
  app.world.calls.filter(({ method, path }) => method === 'PATCH' && path === `/v1${DRAFT}`).map(({ body }) => body)

it.each(['desktop', 'phone'] as const)('C-18 on a %s a draft is edited on its page and saves itself', async (size) => {
  const { page } = await app.open(DRAFT, { size })
  const form = page.getByRole('region', { name: 'Credited' })
  const cartridge = form.getByLabel(/^Tap cartridge/)
  expect(await cartridge.inputValue()).toBe('1')
  await cartridge.fill('2')
  await form.getByLabel('Reason').fill('Both were returned')
  await form.getByText(/^Saved/).waitFor()
  await expect.poll(saved).toMatchObject([{ lines: [{ qty: '2' }], reason: 'Both were returned', if_match_version: 2 }])
  expect(await violationsOf(page)).toEqual([])

  await cartridge.fill('5')
  await form.getByText('no more than what is left of the line').waitFor()
  await page.getByRole('button', { name: 'Issue without mail' }).first().click()
  await page.getByText('Not saved yet: see what it lacks').waitFor()
  expect(said(`/v1${DRAFT}/mark-sent`)).toBeUndefined()
  await cartridge.fill('2')

  await form.getByLabel('What is credited').selectOption('amount')
  await form.getByLabel('Amount, with its tax').fill('20')
  await expect.poll(() => saved().at(-1)).toEqual({ amount: '20', if_match_version: 3 })
})

it('C-18 what someone else changed of a draft meanwhile is not written over unasked', async () => {
  const { page } = await app.open(DRAFT)
  const form = page.getByRole('region', { name: 'Credited' })
  await form.getByLabel('Reason').fill('Mine')
  await expect.poll(saved).toHaveLength(1)
  const [id, draft] = [...app.world.creditNotes].find(([, { status }]) => status === 'DRAFT')!
  app.world.creditNotes.set(id, { ...draft, reason: 'Theirs', version: 9 })
  await form.getByLabel('Reason').fill('Mine again')
  await form.getByText('Someone else changed this credit note').waitFor()
  await form.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(() => saved().at(-1)).toMatchObject({ reason: 'Mine again', if_match_version: 9 })
})
