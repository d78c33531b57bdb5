import { beforeAll, expect, it } from 'vitest'
import { openBusiness } from '../http/portal/business.ts'
import { cardIsDeclined, goToPay, payByCard } from './pages/customer.ts'
import { askFirst, openInvoice, recordPayment, seeStatus } from './pages/invoice.ts'
import { DESK, forgive, PHONE, useJourneys } from './support/person.ts'

const { stack, person, signedIn } = useJourneys()
let business: Awaited<ReturnType<typeof openBusiness>>
beforeAll(async () => {
  business = await openBusiness(stack)
})

it('stays as it is when a card is declined, and is paid by the next one', async () => {
  const sent = await business.send()
  const owner = await signedIn(business.owner)
  await openInvoice(owner, sent)
  await seeStatus(owner, 'Sent')
  const customer = await person(PHONE)
  await customer.page.goto(sent.link)
  await goToPay(customer, '$200.00')
  await cardIsDeclined(customer)
  expect(await owner.page.getByText('$200.00 to pay').count()).toBe(1)
  await goToPay(customer, '$200.00')
  await payByCard(customer)
  await seeStatus(owner, 'Paid')
  await owner.page.getByText('In full').waitFor()
})

it('takes a part by hand, then the rest', async () => {
  const owner = await signedIn(business.owner)
  await openInvoice(owner, await business.send())
  await recordPayment(owner, '50')
  await seeStatus(owner, 'Partly paid')
  await owner.page.getByText('$50.00 of $200.00 received').waitFor()
  await recordPayment(owner, null)
  await seeStatus(owner, 'Paid')
  expect(await owner.page.getByRole('button', { name: 'Record payment' }).count()).toBe(0)
})

it('MO5 says which amount it cannot take, and keeps what was typed', async () => {
  const owner = await signedIn(business.owner)
  await openInvoice(owner, await business.send())
  await owner.page.getByRole('button', { name: 'Record payment' }).click()
  const amount = owner.page.getByRole('dialog', { name: 'Record payment' }).getByLabel('Amount')
  for (const refused of ['0', '12.345', '-5', '1e3']) {
    await amount.fill(refused)
    await amount.press('Enter')
    await expect.poll(() => amount.getAttribute('aria-invalid'), { message: refused }).toBe('true')
    expect(await amount.inputValue()).toBe(refused)
    await expect.poll(() => amount.evaluate((field) => field === document.activeElement)).toBe(true)
  }
  forgive(owner, / 422 /)
})

it('MO4 keeps what was too much, and says where', async () => {
  const owner = await signedIn(business.owner)
  await openInvoice(owner, await business.send())
  const { page } = owner
  await page.getByRole('button', { name: 'Record payment' }).click()
  const dialog = page.getByRole('dialog', { name: 'Record payment' })
  await dialog.getByLabel('Amount').fill('250')
  await dialog.getByRole('button', { name: 'Record' }).click()
  await dialog.getByRole('button', { name: 'Keep as credit' }).click()
  await seeStatus(owner, 'Paid')
  await owner.page.goto(`${owner.origin}/payments`)
  const kept = owner.page.getByRole('region', { name: '1 payment without a place' })
  await kept.getByText('$50.00').waitFor()
})

it('is void only after one more question, for owner and customer', async () => {
  const sent = await business.send()
  const owner = await signedIn(business.owner)
  await openInvoice(owner, sent)
  await askFirst(owner, 'More actions', 'Void invoice…', 'Keep it')
  await seeStatus(owner, 'Sent')
  await askFirst(owner, 'More actions', 'Void invoice…', 'Void invoice')
  await seeStatus(owner, 'Void')
  // Back where it was: what is left behind the dots is the paper.
  const focused = () => owner.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await expect.poll(focused).toBe('More actions')
  const customer = await person(PHONE)
  await customer.page.goto(sent.link)
  await customer.page.getByRole('heading', { name: 'This invoice was voided' }).waitFor()
  expect(await customer.page.getByRole('button').count()).toBe(0)
  forgive(customer, / 410 /)
})

it('closes its links, and the customer reads what to do', async () => {
  const sent = await business.send()
  const owner = await signedIn(business.owner)
  await openInvoice(owner, sent)
  await owner.page.getByText('A link is open').waitFor()
  await askFirst(owner, 'Link actions', 'Close all links…', 'Close links')
  await owner.page.getByText('No link is open').waitFor()
  const customer = await person(DESK)
  await customer.page.goto(sent.link)
  await customer.page.getByRole('heading', { name: 'Link expired' }).waitFor()
  forgive(customer, / 404 /)
})

it('copies a link that opens the payment page', async () => {
  const owner = await signedIn(business.owner)
  await openInvoice(owner, await business.send())
  await owner.page.getByRole('button', { name: 'Copy payment link' }).first().click()
  await owner.page.getByText('Payment link copied').waitFor()
  const copied = await owner.page.evaluate(() => navigator.clipboard.readText())
  const customer = await person(PHONE)
  await customer.page.goto(copied)
  await customer.page.getByRole('button', { name: 'Pay $200.00' }).waitFor()
})
