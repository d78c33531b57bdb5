import { expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { violationsOf } from '../support/axe.ts'
import { confirmByHand, signUpByHand } from './pages/gate.ts'
import { DESK, forgive, isSmall, type Kind, linkTo, type Person, PHONE, useJourneys } from './support/person.ts'

const { stack, person } = useJourneys({ asShipped: true })

/** What one has to fill in before an invoice with the own name is on the screen (UX: six at most). */
const REQUIRED_MAX = 6
const steps = (page: Person['page']) => page.getByRole('button', { name: 'Skip for now' })
const stepIs = (page: Person['page'], at: number) => page.getByText(`${at} of 7`, { exact: false }).first().waitFor()
const goOn = (page: Person['page']) => page.getByRole('button', { name: 'Continue' }).click()

/** From the sign-up over the seven steps to the page of the customer; somewhere on the way another device takes over. */
async function firstTenMinutes(kind: Kind, other: Kind): Promise<void> {
  const owner = await person(kind)
  const { email, required } = await confirmByHand(owner, stack, 'Harbord Plumbing')
  const { page } = owner
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByText('Harbord Plumbing').first().waitFor()
  expect(required).toBeLessThanOrEqual(REQUIRED_MAX)

  await stepIs(page, 1)
  await page.getByLabel('Business name').fill('Harbord & Daughter')
  await preview.getByText('Harbord & Daughter').first().waitFor()
  await page.getByLabel('Green').check()
  await goOn(page)
  await stepIs(page, 2)
  await goOn(page)
  await stepIs(page, 3)
  await steps(page).click()
  await stepIs(page, 4)

  const there = await person(other)
  await signInHere(there, email)
  await onAnotherDevice(there)

  // The first device knows what the other did, and shows no page twice.
  await page.goto(`${owner.origin}/home`)
  const card = page.getByRole('region', { name: 'First steps' })
  await card.getByText('6 of 7 done').waitFor()
  await card.getByText('Skipped').waitFor()
  expect(await violationsOf(page)).toEqual([])
  await card.getByRole('button', { name: 'Do not show this again' }).click()
  await card.waitFor({ state: 'detached' })
}

async function signInHere({ page, origin }: Person, email: string): Promise<void> {
  await page.goto(`${origin}/login?next=/welcome`)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill('a good password 12')
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function onAnotherDevice(owner: Person): Promise<void> {
  const { page } = owner
  const to = `jane-${newId()}@customer.example`
  await stepIs(page, 4)
  await page.getByLabel('Name 1').fill('Jane Okafor')
  await page.getByLabel('Email 1').fill('no address')
  await goOn(page)
  await page.getByText(/Use an e-?mail address/).waitFor()
  forgive(owner, /422/)
  await page.getByLabel('Email 1').fill(to)
  await goOn(page)

  await stepIs(page, 5)
  await page.getByLabel('What is it for?').fill('Tap cartridge')
  await page.getByLabel('Price in CAD').fill('200')
  await page.getByLabel('Tax, if you charge one').fill('HST')
  await page.getByLabel('Percent').fill('13')
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByText('$226.00').waitFor()
  await preview.getByText('Jane Okafor').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.getByRole('button', { name: 'Save the invoice' }).click()
  await stepIs(page, 6)
  await page.getByText('By bank, or in your own words', { exact: true }).click()
  await page.getByLabel('In your own words').fill('Interac to pay@harbord.example')
  await goOn(page)

  await stepIs(page, 7)
  await page.getByText('$226.00').first().waitFor()
  await page.getByRole('button', { name: 'Send invoice' }).click()
  // It ends on what was sent.
  await page.getByRole('heading', { level: 1, name: /INV-0001|Invoice/ }).waitFor()
  await expect.poll(() => page.locator('.document-header .pill').textContent(), { timeout: 20_000 }).toBe('Sent')
  const customer = await person(owner.kind)
  await customer.page.goto(await linkTo(stack, to, '/portal/invoices/'))
  await customer.page.getByText('Harbord & Daughter').first().waitFor()
  await customer.page.getByText('Interac to pay@harbord.example').first().waitFor()
}

// Side by side, because most of the time goes into the ten seconds in which a send can be taken back.
it('first ten minutes: from sign-up to a sent invoice, begun on one device and ended on another', async () => {
  const ends = await Promise.allSettled([firstTenMinutes(DESK, PHONE), firstTenMinutes(PHONE, DESK)])
  expect(ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []))).toEqual([])
})

/** H-PROF-12: a shop reads its own words from the second page on. */
it.each([DESK, PHONE])('shop instead of plumber: $name', async (kind) => {
  const owner = await person(kind)
  await signUpByHand(owner, stack, 'Corner Books', 'Shop with a till')
  const { page, origin } = owner
  const nav = page.getByRole('navigation', { name: isSmall(kind) ? 'Main, phone' : 'Main', exact: true })
  await nav.getByRole('link', { name: 'Orders / Issues' }).waitFor()
  await page.getByText('New orders / issues').waitFor()
  await nav.getByRole('link', { name: 'Orders / Issues' }).click()
  await page.getByRole('heading', { level: 1, name: 'Orders / Issues' }).waitFor()
  await page.goto(`${origin}/settings/profile`)
  await page.getByRole('switch', { name: 'Quotes' }).click()
  await page.getByText('Quotes off').waitFor()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.goto(`${origin}/quotes`)
  await page.getByRole('heading', { name: 'Switched off' }).waitFor()
  await page.getByText('Quotes are switched off in this business').waitFor()
  forgive(owner, /403/)
  // Where it is asked what to write, a quote is not among it any more.
  await page.goto(`${origin}/welcome?step=document`)
  await page.getByRole('button', { name: 'Save the invoice' }).waitFor()
  expect(await page.getByText('A quote, to be approved first').count()).toBe(0)
})
