import type { Locator, Page } from 'playwright-core'
import { newId } from '../../../core/db/ids.ts'
import type { SharedStack } from '../../support/shared-stack.ts'
import { linkTo, type Person } from '../support/person.ts'

export const PASSWORD = 'a good password 12'

/** From the sign-up page over the mail to the first step; says how many fields had to be filled in. */
export async function confirmByHand({ page, origin }: Person, stack: SharedStack, business: string) {
  const email = `owner-${newId()}@example.com`
  await page.goto(`${origin}/signup`)
  const typed: [Locator, string][] = [
    [page.getByLabel('Your name'), 'Olga Owner'],
    [page.getByLabel('Business name'), business],
    [page.getByLabel('Email'), email],
    [page.getByRole('textbox', { name: 'Password' }), PASSWORD],
  ]
  for (const [field, text] of typed) await field.fill(text)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await page.goto(await linkTo(stack, email, '/verify'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Confirm and open' }).click()
  return { email, required: typed.length + 1 }
}

/** The same, and past the steps without answering them but for how to be paid; `profile` is the kind of business. */
export async function signUpByHand(person: Person, stack: SharedStack, business: string, profile?: string) {
  const { email } = await confirmByHand(person, stack, business)
  await skipWelcome(person.page, profile)
  return email
}

const KIND = 'What kind of business is it?'
const PAYMENT = 'How do you want to be paid?'
const QUESTIONS = [
  'Your business, as customers see it',
  KIND,
  'Bring the mail of customers here',
  'Who are your customers?',
  'Write the first one',
  PAYMENT,
  'Send it',
]

async function skipWelcome(page: Page, profile: string | undefined): Promise<void> {
  for (const question of QUESTIONS) {
    await page.getByRole('heading', { name: question, level: 1 }).waitFor()
    if (question === PAYMENT) await connectStripe(page)
    else if (question === KIND && profile) await chooseProfile(page, profile)
    else await page.getByRole('button', { name: 'Skip for now' }).click()
  }
  await page.getByRole('heading', { level: 1, name: /^Good / }).waitFor()
}

async function chooseProfile(page: Page, profile: string): Promise<void> {
  await page.getByLabel(profile).check()
  await page.getByText('“Requests” is called “Orders / Issues”.').waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
}

async function connectStripe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect Stripe' }).click()
  await page.getByText('Connected.').waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
}
