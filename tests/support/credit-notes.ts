import type { Role } from '../../core/domain/permissions.ts'
import { makeContact } from '../routes/contacts.ts'
import { makeDraft, makeSent } from './invoices.ts'
import { dataOf, type Made, type MakeId } from './route-row.ts'
import type { TeamBusiness } from './team.ts'

// Credit notes of every state, made over the API.

/** An invoice that is out, made by a member: an agent sees his own alone. */
export async function makeCreditable(b: TeamBusiness, role: Role = 'OWNER', more: object = {}): Promise<Made> {
  const { id } = await makeDraft(b, role, more)
  return dataOf(b.owner.post(`/v1/invoices/${id}/mark-sent`))
}

export async function makeCreditNote(b: TeamBusiness, role: Role = 'OWNER', more: object = {}): Promise<Made> {
  const { id } = await makeCreditable(b, role, more)
  return dataOf(b.as[role].post(`/v1/invoices/${id}/credit-notes`, { amount: '0.50', reason: 'Damaged' }))
}

export async function makeLinkedCreditNote(b: TeamBusiness, role: Role = 'OWNER'): Promise<Made & { token: string }> {
  const { id } = await makeCreditNote(b, role)
  const note = await dataOf<Made & { link_url: string }>(b.owner.post(`/v1/credit-notes/${id}/link`))
  return { ...note, token: note.link_url.split('/').at(-1) ?? '' }
}

const draft: MakeId = async (b) => (await makeCreditNote(b)).id
const after =
  (make: MakeId, path: string, body?: object): MakeId =>
  async (b) => {
    const id = await make(b)
    await dataOf(b.owner.post(`/v1/credit-notes/${id}/${path}`, body))
    return id
  }

/** Every state that the rights of a credit note depend on. */
export const CREDIT_NOTE_STATES: Readonly<Record<string, MakeId>> = {
  'a draft': draft,
  'a draft for a contact without an address': async (b) =>
    (await makeCreditNote(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', { email: null })).id })).id,
  'a draft that will be sent in a moment': after(draft, 'send', { hold_seconds: 60 }),
  issued: after(draft, 'mark-sent', {}),
  'issued, on its way again': after(after(draft, 'mark-sent', {}), 'send-again', { hold_seconds: 60 }),
  'of an invoice that was paid': async (b) => {
    const invoice = await makeSent(b)
    await dataOf(b.owner.post('/v1/payments', { invoice_id: invoice.id, amount: '200.00' }))
    const note = await dataOf<Made>(b.owner.post(`/v1/invoices/${invoice.id}/credit-notes`, { amount: '0.50' }))
    await dataOf(b.owner.post(`/v1/credit-notes/${note.id}/mark-sent`))
    return note.id
  },
}
