import { beforeAll, describe, expect, it } from 'vitest'
import { CreateCreditNote, UpdateCreditNote } from '../../../core/contract/credit-notes.ts'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { createCreditNote } from '../../../core/services/credit-notes/create.ts'
import { deleteCreditNote } from '../../../core/services/credit-notes/delete.ts'
import { getCreditNote } from '../../../core/services/credit-notes/get.ts'
import { markCreditNoteSent } from '../../../core/services/credit-notes/links.ts'
import { listCreditNotes } from '../../../core/services/credit-notes/list.ts'
import { presentCreditNote } from '../../../core/services/credit-notes/present.ts'
import { sendCreditNote } from '../../../core/services/credit-notes/send.ts'
import { updateCreditNote } from '../../../core/services/credit-notes/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listUnapplied } from '../../../core/services/payments/list.ts'
import { returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { fakeMailer, sendPorts } from '../../support/fake-mailer.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of sixteen')
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})

const invoiceNow = async (id: string) => presentInvoice(await getInvoice(ours.as('OWNER'), id))
const noteNow = async (id: string) => presentCreditNote(await getCreditNote(ours.as('OWNER'), id))
const credit = (id: string, input: object = {}) =>
  createCreditNote(ours.as('OWNER'), id, CreateCreditNote.parse(input)).then((row) => presentCreditNote(row))
const issue = (id: string) => markCreditNoteSent(ours.as('OWNER'), id).then((row) => presentCreditNote(row))
const pay = (invoice_id: string, amount: string) =>
  createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id, amount }))
const left = async (invoiceId: string) =>
  (await listUnapplied(ours.as('OWNER'), cursors, { limit: 100 })).rows.filter((row) => row.invoice_id === invoiceId)

/** Two lines at 13 %, a discount and a charge: 300 less 30, 20 for delivery, 37.70 of tax, 327.70. */
async function taxedInvoice() {
  const rate = await createTaxRate(ours.as('OWNER'), { name: 'HST', percent: '13' } as never)
  return ours.sentInvoice({
    line_items: [
      { name: 'Tiles', qty: '10', rate: '20.00', tax_rate_id: rate.id },
      { name: 'Work', qty: '1', rate: '100.00', tax_rate_id: rate.id },
    ],
    discount: { percent: '10', tax_rate_id: rate.id },
    charges: [{ name: 'Delivery', amount: '20.00', tax_rate_id: rate.id }],
  } as never)
}

