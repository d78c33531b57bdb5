import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { violationsOf } from '../../support/axe.ts'
import { conversations, messageIn } from '../support/maple-inbox.ts'
import { workItems } from '../support/maple-work.ts'
import { refusal } from '../support/mock-api.ts'
import { useApp } from './app.ts'

const app = useApp()
const [repairs, leak] = [workItems[0]!, workItems[1]!]
const [luis, theo] = [conversations[0]!, conversations[1]!]
const sent = (method: string, end = '') =>
  app.world.calls.filter((call) => call.method === method && /work-items/.test(call.path) && call.path.endsWith(end))
const bodies = (method: string, end = '') => sent(method, end).map(({ body }) => body)
const path = (page: Page) => new URL(page.url()).pathname + new URL(page.url()).search

it('H-UI-7 shows work by due date, and changes it by the keyboard alone', async () => {
  const { page, complaints } = await app.open('/home')
  await page.getByText('Birchwood Dental: follow up').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  const list = page.getByRole('region', { name: 'Requests, by due date' })
  await list.getByRole('heading', { name: 'Overdue 1' }).waitFor()
  expect(await list.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'Overdue1',
    'Today2',
    'This week1',
    'Later1',
    'No date1',
  ])
  // What has a time comes before what is due that day.
  expect(await list.getByRole('link', { name: /ceiling|Euclid/ }).allTextContents()).toEqual([
    expect.stringContaining('Water through'),
    expect.stringContaining('No hot water'),
  ])
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /Repairs, units 3B/ }).waitFor()
  // A status in two keys: what mostly comes next stands first.
  await page.keyboard.press('s')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Done')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Status: Done' }).waitFor()
  expect(bodies('PATCH')).toEqual([{ status: 'DONE', if_match_version: 1 }])
  await page.keyboard.press('z')
  await page.getByRole('button', { name: 'Status: In progress' }).waitFor()
  await page.keyboard.press('a')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Sam Reyes')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Assigned to Sam Reyes').waitFor()
  await page.keyboard.press('d')
  await page.getByRole('menuitem', { name: 'Another day…' }).click()
  const due = page.getByRole('dialog', { name: 'Due' })
  await due.getByLabel('Due').fill('soon')
  await due.getByText('Not understood yet').waitFor()
  await page.keyboard.press('Enter')
  await due.getByText('Say a day, such as fri').waitFor()
  expect(await due.getByLabel('Due').inputValue()).toBe('soon')
  await due.getByLabel('Due').fill('fri 13:30')
  await due
    .getByText(/Fri, Nov 27, (1:30|13:30)/)
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Due Fri, Nov 27/ }).waitFor()
  await expect.poll(() => bodies('PATCH').at(-1)).toMatchObject({ due_at: '2026-11-27T18:30:00.000Z' })
  await page.getByRole('checkbox', { name: '4A: cartridge' }).check()
  await expect.poll(() => bodies('PATCH').at(-1)).toMatchObject({ checklist: [{ done: true }, { done: true }] })
  await page.getByRole('button', { name: /Edit the title/ }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('x')
  app.world.answers.set(`PATCH /v1/work-items/${repairs.id}`, {
    status: 422,
    body: refusal('VALIDATION_ERROR', 'Some fields need attention', [
      { field: 'title', message: 'Use at least 3 characters' },
    ]),
  })
  await page.keyboard.press('Enter')
  await page.getByText('Use at least 3 characters').waitFor()
  app.world.answers.clear()
  await page.getByRole('textbox', { name: 'Title' }).fill('Repairs in three units')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /three units/ }).waitFor()
  await page.getByLabel('Note', { exact: true }).fill('Testing once more today.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('list', { name: 'Activity' }).getByText('Dana: “Testing once more today.”').waitFor()
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('')
  // What goes away with a toast can be taken back until it is over.
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect.poll(() => list.getByRole('link', { name: /three units/ }).count()).toBe(0)
  await page.keyboard.press('z')
  await list.getByRole('link', { name: /three units/ }).waitFor()
  expect(sent('DELETE')).toEqual([])
  expect(complaints.filter((words) => !/422/.test(words))).toEqual([])
}, 60_000)

