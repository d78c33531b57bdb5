import { expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { statusOf } from './pages/app.ts'
import { PASSWORD } from './pages/gate.ts'
import { keyboardOf } from './support/keyboard.ts'
import { DESK, linkTo, type Person, useJourneys } from './support/person.ts'

const { stack, person } = useJourneys()

it('goes from sign-up to a paid invoice by keyboard alone', async () => {
  const owner = await person(DESK)
  await signUp(owner)
  await addTax(owner)
  const to = `jane-${newId()}@example.com`
  await addContact(owner, to)
  await writeAndSend(owner, to)
  await pay(await person(DESK), to)
  await expect.poll(() => statusOf(owner).textContent(), { timeout: 8_000 }).toBe('Paid')
  await keyboardOf(owner).check('the payment arrived')
})

async function signUp(owner: Person): Promise<void> {
  const keyboard = keyboardOf(owner)
  const email = `owner-${newId()}@example.com`
  await owner.page.goto(`${owner.origin}/signup`)
  await keyboard.check('the page came')
  for (const typed of ['Olga Owner', 'Harbord Plumbing', email]) {
    await keyboard.type(typed)
    await keyboard.press('Tab')
  }
  await keyboard.type(PASSWORD)
  await keyboard.press('Enter')
  await keyboard.arrivesAt('Check your mail')
  await owner.page.goto(await linkTo(stack, email, '/verify'))
  await keyboard.check('the page of the link came')
  await keyboard.type(PASSWORD)
  await keyboard.press('Enter')
  for (const question of ['Your business', 'What kind', 'Bring the mail', 'Who are your', 'Write the first'])
    await skip(owner, question)
  await keyboard.arrivesAt(/^How do you want/)
  await owner.page.getByRole('button', { name: 'Connect Stripe' }).waitFor()
  await keyboard.tabTo('Connect Stripe')
  await keyboard.press('Enter')
  await owner.page.getByText('Connected.').waitFor()
  await keyboard.check('Stripe is connected')
  await keyboard.tabTo('Continue')
  await keyboard.press('Enter')
  await skip(owner, 'Send it')
  await keyboard.arrivesAt(/^Good /)
}

/** A step may have the cursor in its first field, or nothing to be filled in. */
async function skip(owner: Person, question: string): Promise<void> {
  const keyboard = keyboardOf(owner)
  await owner.page.getByRole('heading', { name: question, level: 1 }).waitFor()
  await owner.page.getByRole('button', { name: 'Skip for now' }).waitFor()
  await keyboard.tabTo('Skip for now')
  await keyboard.press('Enter')
}

async function addTax(owner: Person): Promise<void> {
  const keyboard = keyboardOf(owner)
  await keyboard.press('Control+k')
  await owner.page.getByRole('combobox', { name: 'Search or do' }).waitFor()
  await keyboard.type('taxes')
  await keyboard.press('Enter')
  await keyboard.arrivesAt('Settings')
  await keyboard.tabTo('Add tax')
  await keyboard.press('Enter')
  await owner.page.locator('dialog:modal').waitFor()
  await keyboard.type('HST')
  await keyboard.press('Tab')
  await keyboard.type('13')
  await keyboard.press('Enter')
  await owner.page.getByRole('dialog').waitFor({ state: 'detached' })
  await keyboard.check('the dialog closed')
  expect((await keyboard.focus()).name).toBe('Add tax')
}

async function addContact(owner: Person, to: string): Promise<void> {
  const keyboard = keyboardOf(owner)
  await keyboard.press('c', 'c')
  await owner.page.locator('dialog:modal').waitFor()
  await keyboard.type('Jane Okafor')
  await keyboard.press('Tab')
  await keyboard.type(to)
  await keyboard.press('Enter')
  await keyboard.arrivesAt('Jane Okafor')
}

async function writeAndSend(owner: Person, to: string): Promise<void> {
  const keyboard = keyboardOf(owner)
  const { page } = owner
  await keyboard.press('c', 'i')
  await page.getByRole('combobox', { name: 'To', exact: true }).waitFor()
  await keyboard.type('Jane')
  await page.getByRole('option', { name: 'Jane Okafor' }).waitFor()
  await keyboard.press('ArrowDown', 'Enter')
  await page.getByText(to).waitFor()
  await keyboard.tabTo('Item 1')
  await keyboard.type('Tap cartridge')
  await keyboard.tabTo('Quantity')
  await keyboard.type('2')
  await keyboard.tabTo('Price')
  await keyboard.type('48')
  await keyboard.press('Enter')
  await keyboard.type('Labour, per hour')
  expect((await keyboard.focus()).name).toBe('Item 2')
  await keyboard.tabTo('Price')
  await keyboard.type('165')
  await keyboard.tabTo('Send invoice')
  await keyboard.press('Enter')
  await page.getByText(`Sending to ${to}…`).waitFor()
  await keyboard.check('Send')
  await keyboard.tabTo(/^Undo \d+$/)
  await keyboard.arrivesAt('INV-0001')
}

async function pay(customer: Person, to: string): Promise<void> {
  const keyboard = keyboardOf(customer)
  await customer.page.goto(await linkTo(stack, to, '/portal/invoices/'))
  await keyboard.tabTo('Pay $294.93')
  await customer.page.keyboard.press('Enter')
  await customer.page.getByRole('button', { name: 'Pay with card ending 4242' }).waitFor()
  await keyboard.tabTo('Pay with card ending 4242')
  await customer.page.keyboard.press('Enter')
  await customer.page.getByRole('heading', { name: /^Paid, thank you/ }).waitFor()
}