describe('C-18 MO11 a credit note', () => {
  it('of some of a line bears its tax and its share of discount and charge, is numbered and taken off the invoice', async () => {
    const invoice = await taxedInvoice()
    const tiles = invoice.lines[0]!
    const draft = await credit(invoice.id, { lines: [{ line_id: tiles.id, qty: '5' }], reason: 'Cracked' })
    expect(draft).toMatchObject({
      status: 'DRAFT',
      credit_note_number: null,
      invoice_number: invoice.invoice_number,
      line_items: [{ name: 'Tiles', qty: '5', rate: '20.00', amount: '100.00', line_id: tiles.id }],
      subtotal: '100.00',
      discount_total: '10.00',
      charge_total: '6.67',
      tax_total: '12.57',
      total: '109.24',
      taxes: [{ name: 'HST', percent: '13', taxable: '96.67', tax: '12.57' }],
    })
    expect(await invoiceNow(invoice.id)).toMatchObject({ amount_credited: '0.00', credit_notes: [{ id: draft.id }] })
    const note = await issue(draft.id)
    expect(note).toMatchObject({
      status: 'SENT',
      credit_note_number: expect.stringMatching(/^CN-\d{4}$/),
      amount_applied: '109.24',
    })
    expect(await invoiceNow(invoice.id)).toMatchObject({
      amount_credited: '109.24',
      amount_due: '218.46',
      status: 'SENT',
    })
    // The rest is what is left of each part of it.
    const rest = await credit(invoice.id)
    expect(rest).toMatchObject({
      subtotal: '200.00',
      discount_total: '20.00',
      charge_total: '13.33',
      tax_total: '25.13',
      total: '218.46',
    })
    await issue(rest.id)
    expect(await invoiceNow(invoice.id)).toMatchObject({ status: 'PAID', settled_by: 'CREDIT', amount_due: '0.00' })
    await expect(credit(invoice.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('of an amount has its tax inside, one line for each rate', async () => {
    const invoice = await taxedInvoice()
    expect(await credit(invoice.id, { amount: '113.00' })).toMatchObject({
      line_items: [{ name: `Credit on invoice ${invoice.invoice_number}`, amount: '100.00', line_id: null }],
      discount_total: '0.00',
      tax_total: '13.00',
      total: '113.00',
    })
  })

  it('of an invoice that was paid is the customer’s money: returned by hand, or there when it is owed again', async () => {
    const { id } = await ours.sentInvoice()
    const payment = await pay(id, '100')
    const note = await issue((await credit(id, { amount: '40' })).id)
    expect(note).toMatchObject({ amount_applied: '0.00', amount_unapplied: '40.00' })
    expect(await invoiceNow(id)).toMatchObject({
      status: 'PAID',
      settled_by: 'PAYMENT',
      amount_paid: '100.00',
      amount_credited: '0.00',
    })
    expect(await left(id)).toMatchObject([{ reason: 'CREDIT', amount_left: 4000n }])
    await reversePayment(ours.as('OWNER'), payment.id, 'Not ours')
    expect(await invoiceNow(id)).toMatchObject({ status: 'SENT', amount_due: '60.00', amount_credited: '40.00' })
    expect(await noteNow(note.id)).toMatchObject({ amount_applied: '40.00', amount_unapplied: '0.00' })
    await pay(id, '60')
    const other = await ours.sentInvoice()
    await pay(other.id, '100')
    await issue((await credit(other.id, { amount: '25' })).id)
    const [kept] = await left(other.id)
    await returnUnapplied(ours.as('OWNER'), kept!.id, 'In cash')
    expect(await left(other.id)).toEqual([])
  })

  it('MO7 comes to the same before and after a refund, and gives way to one that fails', async () => {
    const world = stripeWorld(database)
    const states = []
    for (const order of ['note first', 'refund first']) {
      const { id } = await ours.sentInvoice()
      const checkout = await openCheckout(world, database, ours, id)
      await world.deliver(checkout.completed())
      const note = async () => issue((await credit(id, { amount: '40' })).id)
      if (order === 'note first') await note()
      await world.deliver(checkout.refundedBy([['a', 4000]]))
      if (order === 'refund first') await note()
      const { amount_paid, amount_credited, amount_due, status } = await invoiceNow(id)
      states.push({ amount_paid, amount_credited, amount_due, status })
      await world.deliver(checkout.refundedBy([['a', 4000, 'FAILED']]))
      expect(await invoiceNow(id)).toMatchObject({ amount_paid: '100.00', amount_credited: '0.00', status: 'PAID' })
      expect(await left(id)).toMatchObject([{ reason: 'CREDIT', amount_left: 4000n }])
    }
    expect(states[0]).toEqual({ amount_paid: '60.00', amount_credited: '40.00', amount_due: '0.00', status: 'PAID' })
    expect(states[1]).toEqual(states[0])
  })

  it('MO12 closes the checkout page that is open for what was due before', async () => {
    const world = stripeWorld(database)
    const { id } = await ours.sentInvoice()
    await openCheckout(world, database, ours, id)
    await issue((await credit(id, { amount: '40' })).id)
    await world.sweep()
    const pages = await database.admin(`select status from checkout_sessions where invoice_id = $1`, [id])
    expect(pages).toEqual([{ status: 'EXPIRED' }])
  })

  it.each([
    ['more than is left', { amount: '100.01' }, 'amount'],
    ['nothing', { amount: '0' }, 'amount'],
    ['a line of another invoice', { lines: [{ line_id: '019ab0c0-0000-7000-8000-000000000000' }] }, 'lines.0.line_id'],
  ])('is refused for %s', async (_, input, field) => {
    const { id } = await ours.sentInvoice()
    await expect(credit(id, input)).rejects.toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] })
  })

  it('has no more of a line than is left, drafts counted; a deleted draft gives its place back', async () => {
    const invoice = await taxedInvoice()
    const line_id = invoice.lines[0]!.id
    const draft = await credit(invoice.id, { lines: [{ line_id, qty: '7' }] })
    await expect(credit(invoice.id, { lines: [{ line_id, qty: '4' }] })).rejects.toMatchObject({
      details: [{ field: 'lines.0.qty' }],
    })
    await deleteCreditNote(ours.as('OWNER'), draft.id)
    expect((await credit(invoice.id, { lines: [{ line_id, qty: '10' }] })).subtotal).toBe('200.00')
  })

  it('can be changed while it is a draft, to as much as it may have, and not once it is out', async () => {
    const { id } = await ours.sentInvoice()
    const draft = await credit(id, { amount: '30', reason: 'Late' })
    const change = (input: object) => updateCreditNote(ours.as('OWNER'), draft.id, UpdateCreditNote.parse(input))
    expect(presentCreditNote(await change({ amount: '100', reason: 'Never came' }))).toMatchObject({
      total: '100.00',
      reason: 'Never came',
    })
    await expect(change({ amount: '100.01' })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' })
    await issue(draft.id)
    await expect(change({ reason: 'x' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(presentCreditNote(await change({ internal_notes: 'Seen' })).internal_notes).toBe('Seen')
    await expect(deleteCreditNote(ours.as('OWNER'), draft.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('stands against a void, whether it is out or not; a draft and a void invoice have none', async () => {
    const { id } = await ours.sentInvoice()
    const draft = await credit(id, { amount: '10' })
    await expect(voidInvoice(ours.as('OWNER'), id)).rejects.toMatchObject({ code: 'CONFLICT' })
    await deleteCreditNote(ours.as('OWNER'), draft.id)
    await voidInvoice(ours.as('OWNER'), id)
    await expect(credit(id)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(credit((await ours.draft()).id)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('goes out by mail with its paper; a provider that refuses leaves a draft with its number', async () => {
    const mailer = fakeMailer()
    const { id } = await ours.sentInvoice()
    const draft = await credit(id, { amount: '10' })
    mailer.outcome = { outcome: 'refused', reason: 'No such mailbox' } as never
    const send = () =>
      sendCreditNote(ours.as('OWNER'), sendPorts(mailer), draft.id, { channel: 'EMAIL', hold_seconds: 0 } as never)
    await expect(send()).rejects.toMatchObject({ code: 'PROVIDER_ERROR' })
    const refused = await noteNow(draft.id)
    expect(refused).toMatchObject({ status: 'DRAFT', credit_note_number: expect.stringMatching(/^CN-/) })
    expect(await invoiceNow(id)).toMatchObject({ amount_credited: '0.00' })
    mailer.outcome = { outcome: 'accepted', id: 'mail' }
    await send()
    expect(await noteNow(draft.id)).toMatchObject({ status: 'SENT', credit_note_number: refused.credit_note_number })
    expect(await invoiceNow(id)).toMatchObject({ amount_credited: '10.00' })
    expect(mailer.sent.at(-1)).toMatchObject({ subject: `Credit note ${refused.credit_note_number}` })
    expect(mailer.sent.at(-1)?.attachments).toMatchObject([{ mimeType: 'application/pdf' }])
  })

  it('TI1 RB3 is of no other business, and an agent drafts for his own invoices and issues none', async () => {
    const theirs = await makeBusiness(database)
    const { id } = await ours.sentInvoice()
    await expect(createCreditNote(theirs.as('OWNER'), id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const note = await credit(id, { amount: '10' })
    await expect(getCreditNote(theirs.as('OWNER'), note.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(markCreditNoteSent(theirs.as('OWNER'), note.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(createCreditNote(ours.as('AGENT'), id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(markCreditNoteSent(ours.as('STAFF'), note.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(createCreditNote(ours.as('VIEWER'), id, {})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { rows } = await listCreditNotes(ours.as('OWNER'), cursors, { limit: 100, invoice_id: id })
    expect(rows.map((row) => row.id)).toEqual([note.id])
    expect((await listCreditNotes(ours.as('AGENT'), cursors, { limit: 100 })).rows).toEqual([])
  })
})
