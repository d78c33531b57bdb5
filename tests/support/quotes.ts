import type { Role } from '../../core/domain/permissions.ts'
import { makeContact } from '../routes/contacts.ts'
import { dataOf, type Made, type MakeId } from './route-row.ts'
import type { TeamBusiness } from './team.ts'

// Quotes of every state, as the tests of all routes need them, made over the API.

export async function makeQuote(b: TeamBusiness, role: Role = 'OWNER', more: object = {}): Promise<Made> {
  const contact_id = 'contact_id' in more ? more.contact_id : (await makeContact(b, role)).id
  const line_items = [
    { name: 'Boiler', qty: '1', rate: '200.00' },
    { name: 'Smart thermostat', qty: '1', rate: '50.00', optional: true, qty_editable: true },
  ]
  return dataOf(b.as[role].post('/v1/quotes', { contact_id, line_items, ...more }))
}

const draftOf =
  (quote: object, contact: object = {}): MakeId =>
  async (b) =>
    (await makeQuote(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', contact)).id, ...quote })).id

export async function makeSentQuote(b: TeamBusiness, role: Role = 'OWNER', more: object = {}): Promise<Made> {
  const { id } = await makeQuote(b, role, more)
  return dataOf(b.owner.post(`/v1/quotes/${id}/mark-sent`))
}

/** A sent quote with an open link, and that link's token. */
export async function makeLinkedQuote(b: TeamBusiness, more: object = {}): Promise<Made & { token: string }> {
  const { id } = await makeQuote(b, 'OWNER', more)
  const sent = await dataOf<Made & { link_url: string }>(b.owner.post(`/v1/quotes/${id}/link`))
  return { ...sent, token: sent.link_url.split('/').at(-1) ?? '' }
}

const after =
  (make: MakeId, path: string, body?: object): MakeId =>
  async (b) => {
    const id = await make(b)
    await dataOf(b.owner.post(`/v1/quotes/${id}/${path}`, body))
    return id
  }
const sent: MakeId = async (b) => (await makeSentQuote(b)).id

/** Time passes for this quote alone. */
const lateOf =
  (make: MakeId): MakeId =>
  async (b) => {
    const id = await make(b)
    await b.stack.admin(
      `update quotes set issue_date = issue_date - 60, expiry_date = current_date - 5 where id = $1`,
      [id],
    )
    return id
  }

/** Every state that the rights of a quote depend on. */
export const QUOTE_STATES: Readonly<Record<string, MakeId>> = {
  'a draft': draftOf({}),
  'a draft for a contact without an address': draftOf({}, { email: null }),
  'a draft for an archived contact': async (b) => {
    const contact = await makeContact(b)
    const draft = await makeQuote(b, 'OWNER', { contact_id: contact.id })
    await dataOf(b.owner.patch(`/v1/contacts/${contact.id}`, { status: 'ARCHIVED' }))
    return draft.id
  },
  'a draft of optional lines alone': draftOf({ line_items: [{ name: 'Maybe', rate: '5.00', optional: true }] }),
  'a draft whose last day has passed': lateOf(draftOf({})),
  'a draft that will be sent in a moment': after(draftOf({}), 'send', { hold_seconds: 60 }),
  sent,
  'sent, on its way again': after(sent, 'send-again', { hold_seconds: 60 }),
  expired: lateOf(sent),
  'taken back to be changed': after(sent, 'revise'),
  approved: after(sent, 'approve', { note: 'On the phone' }),
  'approved with a deposit': async (b) => {
    const { id } = await makeSentQuote(b, 'OWNER', { deposit: { percent: '30' } })
    await dataOf(b.owner.post(`/v1/quotes/${id}/approve`, { note: 'On the phone' }))
    return id
  },
  rejected: after(sent, 'reject', { note: 'Too dear' }),
  converted: after(after(sent, 'approve', { note: 'On the phone' }), 'convert-to-invoice'),
}
