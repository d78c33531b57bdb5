import { expect, it } from 'vitest'
import { useApp } from './app.ts'

const app = useApp()
const id = (n: number) => `00000000-0000-7000-8000-000000000${n}`
const [ANNEX, JANE] = [id(100), id(101)]

const posted = (verb: string) =>
  app.world.calls.filter(({ method, path }) => method === 'POST' && path.endsWith(`/${verb}`)).map(({ body }) => body)

it('B-17 merges two contacts by keyboard, says what moves, and takes it back; an old address leads on', async () => {
  const { page, complaints } = await app.open(`/contacts/${ANNEX}`)
  await page.getByRole('heading', { name: 'The Annex Property Group' }).waitFor()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Merge with…' }).click()
  const window = page.getByRole('dialog', { name: 'Merge into The Annex Property Group' })
  const who = window.getByRole('combobox', { name: 'The contact that goes into it' })
  await expect.poll(() => who.evaluate((field) => field === document.activeElement)).toBe(true)
  await window.getByRole('button', { name: 'Merge' }).click()
  await window.getByText('Choose the contact that goes into this one').waitFor()
  await who.fill('a')
  await page.getByRole('option', { name: /Jane Okafor/ }).waitFor()
  expect(await page.getByRole('option', { name: /Annex|New contact/ }).count()).toBe(0)
  await page.getByRole('option', { name: /Jane Okafor/ }).click()
  await window.getByText('Moves here from Jane Okafor: 2 invoices, 1 request, 3 conversations.').waitFor()
  await window.getByText('Choose the contact').waitFor({ state: 'detached' })
  // What one of them lacks is no question.
  expect(await window.getByRole('group').count()).toBe(3)
  const email = window.getByRole('group', { name: 'Email' })
  await email.getByRole('radio', { name: 'nadia@annexgroup.example' }).focus()
  await page.keyboard.press('ArrowDown')
  await window.getByRole('button', { name: 'Merge' }).click()
  await window.waitFor({ state: 'detached' })
  expect(posted('merge')).toEqual([{ other_id: JANE, take: ['email'], if_match_version: 1, other_version: 1 }])
  await page.getByText(/Jane Okafor was merged into this contact on/).waitFor()
  await page.getByText('jane@okafor.example').waitFor()

  await page.goto(`${app.origin}/contacts/${JANE}`)
  await page.getByText('That contact was merged into The Annex Property Group').waitFor()
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/contacts/${ANNEX}`)
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByText('Jane Okafor is a contact of its own again').waitFor()
  await page.getByText(/was merged into this contact/).waitFor({ state: 'detached' })
  expect(posted('unmerge')).toHaveLength(1)
  expect(complaints).toEqual([])
})

it('says who has the same address, on a phone too; what was refused stays open', async () => {
  const { email } = app.world.contacts.get(ANNEX)!
  app.world.contacts.set(JANE, { ...app.world.contacts.get(JANE)!, email })
  app.world.answers.set(`POST /v1/contacts/${ANNEX}/merge`, {
    status: 422,
    body: {
      error: {
        code: 'VALIDATION_ERROR',
        message: 'Some fields need attention',
        details: [{ field: 'other_id', message: 'Together they have 23 tags, and a contact has at most 20' }],
      },
      meta: { request_id: 'req_1', cursor: null },
    },
  })
  const { page } = await app.open(`/contacts/${ANNEX}`, { size: 'phone', locale: 'de-DE' })
  await page.getByText('Jane Okafor has the same email address.').waitFor()
  await page.getByRole('link', { name: 'Merge…' }).click()
  await page.getByText('Moves here from Jane Okafor').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await page.getByText('Together they have 23 tags').waitFor()
})

it('offers a viewer none of it', async () => {
  app.world.role = 'VIEWER'
  const { page } = await app.open(`/contacts/${ANNEX}?merge=${JANE}`)
  await page.getByText('Invoice INV-1039').first().waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
})

it('B-6-6 writes down what somebody said of news and offers, with how, and shows who said what', async () => {
  const { page } = await app.open(`/contacts/${ANNEX}`, { size: 'phone' })
  await page.getByRole('button', { name: 'Change consent to email' }).click()
  const dialog = page.getByRole('dialog', { name: 'News and offers by email' })
  await dialog.getByRole('button', { name: 'Write down' }).click()
  await dialog.getByText('Say how and when they said so').waitFor()
  await dialog.getByRole('textbox', { name: 'How and when they said so' }).fill('At the counter, 20 November')
  await dialog.getByRole('button', { name: 'Write down' }).click()
  const card = page.getByRole('region', { name: 'News and offers' })
  await card.getByText('Agreed').waitFor()
  expect(posted('record-consent')).toEqual([
    { channel: 'EMAIL', state: 'GRANTED', note: 'At the counter, 20 November', if_match_version: 1 },
  ])
  await card.getByRole('button', { name: 'Show the history' }).click()
  await card.getByText('Email agreed to written down by Dana Reid: At the counter, 20 November').waitFor()
})

it('H-UI-8 shows of the timeline what the address says: several kinds, days, and clears that', async () => {
  const { page } = await app.open(`/contacts/${ANNEX}`)
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await timeline.getByText('Invoice INV-1039').first().waitFor()
  await timeline.getByRole('button', { name: 'Payments' }).press('Enter')
  await timeline.getByText('Nothing of that.').waitFor()
  await timeline.getByRole('button', { name: 'Invoices' }).press('Space')
  await timeline.getByText('Invoice INV-1039').first().waitFor()
  expect(new URL(page.url()).searchParams.get('kind')).toBe('payment,invoice')
  await page.reload()
  await timeline.getByText('Invoice INV-1039').first().waitFor()
  expect(await timeline.getByRole('button', { name: 'Invoices' }).getAttribute('aria-pressed')).toBe('true')
  await timeline.getByText('Days').click()
  await timeline.getByLabel('From').fill('2026-11-01')
  await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBe('2026-11-01')
  await timeline.getByRole('button', { name: 'Invoices' }).click()
  await timeline.getByRole('button', { name: 'Clear filter' }).click()
  await expect.poll(() => new URL(page.url()).search).toBe('')
})

it('C-34 erases a person by keyboard: names what is open, says what stays and why, and asks for the name', async () => {
  const kept = { invoices: 2, credit_notes: 0, quotes: 1, expenses: 0 }
  const open = [{ kind: 'INVOICE', id: id(300), label: 'INV-1039' }]
  const none = { status: 'NONE', progress: 0, asked_at: null, done_at: null, kept }
  app.world.answers.set(`GET /v1/contacts/${ANNEX}/erasure`, {
    status: 200,
    body: { data: { ...none, open }, meta: { request_id: 'req_1', cursor: null } },
  })
  const { page, complaints } = await app.open(`/contacts/${ANNEX}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Erase person…' }).click()
  const window = page.getByRole('dialog', { name: 'Erase The Annex Property Group' })
  await window.getByRole('link', { name: 'Unpaid invoice INV-1039' }).waitFor()
  expect(await window.getByRole('textbox').count()).toBe(0)
  await window.getByRole('button', { name: 'Understood' }).click()
  await window.waitFor({ state: 'detached' })
  expect(posted('erase')).toEqual([])

  app.world.answers.clear()
  await page.goto(`${app.origin}/contacts/${ANNEX}?erase`)
  await window.getByText('This cannot be undone.').waitFor()
  await window.getByText(/because the law wants .*: 2 invoices, 1 quote, with/).waitFor()
  await window.getByRole('textbox').fill('Annex')
  await page.keyboard.press('Enter')
  await window.getByText('Type the name as it stands: The Annex Property Group').waitFor()
  await window.getByRole('textbox').fill('the annex property group')
  await page.keyboard.press('Enter')
  await window.waitFor({ state: 'detached' })
  expect(posted('erase')).toEqual([{ confirm: 'the annex property group', if_match_version: 1 }])
  await page.getByRole('heading', { name: 'Erased person' }).waitFor()
  await page.getByText(/This person was erased \(.*\)\. .* Still deleting the rest: 37%/).waitFor()
  for (const name of ['Write', 'New invoice']) expect(await page.getByRole('link', { name }).count()).toBe(0)
  expect(complaints).toEqual([])
})
