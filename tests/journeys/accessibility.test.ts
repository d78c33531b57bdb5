import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { openBusiness, type Sent } from '../http/portal/business.ts'
import { violationsOf } from '../support/axe.ts'
import { drawn } from '../support/drawn.ts'
import { DESK, isSmall, type Kind, NARROW, type Person, useJourneys } from './support/person.ts'

const { stack, person, signedIn } = useJourneys()
let business: Awaited<ReturnType<typeof openBusiness>>
let open: Sent
let paid: Sent
let voided: Sent
let draft: string
let contact: string
beforeAll(async () => {
  business = await openBusiness(stack)
  const { api } = business.owner
  ;[open, paid, voided] = await Promise.all([
    business.send({ due_date: '2025-01-15', issue_date: '2025-01-01' }),
    business.send(),
    business.send(),
  ])
  await api.post('/v1/payments', { invoice_id: open.id, amount: '50' })
  await api.post('/v1/payments', { invoice_id: paid.id, amount: '250' })
  await api.post(`/v1/invoices/${voided.id}/void`)
  await api.post('/v1/tax-rates', { name: 'HST', percent: '13', is_default: true })
  await api.post('/v1/team/invitations', { email: 'sam@example.com', role: 'STAFF' })
  contact = (await api.get('/v1/contacts')).body.data[0].id
  const line = { name: 'Repair', qty: 1, rate: '200' }
  draft = (await api.post('/v1/invoices', { contact_id: contact, line_items: [line] })).body.data.id
})

type Screen = [name: string, path: string, shows: string | RegExp, act?: (page: Page) => Promise<unknown>]
const press = (role: 'button' | 'link', name: string | RegExp) => (page: Page) =>
  page.getByRole(role, { name, exact: true }).first().click()

async function confirmInVain(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Password' }).fill('three green boats')
  await page.keyboard.press('Enter')
  await page.getByText('This link does not work any more').waitFor()
}

/** The plain pages are looked at in tests/web/browser; these are the states and the windows above them. */
const PUBLIC: Screen[] = [
  ['sign-in, refused', '/login', 'Forgot your password?', press('button', 'Sign in')],
  ['sign-up, refused', '/signup', 'Create account', press('button', 'Create account')],
  ['spent link', '/verify?token=x', 'Confirm and open', confirmInVain],
]

const screens = (): Screen[] => [
  ['home', '/home', 'Jane Okafor: follow up'],
  ['no contact fits', '/contacts?q=zzz', 'No contact fits'],
  ['new contact, refused', '/contacts?new=1', 'Add address and notes', press('button', 'Create')],
  ['contact, editing', `/contacts/${contact}`, 'Country', press('button', 'Add city')],
  ['new invoice, refused', '/invoices?edit=new', 'Add line', press('button', 'Send invoice')],
  ['draft', `/invoices?edit=${draft}`, 'Add line'],
  ['partly paid, recording', `/invoices/${open.id}`, '$50.00 of $200.00 received', press('button', 'Record payment')],
  ['link menu', `/invoices/${open.id}`, 'A link is open', press('button', 'Link actions')],
  ['paid, taking back', `/invoices/${paid.id}`, 'In full', press('button', 'Take back')],
  ['void', `/invoices/${voided.id}`, 'Nothing is due'],
  ['not ours', '/invoices/x', 'Not found'],
  ['payments', '/payments', 'without a place'],
  ['taxes, adding', '/settings/taxes', 'On new lines', press('button', 'Add tax')],
  ['taxes, menu', '/settings/taxes', 'On new lines', press('button', 'Actions for HST')],
  ['team, inviting', '/settings/team', 'sam@example.com', press('button', 'Invite')],
]

async function look({ page, origin, complaints }: Person, [name, path, shows, act]: Screen): Promise<void> {
  await page.goto(origin + path)
  await page.getByText(shows).filter({ visible: true }).first().waitFor()
  await act?.(page)
  // What was pressed has been drawn, and has been answered where it asks nobody.
  await page.waitForTimeout(100)
  expect(await violationsOf(page), name).toEqual([])
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(isWide, `${name} is wider than the window`).toBe(false)
  complaints.splice(0, complaints.length, ...complaints.filter((each) => !/ 4\d\d /.test(each)))
}

it.each([DESK, NARROW])('axe finds nothing on any screen at $name, light or dark', async (kind: Kind) => {
  const stranger = await person(kind)
  for (const screen of drawn(PUBLIC, 3, kind.name)) await look(stranger, screen)
  const owner = await signedIn(business.owner, kind)
  for (const screen of drawn(screens(), 4, kind.name)) await look(owner, screen)
  await owner.page.goto(`${owner.origin}/home`)
  await owner.page.getByText('Paid today').waitFor()
  if (isSmall(kind)) {
    for (const name of ['New', 'More']) {
      await owner.page.getByRole('button', { name, exact: true }).click()
      await owner.page.getByRole('dialog', { name }).waitFor()
      expect(await violationsOf(owner.page), name).toEqual([])
      await owner.page.keyboard.press('Escape')
      await owner.page.locator('dialog').waitFor({ state: 'detached' })
    }
    return
  }
  await owner.page.keyboard.press('Control+k')
  await owner.page.getByRole('combobox', { name: 'Search or do' }).fill('jane')
  await owner.page
    .getByRole('option', { name: /Jane Okafor/ })
    .first()
    .waitFor()
  expect(await violationsOf(owner.page), 'palette').toEqual([])
  await owner.page.keyboard.press('Escape')
  await owner.page.locator('dialog').waitFor({ state: 'detached' })
  await owner.page.keyboard.press('?')
  await owner.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  expect(await violationsOf(owner.page), 'shortcuts').toEqual([])
})
