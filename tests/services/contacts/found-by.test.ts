import { beforeAll, expect, it } from 'vitest'
import { ContactQuery } from '../../../core/contract/contacts.ts'
import { InvoiceQuery } from '../../../core/contract/invoices.ts'
import { Meter } from '../../../core/db/meter.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let business: TestBusiness
beforeAll(async () => {
  if (database.kind) business = await makeBusiness(database)
}, 60_000)

const contactsBy = async (q: string) =>
  (await listContacts(business.as('OWNER'), cursors, ContactQuery.parse({ q }))).rows.map((row) => row.display_name)
const invoicesBy = async (q: string, role: 'OWNER' | 'AGENT' = 'OWNER') =>
  (await listInvoices(business.as(role), cursors, InvoiceQuery.parse({ q }))).rows.map((row) => row.id)

it.each([
  ['Łukasz Øyvind', ['lukasz', 'oyvind', 'Łukasz', 'ØYVIND', 'oeyvind']],
  ['Haus Bahnstraße', ['bahnstrasse', 'bahnstraße', 'BAHNSTRASSE']],
  ["Sinéad O'Brien", ['obrien', "o'brien", 'O’Brien', 'brien', 'sinead']],
  ['Işık Yılmaz', ['ışık', 'IŞIK', 'isik', 'yilmaz']],
  ['Jürgen Müller-Lüdenscheidt', ['muller', 'mueller', 'mullerludenscheidt', 'müller-lü']],
])('%s is found by what people type', async (display_name, typed) => {
  await business.contact({ display_name })
  for (const q of typed) expect(await contactsBy(q), q).toEqual([display_name])
})

it('finds an invoice by its number without its signs', async () => {
  const sent = await business.sentInvoice()
  expect(await invoicesBy((sent.invoice_number ?? '').replace('-', ''))).toEqual([sent.id])
})

it('moves the names of a contact to its invoices, in the trip that renames it', async () => {
  const contact = await business.contact({ display_name: 'Formerly Oneword' }, 'AGENT')
  const draft = await business.draft({ contact_id: contact.id })
  const sent = await business.sentInvoice({ contact_id: contact.id })
  const other = await business.draft()
  const meter = new Meter()
  // An agent sees neither of the invoices, and renames for everybody.
  await updateContact(business.as('AGENT', { meter }), contact.id, { display_name: 'Nowadays Twowords' })
  expect(meter.trips).toBe(1)
  expect((await invoicesBy('nowadays')).sort()).toEqual([draft.id, sent.id].sort())
  expect(await invoicesBy('nowadays', 'AGENT')).toEqual([])
  // What is printed on it stays a name of it.
  expect(await invoicesBy('formerly')).toEqual([sent.id])
  expect(await invoicesBy('twowords nowadays')).not.toContain(other.id)
})
