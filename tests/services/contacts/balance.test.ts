import { beforeAll, expect, it } from 'vitest'
import { ContactQuery } from '../../../core/contract/contacts.ts'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { Meter } from '../../../core/db/meter.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { getContact } from '../../../core/services/contacts/get.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { presentContact } from '../../../core/services/contacts/present.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { markInvoiceSent } from '../../../core/services/invoices/links.ts'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { listUnapplied } from '../../../core/services/payments/list.ts'
import { returnUnapplied } from '../../../core/services/payments/return-unapplied.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
useBalancedBooks(database)
const cursors = new Cursors('a secret of the tests')
let ours: TestBusiness
let contactId = ''

const LATE = { issue_date: '2026-01-01', due_date: '2026-01-15' }
const pay = (invoiceId: string, amount: string) =>
  createPayment(ours.as('STAFF'), CreatePayment.parse({ invoice_id: invoiceId, amount }))
const balanceOf = async (role: Role, id = contactId) => presentContact(await getContact(ours.as(role), id)).balance
const CAD = { currency: 'CAD', open: '160.00', overdue: '60.00', unapplied: '30.00' }
const JPY = { currency: 'JPY', open: '100', overdue: '0', unapplied: '0' }

beforeAll(async () => {
  ours = await makeBusiness(database)
  contactId = (await ours.contact({}, 'AGENT')).id
  const sent = (more = {}) => ours.sentInvoice({ contact_id: contactId, ...more })
  await ours.draft({ contact_id: contactId })
  await voidInvoice(ours.as('OWNER'), (await sent()).id)
  const mine = await ours.draft({ contact_id: contactId }, 'AGENT')
  await markInvoiceSent(ours.as('OWNER'), mine.id)
  await pay((await sent(LATE)).id, '40')
  await pay((await sent()).id, '130')
  await sent({ currency: 'JPY', line_items: [{ name: 'Repair', qty: '1', rate: '100' }] })
})

it('says what is due, what of it is late and what is unapplied; drafts, void and paid invoices owe nothing', async () => {
  expect(await balanceOf('OWNER')).toEqual([CAD, JPY])
  expect(await balanceOf('VIEWER')).toEqual([CAD, JPY])
  expect(await balanceOf('OWNER', (await ours.contact()).id)).toEqual([])
})

it('tells an agent of his own invoices only, and of no payments', async () => {
  expect(await balanceOf('AGENT')).toEqual([{ currency: 'CAD', open: '100.00', overdue: '0.00', unapplied: null }])
})

it('is the same in the list, in one trip', async () => {
  const meter = new Meter()
  const { rows } = await listContacts(ours.as('OWNER', { meter }), cursors, ContactQuery.parse({ limit: 50 }))
  expect(rows.map(presentContact).find(({ id }) => id === contactId)?.balance).toEqual([CAD, JPY])
  expect(meter.trips).toBe(1)
})

it('forgets what was given back', async () => {
  const [row] = (await listUnapplied(ours.as('OWNER'), cursors, { limit: 50 })).rows
  await returnUnapplied(ours.as('OWNER'), row!.id, 'In cash')
  expect(await balanceOf('OWNER')).toEqual([{ ...CAD, unapplied: '0.00' }, JPY])
})
