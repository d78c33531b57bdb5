import { expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { signUp } from '../support/api.ts'
import { addContact, statusOf } from './pages/app.ts'
import { pressSend, seeSent, totalOf, writeQuote } from './pages/editor.ts'
import { DESK, type Kind, linkTo, PHONE, useJourneys } from './support/person.ts'

const { stack, person, signedIn } = useJourneys()

const LINES = [
  { name: 'Water heater', qty: '1', rate: '1150' },
  { name: 'Leak sensor', qty: '2', rate: '100', optional: true },
]

/** H-TEST-3, 3: from a quote over the customer's yes to the invoice; the owner's page stays open and is never loaded again. */
async function fromQuoteToInvoice(kind: Kind): Promise<void> {
  const owner = await signedIn(
    await signUp(stack, { currency: 'CAD', timezone: 'America/Toronto', country: 'CA' }),
    kind,
  )
  await owner.page.goto(`${owner.origin}/home`)
  const to = `jane-${newId()}@example.com`
  await addContact(owner, 'Jane Okafor', to)
  await writeQuote(owner, 'Jane Okafor', LINES)
  expect(await totalOf(owner)).toContain('$1,150.00')
  await pressSend(owner, to)
  await seeSent(owner, 'Q-0001')
  await expect.poll(() => statusOf(owner).textContent()).toBe('Sent')
  await owner.page.evaluate(() => Object.assign(window, { neverReloaded: true }))

  const { page } = await person(kind)
  await page.goto(await linkTo(stack, to, '/portal/quotes/'))
  await page.getByRole('checkbox', { name: 'Add Leak sensor' }).check()
  await page.getByLabel('Your name').fill('Jane Okafor')
  await page.getByRole('button', { name: /^Approve/ }).click()
  await page.getByRole('heading', { name: 'Approved, thank you Jane' }).waitFor()

  await expect.poll(() => statusOf(owner).textContent(), { timeout: 8_000 }).toBe('Approved')
  await owner.page.getByText('$1,350.00 approved').waitFor()
  await owner.page.getByRole('region', { name: 'As approved' }).getByText('Leak sensor').waitFor()
  await owner.page.getByRole('button', { name: 'Convert to invoice' }).click()
  await owner.page.getByRole('heading', { name: 'Edit invoice' }).waitFor()
  expect(await totalOf(owner)).toContain('$1,350.00')
  expect(await owner.page.evaluate(() => 'neverReloaded' in window)).toBe(true)
}

// Side by side, because most of the time goes into the ten seconds in which a send can be taken back.
it('goes from a quote to its invoice at 1280 and 390 pixels, with a mouse and with a finger', async () => {
  const kinds = [DESK, PHONE]
  const ends = await Promise.allSettled(kinds.map(fromQuoteToInvoice))
  const failed = ends.flatMap((end, at) => (end.status === 'rejected' ? [`${kinds[at]?.name}: ${end.reason}`] : []))
  expect(failed).toEqual([])
})
