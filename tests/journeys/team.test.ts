import { beforeAll, expect, it } from 'vitest'
import type { Role } from '../../core/domain/permissions.ts'
import { signUp } from '../support/api.ts'
import { violationsOf } from '../support/axe.ts'
import { makeDraft } from '../support/invoices.ts'
import { makeTeam, TEAM_PASSWORD, type Team, type TeamBusiness } from '../support/team.ts'
import { DESK, forgive, type Kind, NARROW, type Person, useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys()
let team: Team
let business: TeamBusiness
let draft: string
let sent: string
let contact: string
beforeAll(async () => {
  team = await makeTeam(stack)
  business = await team.business({ name: 'Maple Corner Plumbing' })
  const email = 'jane@okafor.example'
  contact = (await business.owner.post('/v1/contacts', { display_name: 'Jane Okafor', email })).body.data.id
  const make = async () => {
    const lines = [{ name: 'Repair', qty: 1, rate: '200' }]
    const made = await business.owner.post('/v1/invoices', { contact_id: contact, line_items: lines })
    return made.body.data.id as string
  }
  draft = await make()
  sent = await make()
  await business.owner.post(`/v1/invoices/${sent}/mark-sent`)
})

const as = (role: Role, kind: Kind = DESK) =>
  signedIn({ email: team.emailOf(role), password: TEAM_PASSWORD, tenantId: business.tenantId }, kind)

async function goTo({ page, origin }: Person, path: string, shows: string | RegExp): Promise<void> {
  const rights = page.waitForResponse('**/v1/auth/me')
  await page.goto(origin + path)
  await page.getByText(shows).filter({ visible: true }).first().waitFor()
  await (await rights).finished()
}

/** Everything in the page that does something, by name. */
async function verbs({ page }: Person): Promise<string[]> {
  const names = await page
    .locator('main')
    .locator('button, a.button')
    .evaluateAll((all) =>
      all
        .filter((each) => each.checkVisibility())
        .map((each) => each.getAttribute('aria-label') ?? each.textContent ?? ''),
    )
  return names.sort()
}

it('RB3 lets a viewer look and offers nothing else', async () => {
  const viewer = await as('VIEWER')
  await goTo(viewer, '/home', 'Paid today')
  await expect.poll(async () => (await verbs(viewer)).filter((verb) => !verb.startsWith('Open: '))).toEqual([])
  await goTo(viewer, '/contacts', 'Jane Okafor')
  await expect.poll(() => verbs(viewer)).toEqual([])
  await goTo(viewer, '/invoices', 'INV-0001')
  await expect.poll(() => verbs(viewer)).toEqual([])
  await goTo(viewer, `/invoices/${sent}`, 'INV-0001')
  // Behind it is the paper, which whoever sees the invoice may have (tests/web/browser/signed-in).
  await expect.poll(() => verbs(viewer)).toEqual(['More actions'])
  await goTo(viewer, '/settings/taxes', 'No taxes yet')
  await expect.poll(() => verbs(viewer)).toEqual([])
  await goTo(viewer, '/settings/team', 'The OWNER')
  await expect.poll(() => verbs(viewer)).toEqual([])
  await goTo(viewer, '/settings/business', 'Your customers see this')
  expect(await viewer.page.locator('main input:enabled, main select:enabled, main textarea:enabled').count()).toBe(0)
})

it.each(['/invoices?edit=new', '/contacts?new=1'])('RB3 opens no form for a viewer who types %s', async (path) => {
  const viewer = await as('VIEWER')
  await goTo(viewer, path, 'Jane Okafor')
  expect(await viewer.page.locator('dialog').count()).toBe(0)
})

it.each(['VIEWER', 'OWNER'] as const)('RB3 shows to %s what is not edited any more', async (role) => {
  const member = await as(role)
  await goTo(member, `/invoices?edit=${sent}`, 'INV-0001')
  await expect.poll(() => new URL(member.page.url()).pathname).toBe(`/invoices/${sent}`)
  if (role === 'OWNER') return
  await goTo(member, `/invoices?edit=${draft}`, 'Draft')
  await expect.poll(() => new URL(member.page.url()).pathname).toBe(`/invoices/${draft}`)
})

it('RB3 lets an agent draft, and neither send nor see what others made', async () => {
  const agent = await as('AGENT')
  await goTo(agent, '/invoices?edit=new', 'Add line')
  expect(await agent.page.getByRole('button', { name: /Send invoice|Copy link/ }).count()).toBe(0)
  await goTo(agent, '/invoices', 'No invoices yet')
  await expect.poll(() => verbs(agent)).toEqual(['New invoice', 'New invoice'])
  await goTo(agent, `/invoices/${sent}`, 'Not found')
  forgive(agent, / 40[34] /)
})

it('H-RBAC-7 lets an agent send his own once the owner allows it, from a phone', async () => {
  const owner = await as('OWNER', NARROW)
  await goTo(owner, '/settings/team', 'The AGENT')
  await owner.page.getByRole('button', { name: 'Actions for The AGENT' }).click()
  await owner.page.getByRole('menuitem', { name: 'Change role' }).click()
  await owner.page.getByRole('switch', { name: 'May send own invoices and payment links' }).check()
  expect(await violationsOf(owner.page)).toEqual([])
  await owner.page.getByRole('button', { name: 'Save' }).click()
  await owner.page.getByText('The AGENT is now Field staff, may send').waitFor()
  const { id } = await makeDraft(business, 'AGENT')
  const agent = await as('AGENT')
  await goTo(agent, `/invoices?edit=${id}`, 'Add line')
  await agent.page.getByRole('button', { name: 'Send invoice' }).click()
  await agent.page.getByRole('button', { name: /^Undo \d/ }).waitFor()
  await goTo(agent, `/invoices/${sent}`, 'Not found')
  forgive(agent, / 404 /)
})

it.each(['invoices', 'contacts'])('TN shows nothing of another business at the address of its %s', async (kind) => {
  const stranger = await signUp(stack)
  const window = await signedIn(stranger)
  await goTo(window, kind === 'invoices' ? `/invoices/${sent}` : `/contacts/${contact}`, 'Not found')
  expect(await window.page.locator('body').textContent()).not.toMatch(/Jane|INV-0001|200/)
  forgive(window, / 404 /)
})
