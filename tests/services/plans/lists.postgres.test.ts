import { describe, expect, it } from 'vitest'
import { ContactQuery, TimelineQuery } from '../../../core/contract/contacts.ts'
import { DisputeQuery } from '../../../core/contract/disputes.ts'
import { FileQuery } from '../../../core/contract/files.ts'
import { InvoiceQuery } from '../../../core/contract/invoices.ts'
import { ItemQuery } from '../../../core/contract/items.ts'
import { PaymentQuery, PaymentTotalsQuery } from '../../../core/contract/payments.ts'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { getContact } from '../../../core/services/contacts/get.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { listContactTimeline } from '../../../core/services/contacts/timeline.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listFiles } from '../../../core/services/files/list.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { listItems } from '../../../core/services/items/list.ts'
import { suggestLines } from '../../../core/services/items/suggest.ts'
import { listDisputes } from '../../../core/services/payments/disputes.ts'
import { listPayments, listUnapplied } from '../../../core/services/payments/list.ts'
import { totalPayments } from '../../../core/services/payments/totals.ts'
import { drawn, hasTurn } from '../../support/drawn.ts'
import { fill } from './fill.ts'
import { expectFlat, LARGE, SMALL, SORTED_MAX, useSizes } from './flat.ts'

const CANDIDATES = 1_000
/** From root to row, for the candidate and for each of two words. */
const PAGES_EACH = 3 * 5
const PAGES_OF_A_PAGE = 700

const cursors = new Cursors('a secret of the tests')
const { sizes, plansOf } = useSizes(fill)

type Sized = (typeof sizes)[number]
type Verb = (tenant: TenantDb, sized: Sized) => Promise<unknown>
const invoices =
  (query: object): Verb =>
  (tenant) =>
    listInvoices(tenant, cursors, InvoiceQuery.parse({ limit: 50, ...query }))
const contacts =
  (query: object): Verb =>
  (tenant) =>
    listContacts(tenant, cursors, ContactQuery.parse({ limit: 50, ...query }))
const payments =
  (query: object): Verb =>
  (tenant) =>
    listPayments(tenant, cursors, PaymentQuery.parse({ limit: 50, ...query }))
const totals =
  (query: object): Verb =>
  (tenant) =>
    totalPayments(tenant, PaymentTotalsQuery.parse(query))
const priceList =
  (query: object): Verb =>
  (tenant) =>
    listItems(tenant, cursors, ItemQuery.parse({ limit: 50, ...query }))
const suggest =
  (q: string): Verb =>
  (tenant) =>
    suggestLines(tenant, q)
const disputes =
  (query: object): Verb =>
  (tenant) =>
    listDisputes(tenant, cursors, DisputeQuery.parse({ limit: 50, ...query }))
const files =
  (query: object): Verb =>
  (tenant) =>
    listFiles(tenant, cursors, FileQuery.parse({ limit: 50, ...query }))
const unapplied: Verb = (tenant) => listUnapplied(tenant, cursors, { limit: 50 })

/** The page after the first, which the plan is taken of. */
const second =
  (list: (query: object) => Verb, query: object = {}): Verb =>
  async (tenant, sized) => {
    const first = (await list(query)(tenant, sized)) as { cursor: string | null }
    return list({ ...query, cursor: first.cursor })(tenant, sized)
  }

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

const timeline = (tenant: TenantDb, id: string, query: object) =>
  listContactTimeline(tenant, cursors, { ...TimelineQuery.parse({ limit: 50, ...query }), id })

/** What made a twentieth of all invoices, and sixty of them. */
const [OFTEN, SOMETIMES] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']

