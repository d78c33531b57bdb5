import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { mailTo } from '../support/api.ts'
import { violationsOf } from '../support/axe.ts'
import { dataOf, type Made } from '../support/route-row.ts'
import { makeTeam, TEAM_PASSWORD, type Team } from '../support/team.ts'
import { goTo, statusOf } from './pages/app.ts'
import { DESK, forgive, type Kind, type Person, PHONE, useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys()
let team: Team
beforeAll(async () => {
  team = await makeTeam(stack)
})

/** The owner of a business of its own, at an invoice of $200.00 that was due long ago. */
async function atLateInvoice(kind: Kind) {
  const business = await team.business({ name: `Harbord Plumbing ${kind.name}` })
  const email = `jane-${newId()}@example.com`
  const { id: contact_id } = await dataOf(business.owner.post('/v1/contacts', { display_name: 'Jane Okafor', email }))
  const invoice = await dataOf<Made>(
    business.owner.post('/v1/invoices', {
      contact_id,
      issue_date: '2026-01-05',
      due_date: '2026-01-19',
      line_items: [{ name: 'Boiler, watched', qty: '1', rate: '200.00' }],
    }),
  )
  await dataOf(business.owner.post(`/v1/invoices/${invoice.id}/mark-sent`))
  const owner = await signedIn(
    { email: team.emailOf('OWNER'), password: TEAM_PASSWORD, tenantId: business.tenantId },
    kind,
  )
  await owner.page.goto(`${stack.origin}/invoices/${invoice.id}`)
  await expect.poll(() => statusOf(owner).textContent()).toBe('Overdue')
  return { owner, email, contact_id, invoice: `/invoices/${invoice.id}` }
}

const choose = async ({ page }: Person, name: string) => {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name }).click()
}
const section = ({ page }: Person, name: string) => page.getByRole('region', { name, exact: true })

/** Held for ten seconds, like whatever leaves; meanwhile one goes on. */
async function remind(owner: Person): Promise<void> {
  await section(owner, 'Reminders').waitFor()
  await owner.page.getByRole('button', { name: 'Send reminder' }).first().click()
  const dialog = owner.page.getByRole('dialog')
  await expect
    .poll(() => dialog.getByLabel('Message').inputValue(), { timeout: 8_000 })
    .toContain('not paid in full yet')
  await dialog.getByRole('button', { name: 'Send reminder' }).click()
  await owner.page.getByText('Reminding Jane Okafor').waitFor()
}

async function credit(owner: Person, back: string): Promise<void> {
  const { page } = owner
  await choose(owner, 'Credit note…')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What is credited').selectOption('amount')
  await dialog.getByLabel('Amount').fill('50')
  await dialog.getByLabel('Reason, printed on it').fill('One visit less')
  await dialog.getByRole('button', { name: 'Draft credit note' }).click()
  await page.getByRole('button', { name: 'Issue without mail' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'CN-0001' }).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await page.goto(stack.origin + back)
  await section(owner, 'Corrections').getByText('CN-0001').waitFor()
}

async function payAndRefund(owner: Person): Promise<void> {
  const { page } = owner
  await page.getByRole('button', { name: 'Record payment' }).first().click()
  const payment = page.getByRole('dialog', { name: 'Record payment' })
  expect(await payment.getByLabel('Amount').inputValue()).toBe('150.00')
  await payment.getByRole('button', { name: 'Record payment' }).click()
  await expect.poll(() => statusOf(owner).textContent(), { timeout: 20_000 }).toBe('Paid')
  await section(owner, 'Payments').getByRole('button', { name: 'Refund' }).click()
  const dialog = page.getByRole('dialog', { name: /^Refund/ })
  await dialog.getByLabel('Amount').fill('30')
  await dialog.getByLabel('Reason').fill('Came too late')
  await dialog.getByRole('button', { name: 'Refund' }).click()
  await section(owner, 'Payments').getByText('Refunded').waitFor()
}

async function billAgain(owner: Person): Promise<void> {
  const { page } = owner
  await choose(owner, 'Bill again and again…')
  const dialog = page.getByRole('dialog', { name: 'Bill this again and again' })
  await dialog.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('heading', { level: 1, name: 'Recurring invoices' }).waitFor()
  await page.getByText('Every month').first().waitFor()
}

/** What an e-invoice lacks is said, with where it is put right. */
async function askForEInvoice(owner: Person): Promise<void> {
  await choose(owner, 'E-invoice (XML)')
  const dialog = owner.page.getByRole('dialog')
  await dialog.getByRole('listitem').first().waitFor()
  expect(await violationsOf(owner.page)).toEqual([])
  forgive(owner, /e-invoice/)
  await owner.page.keyboard.press('Escape')
}

async function readStatement(owner: Person, contactId: string): Promise<void> {
  const { page } = owner
  await page.goto(`${stack.origin}/contacts/${contactId}`)
  await choose(owner, 'Statement')
  await page.getByLabel('From').fill('2026-01-01')
  const account = page.getByRole('region', { name: /^Account in / })
  await account.getByText('Credit note CN-0001').waitFor()
  await account.getByText(/^Given back/).waitFor()
}

const settingsPage = async (owner: Person, name: string) => {
  await goTo(owner, 'Settings')
  await owner.page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click()
}

async function exportAll(owner: Person): Promise<void> {
  const { page } = owner
  await settingsPage(owner, 'Data')
  await page.getByRole('button', { name: 'Export everything' }).click()
  await page.getByRole('button', { name: 'Download' }).waitFor({ timeout: 30_000 })
  expect(await violationsOf(page)).toEqual([])
}

async function seeActivity(owner: Person): Promise<void> {
  const { page } = owner
  await settingsPage(owner, 'Activity')
  await page
    .getByText(/credit note/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Check that nothing was changed' }).click()
  await page.getByText(/^Nothing was changed: /).waitFor()
  expect(await violationsOf(page)).toEqual([])
}

async function keepPromises(kind: Kind): Promise<void> {
  const { owner, email, contact_id, invoice } = await atLateInvoice(kind)
  await remind(owner)
  await expect
    .poll(() => mailTo(stack, email).then((mails) => mails.map(({ subject }) => subject)), { timeout: 20_000 })
    .toEqual([expect.stringMatching(/reminder: .*INV-0001/i)])
  await credit(owner, invoice)
  await payAndRefund(owner)
  await askForEInvoice(owner)
  await billAgain(owner)
  await readStatement(owner, contact_id)
  await exportAll(owner)
  await seeActivity(owner)
}

it('finds reminders, credit notes, refunds, recurring invoices, e-invoices, statements, export and activity, at both widths', async () => {
  const kinds = [DESK, PHONE]
  const ends = await Promise.allSettled(kinds.map(keepPromises))
  const failed = ends.flatMap((end, at) => (end.status === 'rejected' ? [`${kinds[at]?.name}: ${end.reason}`] : []))
  expect(failed).toEqual([])
})