it('H-UI-21 becomes an invoice in one tap, or asks whom to bill', async () => {
  const { page } = await app.open(`/work/${repairs.id}`)
  await page.getByRole('button', { name: 'Convert to invoice' }).click()
  await expect.poll(() => path(page)).toMatch(/^\/invoices\?edit=/)
  expect(bodies('POST', '/convert')).toEqual([{ target: 'INVOICE' }])
  await page.goto(`${app.origin}/work/${leak.id}`)
  await page.getByRole('button', { name: 'Convert to invoice' }).click()
  const asks = page.getByRole('dialog', { name: 'Who is to be billed?' })
  await asks.getByRole('button', { name: 'Draft invoice' }).click()
  await asks.getByText('Choose somebody').waitFor()
  await asks.getByRole('combobox', { name: 'Contact' }).fill('rosa')
  await asks.getByRole('option', { name: /Rosa Mendes/ }).click()
  await asks.getByRole('button', { name: 'Draft invoice' }).click()
  await expect.poll(() => path(page)).toMatch(/^\/invoices\?edit=/)
  expect(sent('POST', '/convert')).toHaveLength(2)
}, 40_000)

it('becomes a quote by one key, and each leads to the other', async () => {
  const { page } = await app.open(`/work/${repairs.id}`)
  await page.getByRole('button', { name: 'Convert to quote' }).waitFor()
  await page.keyboard.press('q')
  await expect.poll(() => path(page)).toMatch(/^\/quotes\?edit=/)
  expect(bodies('POST', '/convert').at(-1)).toEqual({ target: 'QUOTE' })
  const [quote] = app.world.quotes.values()
  await page.goto(`${app.origin}/quotes/${quote!.id}`)
  await page.getByRole('region', { name: 'Came from' }).getByRole('link', { name: repairs.title }).click()
  await expect.poll(() => path(page)).toBe(`/work/${repairs.id}`)
  await page
    .getByRole('region', { name: 'Request' })
    .getByRole('link', { name: /Quote\s*Draft/ })
    .waitFor()
  expect(await page.getByRole('button', { name: 'Convert to quote' }).count()).toBe(0)
}, 40_000)

it('H-UI-6 UX 2.3 is made from a conversation by one key, its title and Ctrl+Enter, and nothing typed is lost', async () => {
  const { page } = await app.open(`/inbox/${theo.id}`)
  await page.getByRole('article').first().waitFor()
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: 'Turn into request' })
  const title = dialog.getByLabel('Title')
  await expect.poll(() => title.inputValue()).toBe(theo.subject)
  await title.fill('Look at the basement drain')
  await dialog.getByLabel('Due').fill('tomorrow')
  await dialog.getByText('tomorrow, Nov 21').waitFor()
  app.world.answers.set('POST /v1/work-items', { status: 503, body: refusal('UNAVAILABLE', 'Not now') })
  await page.keyboard.press('Control+Enter')
  await dialog.getByRole('alert').waitFor()
  app.world.answers.clear()
  await page.keyboard.press('Escape')
  await page.getByText('New request: your changes are kept here').waitFor()
  await page.getByRole('heading', { name: theo.subject }).focus()
  await page.keyboard.press('w')
  await dialog.getByText('Kept from before').waitFor()
  expect(await title.inputValue()).toBe('Look at the basement drain')
  await title.press('Control+Enter')
  await page.getByText('Request created').waitFor()
  expect(bodies('POST').at(-1)).toMatchObject({
    title: 'Look at the basement drain',
    conversation_id: theo.id,
    due_at: '2026-11-21',
    override_warnings: true,
  })
  expect(await dialog.count()).toBe(0)
  // A day that has passed is said to have passed before it is saved.
  await page.keyboard.press('w')
  await dialog.getByLabel('Due').fill('2026-11-02')
  await dialog.getByText('has passed').waitFor()
}, 40_000)

it('H-AI-5 begins with what the message says of when, and says from which words; it is taken back by one tap', async () => {
  const { page, complaints } = await app.open(`/inbox/${luis.id}`, { size: 'phone' })
  await page.getByText('Could someone come today?').first().waitFor()
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: 'Turn into request' })
  const note = dialog.getByText('Read from the messages: due by “today”, urgent by “no hot water”. Check it.')
  await note.waitFor()
  const due = dialog.getByLabel('Due')
  expect(await due.inputValue()).toBe('2026-11-20')
  expect(await violationsOf(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Leave it out' }).click()
  expect(await due.inputValue()).toBe('')
  expect(await note.count()).toBe(0)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByText('Request created').waitFor()
  expect(bodies('POST').at(-1)).toMatchObject({ priority: 'NORMAL' })
  expect(complaints).toEqual([])
})