const LISTS: [name: string, verb: Verb][] = [
  ['invoices, newest', invoices({})],
  ...InvoiceQuery.shape.status
    .unwrap()
    .options.map((status): [string, Verb] => [`invoices, ${status}`, invoices({ status })]),
  ['invoices, second page', second(invoices)],
  ['invoices, PAID, second page', second(invoices, { status: 'PAID' })],
  ['invoices, OVERDUE, second page', second(invoices, { status: 'OVERDUE', limit: 20 })],
  ['invoices, UNPAID, second page', second(invoices, { status: 'UNPAID', limit: 20 })],
  [
    'invoices, UNPAID in a range of due dates',
    invoices({ status: 'UNPAID', due_from: '2000-01-01', due_to: '2999-12-31' }),
  ],
  [
    'invoices of a contact, UNPAID',
    (tenant, { contactId }) => invoices({ contact_id: contactId, status: 'UNPAID' })(tenant, {} as Sized),
  ],
  ['invoices of a contact', (tenant, { contactId }) => invoices({ contact_id: contactId })(tenant, {} as Sized)],
  [
    'invoices of a contact, PAID',
    (tenant, { contactId }) => invoices({ contact_id: contactId, status: 'PAID' })(tenant, {} as Sized),
  ],
  ['invoices of a recurring one, of many', invoices({ recurring_invoice_id: OFTEN })],
  ['invoices of a recurring one, of many, second page', second(invoices, { recurring_invoice_id: OFTEN })],
  ['invoices of a recurring one, of some, UNPAID', invoices({ recurring_invoice_id: SOMETIMES, status: 'UNPAID' })],
  ['invoices of a recurring one, of some', invoices({ recurring_invoice_id: SOMETIMES })],
  ['invoices, a word of a few', invoices({ q: 'kettle' })],
  ['invoices, a word of none', invoices({ q: 'zzzz' })],
  ['invoices, a rare word and a common one', invoices({ q: 'kettle repair' })],
  ['invoices, a common word and a rare one', invoices({ q: 'repair kettle' })],
  ['invoices, a word among the PAID', invoices({ q: 'kettle', status: 'PAID' })],
  ['invoices, a word among the UNPAID', invoices({ q: 'kettle', status: 'UNPAID' })],
  ['invoices, a word among the OVERDUE', invoices({ q: 'kettle', status: 'OVERDUE' })],
  ['contacts, newest', contacts({})],
  ['contacts, second page', second(contacts)],
  ['contacts, CUSTOMER, second page', second(contacts, { type: 'CUSTOMER' })],
  ['contacts, CUSTOMER', contacts({ type: 'CUSTOMER' })],
  ['contacts, VENDOR', contacts({ type: 'VENDOR' })],
  ['contacts, OTHER, of whom there are none', contacts({ type: 'OTHER' })],
  ['contacts, ARCHIVED', contacts({ status: 'ARCHIVED' })],
  ['contacts, the word of one', contacts({ q: 'no0000004' })],
  ['contacts, the word of one among vendors', contacts({ q: 'no0000004', type: 'VENDOR' })],
  ['contacts, a common word and that of one', contacts({ q: 'person no0000004' })],
  ['payments, newest', payments({})],
  ['payments, second page', second(payments)],
  ['payments of a day, second page', second(payments, { paid_from: dayBefore(2), paid_to: dayBefore(2) })],
  ['payments of a month, second page', second(payments, { paid_from: dayBefore(30), paid_to: dayBefore(1) })],
  ['payments until a day, second page', second(payments, { paid_to: dayBefore(20) })],
  ['payments from a day on', payments({ paid_from: '2000-01-01' })],
  ['payments from a day on, REFUNDED', payments({ paid_from: '2000-01-01', status: 'REFUNDED' })],
  [
    'payments of an invoice, of this year',
    (tenant, { invoiceId }) => payments({ invoice_id: invoiceId, paid_from: dayBefore(360) })(tenant, {} as Sized),
  ],
  ['payments of an invoice', (tenant, { invoiceId }) => payments({ invoice_id: invoiceId })(tenant, {} as Sized)],
  ['payments, REFUNDED', payments({ status: 'REFUNDED' })],
  ['payments, SUCCEEDED', payments({ status: 'SUCCEEDED' })],
  ['payments, FAILED, of which there are none', payments({ status: 'FAILED' })],
  ['payments, a word of a few', payments({ q: 'kettle' })],
  ['payments, a word of a few from a day on', payments({ q: 'kettle', paid_from: '2000-01-01' })],
  ['payments, a word of their notes', payments({ q: 'sparkasse' })],
  ['payments, a word of none', payments({ q: 'zzzz' })],
  ['payments, an amount of none', payments({ q: '99.99' })],
  ['payments, a rare word and an amount of all', payments({ q: 'kettle 1,13' })],
  ['payments, an amount of all in no currency of theirs', payments({ q: 'kettle 113' })],
  ['totals of a word', totals({ q: 'kettle' })],
  ['totals of an invoice', (tenant, { invoiceId }) => totals({ invoice_id: invoiceId })(tenant, {} as Sized)],
  ['unapplied money, newest', unapplied],
  [
    'unapplied money, second page',
    second((query) => (tenant) => listUnapplied(tenant, cursors, { limit: 50, ...query })),
  ],
  ['disputes, newest', disputes({})],
  ['disputes, second page', second(disputes)],
  ['disputes, OPEN', disputes({ status: 'OPEN' })],
  ['disputes, LOST', disputes({ status: 'LOST' })],
  ['items, newest', priceList({})],
  ['items, second page', second(priceList)],
  ['items, ARCHIVED', priceList({ status: 'ARCHIVED' })],
  ['items, a word of a few', priceList({ q: 'gasket' })],
  ['files, newest', files({})],
  ['files, second page', second(files)],
  ['files of contacts, second page', second(files, { linked_entity_type: 'CONTACT' })],
  ['files of invoices, of which there are none', files({ linked_entity_type: 'INVOICE' })],
  ['files of a contact', (tenant, { contactId }) => files({ linked_entity_id: contactId })(tenant, {} as Sized)],
  ['suggestions, nothing typed', suggest('')],
  ['suggestions, a word of a few', suggest('kettle')],
  ['home', (tenant) => getHomeSummary(tenant)],
  ['one invoice', (tenant, { invoiceId }) => getInvoice(tenant, invoiceId)],
  ['one contact', (tenant, { contactId }) => getContact(tenant, contactId)],
  ['the timeline of a contact', (tenant, { contactId }) => timeline(tenant, contactId, {})],
  [
    'the timeline of a contact, some kinds',
    (tenant, { contactId }) => timeline(tenant, contactId, { kind: 'invoice,payment' }),
  ],
  [
    'the timeline of a contact, some days',
    (tenant, { contactId }) => timeline(tenant, contactId, { from: '2026-01-01', to: '2026-02-01' }),
  ],
]

