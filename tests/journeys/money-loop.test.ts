import { expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { addContact, addTax, statusOf } from './pages/app.ts'
import { goToPay, payByCard, payIsInReach } from './pages/customer.ts'
import { pressSend, seeSent, totalOf, writeInvoice } from './pages/editor.ts'
import { signUpByHand } from './pages/gate.ts'
import { DESK, type Kind, linkTo, NARROW, PHONE, useJourneys } from './support/person.ts'

const { stack, person } = useJourneys()

const LINES = [
  { name: 'Tap cartridge', qty: '2', rate: '48' },
  { name: 'Labour, per hour', qty: '1.5', rate: '110' },
]
// 96.00 + 165.00 = 261.00, and 13 % of it is 33.93.
const TOTAL = '$294.93'

/** From sign-up to money; the owner's page of the invoice stays open and is never loaded again. */
async function fromSignUpToMoney(kind: Kind): Promise<void> {
  const owner = await person(kind)
  await signUpByHand(owner, stack, 'Harbord Plumbing')
  await addTax(owner, 'HST', '13')
  const to = `jane-${newId()}@example.com`
  await addContact(owner, 'Jane Okafor', to)
  await writeInvoice(owner, 'Jane Okafor', LINES)
  expect(await totalOf(owner)).toContain(TOTAL)
  await pressSend(owner, to)
  await seeSent(owner, 'INV-0001')
  await expect.poll(() => statusOf(owner).textContent()).toBe('Sent')
  await owner.page.evaluate(() => Object.assign(window, { neverReloaded: true }))

  const customer = await person(kind)
  await customer.page.goto(await linkTo(stack, to, '/portal/invoices/'))
  expect(await payIsInReach(customer)).toBe(true)
  await goToPay(customer, TOTAL)
  await payByCard(customer)

  await expect.poll(() => statusOf(owner).textContent(), { timeout: 8_000 }).toBe('Paid')
  expect(await owner.page.evaluate(() => 'neverReloaded' in window)).toBe(true)
  await owner.page.getByText('Visa ending 4242').waitFor()
}

// Side by side, because most of the time goes into the ten seconds in which a send can be taken back.
it('goes from sign-up to a paid invoice at 1280 and 390 pixels, with a mouse and with a finger', async () => {
  const kinds = [DESK, NARROW, PHONE]
  const ends = await Promise.allSettled(kinds.map(fromSignUpToMoney))
  const failed = ends.flatMap((end, at) => (end.status === 'rejected' ? [`${kinds[at]?.name}: ${end.reason}`] : []))
  expect(failed).toEqual([])
})
