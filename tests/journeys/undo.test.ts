import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { type SignedUp, signUp } from '../support/api.ts'
import { DESK, NARROW, useJourneys } from './support/person.ts'

const { stack, signedIn } = useJourneys()
let owner: SignedUp
beforeAll(async () => {
  owner = await signUp(stack)
})

async function newDraft(): Promise<{ id: string; to: string }> {
  const to = `customer-${newId()}@example.com`
  const contact = await owner.api.post('/v1/contacts', { display_name: 'Jane Okafor', email: to })
  const line = { name: 'Repair', qty: 1, rate: '200' }
  const draft = await owner.api.post('/v1/invoices', { contact_id: contact.body.data.id, line_items: [line] })
  return { id: draft.body.data.id, to }
}

const mailsTo = async (to: string) =>
  ((await (await fetch(`${stack.origin}/local/mailbox.json?to=${to}`)).json()) as unknown[]).length

/** What was held would be out by now. */
async function waitOutTheHold(): Promise<void> {
  await fetch(`${stack.origin}/local/clock`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ advance_ms: 15_000 }),
  })
}

async function isTakenBack(id: string, to: string): Promise<void> {
  await waitOutTheHold()
  expect((await owner.api.get(`/v1/invoices/${id}`)).body.data).toMatchObject({ status: 'DRAFT', send_at: null })
  expect(await mailsTo(to)).toBe(0)
}

it.each([DESK, NARROW])('takes a send back at $name pixels, and the draft can be edited again', async (kind) => {
  const { id, to } = await newDraft()
  const { page, origin } = await signedIn(owner, kind)
  await page.goto(`${origin}/invoices?edit=${id}`)
  await page.getByRole('button', { name: 'Send invoice' }).click()
  await page.getByRole('button', { name: /^Undo \d/ }).click()
  await page.getByText('Not sent. It is a draft again.').waitFor()
  await isTakenBack(id, to)
  await page.getByRole('button', { name: 'Send invoice' }).waitFor()
  expect(await page.locator('.editor-body').getAttribute('inert')).toBeNull()
})

it('can still be taken back after the editor was closed', async () => {
  const { id, to } = await newDraft()
  const window = await signedIn(owner)
  const { page, origin } = window
  await page.goto(`${origin}/invoices?edit=${id}`)
  await page.getByRole('button', { name: 'Send invoice' }).click()
  await page.getByRole('button', { name: /^Undo \d/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.getByText(`Sending to ${to}`).waitFor()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByText('Not sent. It is a draft again.').waitFor()
  await isTakenBack(id, to)
})

it('says so when the mail service refuses, keeps the words, and sends them again', async () => {
  const { id, to } = await newDraft()
  const fail = (outcome: string) =>
    fetch(`${stack.origin}/local/failures`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ to, outcome }),
    })
  await fail('reject')
  const window = await signedIn(owner)
  const { page, origin } = window
  await page.goto(`${origin}/invoices?edit=${id}`)
  await page.getByLabel('Message in the email').fill('The valve is in.')
  await page.getByRole('button', { name: 'Send invoice' }).click()
  await page.getByText(`Not sent to ${to}, your text is kept`).waitFor({ timeout: 40_000 })
  await fail('ok')
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByText(`Sending to ${to}`).waitFor()
  await waitOutTheHold()
  await expect.poll(() => mailsTo(to), { timeout: 15_000 }).toBe(1)
  const [mail] = (await (await fetch(`${stack.origin}/local/mailbox.json?to=${to}`)).json()) as { text: string }[]
  expect(mail?.text).toContain('The valve is in.')
})