const THOUSANDS: [name: string, verb: Verb][] = [
  ['invoices, a word of thousands', invoices({ q: 'repair' })],
  ['invoices, two words of thousands', invoices({ q: 'repair valve' })],
  ['invoices, a word of thousands, second page', second(invoices, { q: 'repair' })],
  ['contacts, a word of thousands', contacts({ q: 'person' })],
  ['payments, a word of thousands', payments({ q: 'repair' })],
  ['payments, an amount of thousands', payments({ q: '1.13' })],
  ['totals of thousands', totals({})],
  ['totals of thousands from a day on', totals({ paid_from: dayBefore(3000), paid_to: dayBefore(1) })],
  ['suggestions, a word of thousands', suggest('repair')],
]

const AGENTS = [
  'invoices, newest',
  'invoices, DRAFT',
  'invoices, UNPAID',
  'invoices of a recurring one, of some',
  'invoices, a word of a few',
  'contacts, newest',
  'contacts, CUSTOMER',
  'files, newest',
  'files of a contact',
  'suggestions, nothing typed',
  'suggestions, a word of a few',
  'home',
]

describe.runIf(hasTurn(0, 3))(`plans at ${SMALL} and ${LARGE} rows, as hub_app under row security`, () => {
  it.each(drawn(LISTS, 2))('%s', async (_, verb) => {
    expectFlat(await plansOf(verb))
  })

  it.each(drawn(THOUSANDS, 2))('%s: what a thousand candidates cost, at most', async (_, verb) => {
    const [, plans] = await plansOf(verb)
    for (const plan of plans) {
      expect(plan.scanned, plan.told).toEqual([])
      expect(plan.sorted, plan.told).toBeLessThanOrEqual(SORTED_MAX)
      expect(plan.buffers, plan.told).toBeLessThanOrEqual(CANDIDATES * PAGES_EACH + PAGES_OF_A_PAGE)
    }
  })

  const SEEN_BY_AGENTS = [...LISTS, ...THOUSANDS].filter(([name]) => AGENTS.includes(name))
  it.each(drawn(SEEN_BY_AGENTS, 2))('what an agent may see of: %s', async (_, verb) => {
    expectFlat(await plansOf(verb, 'AGENT'))
  })

  it('a rare word is found beside words of thousands, in any order', async () => {
    for (const sized of sizes) {
      for (const q of ['kettle', 'kettle repair', 'repair kettle', 'valve repair kettle']) {
        const { rows } = await listInvoices(sized.as('OWNER'), cursors, InvoiceQuery.parse({ q, limit: 50 }))
        expect(rows, q).toHaveLength(30)
      }
    }
  })
})
