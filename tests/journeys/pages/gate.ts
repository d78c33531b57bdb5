import type { Page } from 'playwright-core'
import { newId } from '../../../core/db/ids.ts'
import type { SharedStack } from '../../support/shared-stack.ts'
import { linkTo, type Person } from '../support/person.ts'

export const PASSWORD = 'a good password 12'

/** From the sign-up page over the mail to the first page of the app, without answering the questions of the welcome. */
export async function signUpByHand({ page, origin }: Person, stack: SharedStack, business: string): Promise<string> {
  const email = `owner-${newId()}@example.com`
  await page.goto(`${origin}/signup`)
  await page.getByLabel('Your name').fill('Olga Owner')
  await page.getByLabel('Business name').fill(business)
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await page.goto(await linkTo(stack, email, '/verify'))
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Confirm and open' }).click()
  await skipWelcome(page)
  return email
}

const PAYMENT = 'How do you want to be paid?'
const QUESTIONS = [
  'Your business, as customers see it',
  'What kind of business is it?',
  'Bring the mail of customers here',
  'Who are your customers?',
  'Write the first one',
  PAYMENT,
  'Send it',
]

async function skipWelcome(page: Page): Promise<void> {
  for (const question of QUESTIONS) {
    await page.getByRole('heading', { name: question, level: 1 }).waitFor()
    if (question === PAYMENT) await connectStripe(page)
    else await page.getByRole('button', { name: 'Skip for now' }).click()
  }
  await page.getByRole('heading', { level: 1, name: /^Good / }).waitFor()
}

async function connectStripe(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect Stripe' }).click()
  await page.getByText('Connected.').waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
}
