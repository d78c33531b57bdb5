import { beforeAll, expect, it } from 'vitest'
import { type SignedUp, signUp } from '../support/api.ts'
import { goTo } from './pages/app.ts'
import { DESK, forgive, type Person, useJourneys } from './support/person.ts'

const { stack, person, signedIn } = useJourneys()
let owner: SignedUp
beforeAll(async () => {
  owner = await signUp(stack)
})

async function newDraft(): Promise<string> {
  const contact = await owner.api.post('/v1/contacts', { display_name: 'Jane Okafor', email: 'jane@okafor.example' })
  const line = { name: 'Repair', qty: 1, rate: '200' }
  const draft = await owner.api.post('/v1/invoices', { contact_id: contact.body.data.id, line_items: [line] })
  return draft.body.data.id
}

async function fillSignIn({ page }: Person): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await page.getByLabel('Email').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

it('ends a session from another window, and what was being typed is there after the next sign-in', async () => {
  const id = await newDraft()
  const first = await signedIn(owner)
  await first.page.goto(`${first.origin}/invoices?edit=${id}`)
  const notes = first.page.getByLabel('Notes, printed on the invoice')
  await notes.waitFor()

  const second = await signedIn(owner)
  await second.page.goto(`${second.origin}/settings/sign-in`)
  // The one at the top is this window's; the newest other one is the first window's.
  await second.page.getByText('This one').waitFor()
  const ends = second.page.getByRole('button', { name: 'End' })
  for (let left = await ends.count(); left > 0; left--) {
    await ends.first().click()
    await expect.poll(() => ends.count()).toBe(left - 1)
  }

  await notes.fill('Mind the dog.')
  await fillSignIn(first)
  await first.page.getByText('Edit invoice').waitFor()
  expect(await first.page.getByLabel('Notes, printed on the invoice').inputValue()).toBe('Mind the dog.')
  await expect.poll(async () => (await owner.api.get(`/v1/invoices/${id}`)).status).toBe(401)
  await first.page
    .locator('.editor-footer')
    .getByText(/^Saved/)
    .waitFor()
  forgive(first, / 401 /)
})

it('AU sends a stranger to the sign-in page and back, and keeps nothing after the sign-out', async () => {
  const window = await person(DESK)
  await window.page.goto(`${window.origin}/contacts`)
  await fillSignIn(window)
  await goTo(window, 'Contacts')
  await goTo(window, 'Invoices')
  await window.page.getByRole('button', { name: 'Olga Owner' }).click()
  await window.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await window.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await window.page.goBack()
  await window.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await window.page.goto(`${window.origin}/home`)
  await window.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  forgive(window, / 401 /)
})
