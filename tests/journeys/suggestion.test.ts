import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { apiClient } from '../support/api.ts'
import { violationsOf } from '../support/axe.ts'
import { written } from '../support/mail-world.ts'
import { makeTeam, TEAM_PASSWORD, type Team } from '../support/team.ts'
import { openConversation } from './pages/inbox.ts'
import { DESK, forgive, isSmall, type Kind, type Person, PHONE, useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys()
let team: Team
beforeAll(async () => {
  team = await makeTeam(stack)
})

const WORDS = [
  'Hi, the work is done, thank you.',
  'Please send me the invoice: 2 shutoff valves at $85 each and 1.5 hours at $110 per hour.',
  'Please put PO 7741 on it.',
]

/** What a customer of a new business writes by mail, before the inbox of its owner. */
async function mailArrives(kind: Kind) {
  const { owner, tenantId } = await team.business({ name: 'Maple Corner Plumbing' })
  const from = `nadia-${newId()}@annex.example`
  const contact = (await owner.post('/v1/contacts', { display_name: 'Nadia Rahman', email: from })).body.data
  const [mailbox] = (await owner.get('/v1/mailboxes')).body.data
  const query = new URLSearchParams({ from, to: mailbox.address })
  const body = written({ from: `Nadia Rahman <${from}>`, subject: 'November units', text: WORDS.join('\r\n') })
  expect((await apiClient(stack).call('POST', `/local/email?${query}`, { body })).status).toBe(200)
  const me = await signedIn({ email: team.emailOf('OWNER'), password: TEAM_PASSWORD, tenantId }, kind)
  return { me, owner, from, contact }
}

/** From a mail to an invoice draft, back, and to work: nothing goes out on the way. */
async function fromMailToDraft(kind: Kind): Promise<void> {
  const { me, owner, from, contact } = await mailArrives(kind)
  const { page, origin } = me
  await page.goto(`${origin}/inbox`)
  await openConversation(me, 'November units')
  const clicked = Date.now()
  await suggest(me)
  const panel = page.getByRole('region', { name: 'Suggestion', exact: true })
  await panel.getByRole('button', { name: 'Invoice', pressed: true }).waitFor()
  const readMs = Date.now() - clicked
  await panel.getByText('Looking closer…').waitFor({ state: 'hidden' })
  console.log(
    `suggestion: ${readMs} ms from the click, ${Date.now() - clicked} ms with what the model adds (${kind.name})`,
  )
  expect(await panel.getByRole('combobox', { name: 'To', exact: true }).inputValue()).toBe('Nadia Rahman')
  expect(await violationsOf(page)).toEqual([])
  await page.locator('mark.read', { hasText: 'PO 7741' }).waitFor()

  await panel.getByLabel('Quantity, line 1').fill('2')
  await panel.getByLabel('Price, line 1').fill('90')
  await panel.getByRole('button', { name: 'Apply as draft' }).click()
  await panel.getByRole('heading', { name: 'Invoice drafted' }).waitFor()
  const invoices = async () => (await owner.get('/v1/invoices')).body.data
  const [made] = await invoices()
  const invoice = (await owner.get(`/v1/invoices/${made!.id}`)).body.data
  expect(invoice).toMatchObject({
    status: 'DRAFT',
    contact_id: contact.id,
    po_number: '7741',
    subtotal: '345.00',
    line_items: [{ qty: '2', rate: '90.00' }, { qty: '1.5' }],
  })
  await panel.getByRole('button', { name: 'Undo' }).click()
  await panel.getByRole('button', { name: 'Apply as draft' }).waitFor()
  expect(await invoices()).toEqual([])

  await panel.getByRole('button', { name: 'Request', exact: true }).click()
  await panel.getByRole('button', { name: 'Request', exact: true, pressed: true }).waitFor()
  await panel.getByLabel('Title').fill('Bill the November units')
  await panel.getByRole('button', { name: /^Apply/ }).click()
  await panel.getByRole('link', { name: 'Open' }).click()
  await page.getByRole('heading', { name: 'Bill the November units' }).waitFor()
  const work = (await owner.get('/v1/work-items')).body.data
  expect(work).toMatchObject([{ title: 'Bill the November units', source: 'AI', contact_id: contact.id }])
  // A model may answer between two keys: then the newest is loaded and what was typed is written again.
  forgive(me, /409/)
  const out = await apiClient(stack).call('GET', `/local/mailbox.json?to=${encodeURIComponent(from)}`)
  expect(out.body).toEqual([])
}

/** By its key where there are keys, else by the sheet of a phone. */
async function suggest({ page, kind }: Person): Promise<void> {
  if (!isSmall(kind)) return page.keyboard.press('s')
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('dialog', { name: 'Actions' }).getByRole('button', { name: 'Suggest…' }).click()
}

it.each([DESK, PHONE])(
  'H-TEST-3 (5) H-AI-3 to 7 a mail becomes an invoice draft once a person has corrected it, and work instead ($name)',
  fromMailToDraft,
  120_000,
)
