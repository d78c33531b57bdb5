import { beforeAll, describe, expect, it } from 'vitest'
import { CreatePayment, PaymentQuery } from '../../../core/contract/payments.ts'
import { Meter } from '../../../core/db/meter.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listPayments } from '../../../core/services/payments/list.ts'
import { presentPayment } from '../../../core/services/payments/present.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { totalPayments } from '../../../core/services/payments/totals.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of the tests')
let ours: TestBusiness
let theirs: TestBusiness
let number = ''

const pay = async (business: TestBusiness, invoiceId: string, amount: string, more = {}) =>
  createPayment(business.as('STAFF'), CreatePayment.parse({ invoice_id: invoiceId, amount, ...more }))
const sent = async (business: TestBusiness, name: string, more = {}) => {
  const contact = await business.contact({ display_name: name })
  return business.sentInvoice({ contact_id: contact.id, ...more })
}
const found = async (q: string, more = {}) => {
  const query = PaymentQuery.parse({ q, limit: 50, ...more })
  const { rows } = await listPayments(ours.as('OWNER'), cursors, query)
  return rows.map(presentPayment).map(({ contact_name, amount, currency }) => `${contact_name} ${amount} ${currency}`)
}
const totals = (query = {}) => totalPayments(ours.as('VIEWER'), query)

const MUELLER = 'Jürgen Müller 1049.95 CAD'
const CLARKE = 'Desmond Clarke 30.00 CAD'
const CLARKE_BACK = 'Desmond Clarke -30.00 CAD'
const SATO = 'Sato 3000 JPY'

beforeAll(async () => {
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
  const line = (rate: string) => ({ line_items: [{ name: 'Kettle', qty: '1', rate }] })
  const mueller = await sent(ours, 'Jürgen Müller', { ...line('2000'), reference: 'PO 88' })
  number = mueller.invoice_number ?? ''
  await pay(ours, mueller.id, '1049.95', { note: 'Scheck der Sparkasse', paid_at: '2026-03-05T12:00:00Z' })
  const clarke = await sent(ours, 'Desmond Clarke')
  const { id } = await pay(ours, clarke.id, '30', { method_label: 'Cheque 4711', paid_at: '2026-04-05T12:00:00Z' })
  await reversePayment(ours.as('OWNER'), id, 'It bounced')
  const sato = await sent(ours, 'Sato', { currency: 'JPY', ...line('3000') })
  await pay(ours, sato.id, '3000', { currency: 'JPY', paid_at: '2026-04-30T12:00:00Z' })
  await pay(theirs, (await sent(theirs, 'Jürgen Müller')).id, '30', { note: 'Scheck 4711' })
})

describe('payments are found by', () => {
  it.each([
    ['customer', 'mueller', [MUELLER]],
    ['half a name', 'desm', [CLARKE_BACK, CLARKE]],
    ['reference', 'po 88', [MUELLER]],
    ['note', 'sparkasse', [MUELLER]],
    ['how it was paid, with what went back of it', '4711', [CLARKE_BACK, CLARKE]],
    ['why it was taken back', 'bounced', [CLARKE_BACK, CLARKE]],
    ['words of several places', 'müller scheck', [MUELLER]],
    ['name and amount', 'clarke 30,00', [CLARKE_BACK, CLARKE]],
    ['amount in German', '1.049,95 €', [MUELLER]],
    ['amount in French', '1 049,95', [MUELLER]],
    ['amount in English', '$1,049.95', [MUELLER]],
    ['amount without decimals, either way', '30', [CLARKE_BACK, CLARKE]],
    ['amount of a currency without decimals', '3,000', [SATO]],
    ['nothing that is there', 'zzzz', []],
    ['two words of which one is not there', 'müller zzzz', []],
    ['an amount of somebody else', 'müller 30', []],
    ['part of an amount', '1.049', []],
    ['signs alone', '€ -', []],
  ])('%s', async (_, q, expected) => expect(await found(q)).toEqual(expected))

  it('the number of the invoice', async () => expect(await found(number)).toEqual([MUELLER]))

  it('words within days', async () => {
    expect(await found('kettle', { paid_from: '2026-04-01', paid_to: '2026-12-31' })).toEqual([SATO])
    expect(await found('kettle', { paid_to: '2026-03-31' })).toEqual([MUELLER])
  })

  it('a new name of the customer', async () => {
    const invoice = await sent(ours, 'Old Name')
    await pay(ours, invoice.id, '1')
    await updateContact(ours.as('OWNER'), invoice.contact_id, { display_name: 'Brandnew' })
    expect(await found('brandnew')).toEqual(['Old Name 1.00 CAD'])
  })

  it('one trip, and no agent', async () => {
    const meter = new Meter()
    await listPayments(ours.as('OWNER', { meter }), cursors, PaymentQuery.parse({ q: 'müller 30' }))
    await totalPayments(ours.as('OWNER', { meter }), { q: 'müller 30' })
    expect(meter.trips).toBe(2)
    await refusalOf(totalPayments(ours.as('AGENT'), {}), 'FORBIDDEN')
  })
})

describe('totals of what is filtered', () => {
  it('say what came, what went back and what is left, for each currency', async () => {
    expect(await totals({ paid_from: '2026-01-01', paid_to: '2026-04-30' })).toEqual({
      totals: [
        { currency: 'CAD', received: '1079.95', returned: '0.00', net: '1079.95' },
        { currency: 'JPY', received: '3000', returned: '0', net: '3000' },
      ],
    })
    const clarke = [{ currency: 'CAD', received: '30.00', returned: '30.00', net: '0.00' }]
    expect(await totals({ q: 'clarke' })).toEqual({ totals: clarke })
    expect(await totals({ q: 'zzzz' })).toEqual({ totals: [] })
    expect(await totals({ invoice_id: 'none' })).toEqual({ totals: [] })
  })
})
