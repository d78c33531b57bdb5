import type { Role } from '../../core/domain/permissions.ts'
import { makeContact } from '../routes/contacts.ts'
import { dataOf, type Made, type MakeId, mailAddress } from './route-row.ts'
import type { TeamBusiness } from './team.ts'

// Invoices of every state, as the tests of all routes need them, made over the API.

export async function makeDraft(
  b: TeamBusiness,
  role: Role = 'OWNER',
  more: { contact_id?: string; reference?: string; issue_date?: string; due_date?: string } = {},
) {
  const contactId = more.contact_id ?? (await makeContact(b, role)).id
  const line_items = [{ name: 'Repair', qty: '1', rate: '200.00' }]
  return dataOf(b.as[role].post('/v1/invoices', { contact_id: contactId, line_items, ...more }))
}

/** Of a business and for a customer that have all an e-invoice asks for. */
export async function makeEInvoiced(b: TeamBusiness, role: Role = 'OWNER'): Promise<Made> {
  await dataOf(b.owner.patch('/v1/business', { country: 'CA', tax_id: '123456789 RT0001' }))
  const { id: contact_id } = await makeContact(b, role, { country: 'CA' })
  const { id } = await makeDraft(b, role, { contact_id })
  return dataOf(b.owner.post(`/v1/invoices/${id}/mark-sent`))
}

export async function makeSent(b: TeamBusiness, more: { contact_id?: string } = {}): Promise<Made> {
  const { id } = await makeDraft(b, 'OWNER', more)
  return dataOf(b.owner.post(`/v1/invoices/${id}/mark-sent`))
}

/** A sent invoice with an open link, and that link's token. */
export async function makeLinked(b: TeamBusiness, role: Role = 'OWNER'): Promise<Made & { token: string }> {
  const { id } = await makeDraft(b, role)
  const sent = await dataOf<Made & { payment_link_url: string }>(b.owner.post(`/v1/invoices/${id}/payment-link`))
  return { ...sent, token: sent.payment_link_url.split('/').at(-1) ?? '' }
}

export async function makeHeld(b: TeamBusiness, role: Role = 'OWNER'): Promise<Made> {
  const { id } = await makeDraft(b, role)
  return dataOf(b.owner.post(`/v1/invoices/${id}/send`, { hold_seconds: 60 }))
}

const draftOf =
  (invoice: object, contact: object = {}): MakeId =>
  async (b) =>
    (await makeDraft(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', contact)).id, ...invoice })).id
const sent: MakeId = async (b) => (await makeSent(b)).id
export const paidWith =
  (...amounts: string[]): MakeId =>
  async (b) => {
    const id = await sent(b)
    for (const amount of amounts) await dataOf(b.owner.post('/v1/payments', { invoice_id: id, amount }))
    return id
  }
export const after =
  (make: MakeId, path: string, body?: object): MakeId =>
  async (b) => {
    const id = await make(b)
    await dataOf(b.owner.post(`/v1/invoices/${id}/${path}`, body))
    return id
  }

/** Every state that the rights of an invoice depend on. */
export const INVOICE_STATES: Readonly<Record<string, MakeId>> = {
  'a draft': draftOf({}),
  'a draft for a contact without an address': draftOf({}, { email: null }),
  'a draft for an archived contact': async (b) => {
    const contact = await makeContact(b)
    const draft = await makeDraft(b, 'OWNER', { contact_id: contact.id })
    await dataOf(b.owner.patch(`/v1/contacts/${contact.id}`, { status: 'ARCHIVED' }))
    return draft.id
  },
  'a draft without lines': draftOf({ line_items: [] }),
  'a draft of nothing': draftOf({ line_items: [{ name: 'Free', rate: '0' }] }),
  'a draft that will be sent in a moment': async (b) => (await makeHeld(b)).id,
  'a draft that the mail provider refused': async (b) => {
    const email = mailAddress()
    const id = await draftOf({}, { email })(b)
    await b.owner.post('/local/failures', { to: email, outcome: 'reject' })
    const refused = await b.owner.post(`/v1/invoices/${id}/send`)
    if (refused.status !== 502) throw new Error(`send answered ${refused.status} ${refused.text}`)
    await b.owner.post('/local/failures', { to: email, outcome: 'ok' })
    return id
  },
  sent,
  'sent, on its way again': async (b) => {
    const id = await sent(b)
    await dataOf(b.owner.post(`/v1/invoices/${id}/send-again`, { hold_seconds: 60 }))
    return id
  },
  'sent, without an address': after(draftOf({}, { email: null }), 'mark-sent'),
  overdue: after(draftOf({ issue_date: '2020-01-01', due_date: '2020-01-15' }), 'mark-sent'),
  'paid in part': paidWith('50.00'),
  paid: paidWith('200.00'),
  'paid too much': paidWith('250.00'),
  'paid, then reversed': async (b) => {
    const id = await paidWith('200.00')(b)
    const [payment] = await dataOf<Made[]>(b.owner.get(`/v1/payments?invoice_id=${id}`))
    await dataOf(b.owner.post(`/v1/payments/${payment?.id}/reverse`, { reason: 'Typed wrongly' }))
    return id
  },
  'written off': after(sent, 'write-off', { reason: 'Closed down' }),
  'written off in part': after(sent, 'write-off', { reason: 'A discount', amount: '50.00' }),
  'written off, paid for the rest': after(paidWith('150.00'), 'write-off', { reason: 'A discount' }),
  'written off, then not': after(after(sent, 'write-off', { reason: 'A' }), 'reverse-write-off', { reason: 'B' }),
  void: after(sent, 'void'),
  'void, never sent': after(draftOf({}), 'void'),
}