it('H-AI-5 takes the day that is asked for, not the first that is named, and none that a newer message calls off', async () => {
  for (const [minute, new_text] of [
    'We were told that November 22 is full. Can you come on December 9?',
    'Or please on December 4',
    'December 4 does not work after all',
  ].entries())
    app.world.messages.push(messageIn(theo, { new_text, received_at: `2026-11-20T16:4${minute}:00.000Z` }))
  const { page } = await app.open(`/inbox/${theo.id}`, { size: 'phone' })
  await page.getByText('after all').first().waitFor()
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: 'Turn into request' })
  await dialog.getByText('due by “December 9”').waitFor()
  expect(await dialog.getByLabel('Due').inputValue()).toBe('2026-12-09')
})

it('H-AI-5 what is typed while the messages are read stays, and so does what is changed before the rest is taken back', async () => {
  const { page } = await app.open(`/inbox/${luis.id}`, { size: 'phone' })
  let answer = () => {}
  const typed = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/v1/ai/extract', async (route) => {
    await typed
    await route.fallback()
  })
  await page.getByText('Could someone come today?').first().waitFor()
  const asked = page.waitForRequest('**/v1/ai/extract')
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: 'Turn into request' })
  const due = dialog.getByLabel('Due')
  await asked
  await due.fill('2026-12-24')
  answer()
  await dialog.getByText('Read from the messages: urgent by “no hot water”. Check it.').waitFor()
  expect(await due.inputValue()).toBe('2026-12-24')
  await dialog.getByRole('button', { name: 'Leave it out' }).click()
  expect(await due.inputValue()).toBe('2026-12-24')
})

it('UX 3 is one pane on a phone: list, page, and back to where one was', async () => {
  const { page } = await app.open('/home', { size: 'phone' })
  const nav = page.getByRole('navigation', { name: 'Main, phone' })
  await nav.getByRole('link', { name: 'Requests' }).waitFor()
  expect(await nav.getByRole('link').allTextContents()).toEqual([
    'Home',
    expect.stringContaining('Inbox'),
    'Requests',
    'Contacts',
    'Money',
  ])
  await nav.getByRole('link', { name: 'Requests' }).click()
  await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor()
  await page.getByRole('link', { name: /Bathroom rough-in/ }).click()
  await page.getByRole('heading', { level: 1, name: /Bathroom rough-in/ }).waitFor()
  await page.getByRole('link', { name: 'Back to requests' }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Bathroom rough-in')
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('dialog', { name: 'New' }).getByRole('button', { name: 'Request' }).click()
  const dialog = page.getByRole('dialog', { name: 'New request' })
  await dialog.getByLabel('Title').fill('Buy washers')
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByText('Request created').waitFor()
  await page.getByRole('link', { name: /Buy washers/ }).waitFor()
}, 40_000)

it('H-UI-7 keeps what is shown in the address, as a board too, and says when nothing fits', async () => {
  const { page } = await app.open('/work?status=WAITING')
  await page.getByRole('link', { name: /Serial number/ }).waitFor()
  expect(await page.locator('[data-row]').count()).toBe(1)
  await page.getByLabel('Assigned to').selectOption('nobody')
  await page.getByText('No requests fit').waitFor()
  expect(path(page)).toBe('/work?status=WAITING&assigned_to=nobody')
  await page.goto(`${app.origin}/work`)
  await page.getByRole('link', { name: 'Board' }).click()
  const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })
  await column('New').getByRole('link', { name: 'Bathroom rough-in, stage 2' }).waitFor()
  await page.getByRole('button', { name: 'Move Bathroom rough-in, stage 2' }).click()
  await page.getByRole('menuitem', { name: 'Waiting' }).click()
  await column('Waiting').getByRole('link', { name: 'Bathroom rough-in, stage 2' }).waitFor()
  expect(bodies('PATCH')).toEqual([{ status: 'WAITING', if_match_version: 1 }])
}, 40_000)

it('a viewer looks, and who lost the connection keeps the list', async () => {
  app.world.role = 'VIEWER'
  const { page } = await app.open(`/work/${repairs.id}`)
  await page.getByRole('heading', { name: repairs.title }).waitFor()
  for (const name of ['New request', 'Convert to invoice', 'Add note', /^Status/, 'More actions'])
    expect(await page.getByRole('button', { name }).count(), String(name)).toBe(0)
  await page.goto(`${app.origin}/work/nowhere`)
  await page.getByText(/this request/).waitFor()
  app.world.isEmpty = true
  await page.goto(`${app.origin}/work`)
  await page.getByText('Nothing to do').waitFor()
  app.world.answers.set('GET /v1/work-items', { status: 503, body: refusal('UNAVAILABLE', 'Not now') })
  await page.reload()
  await page.getByRole('button', { name: 'Retry' }).waitFor()
}, 40_000)
