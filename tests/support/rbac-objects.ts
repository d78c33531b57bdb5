import { newId } from '../../core/db/ids.ts'
import type { Role } from '../../core/domain/permissions.ts'
import type { Answer } from './api.ts'
import type { TeamBusiness } from './rbac-team.ts'

// What tests of all routes make over the API; each throws with the answer when it is refused.

type Row = { id: string } & Record<string, unknown>

export const mailAddress = () => `customer-${newId()}@example.com`

export async function expectData<T = Row>(asked: Promise<Answer>): Promise<T> {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`answered ${answer.status} ${answer.text}`)
  return answer.body.data as T
}

export const makeContact = (b: TeamBusiness, role: Role = 'OWNER', more: object = {}) =>
  expectData(b.as[role].post('/v1/contacts', { display_name: 'Jane Okafor', email: mailAddress(), ...more }))

export const makeTaxRate = (b: TeamBusiness) =>
  expectData(b.owner.post('/v1/tax-rates', { name: 'HST', percent: '13' }))

export async function makeDraft(
  b: TeamBusiness,
  role: Role = 'OWNER',
  more: { contact_id?: string; reference?: string } = {},
) {
  const contactId = more.contact_id ?? (await makeContact(b, role)).id
  const line_items = [{ name: 'Repair', qty: '1', rate: '200.00' }]
  return expectData(b.as[role].post('/v1/invoices', { contact_id: contactId, line_items, ...more }))
}

export async function makeSent(b: TeamBusiness, more: { contact_id?: string } = {}): Promise<Row> {
  const { id } = await makeDraft(b, 'OWNER', more)
  return expectData(b.owner.post(`/v1/invoices/${id}/mark-sent`))
}

/** A sent invoice with an open link, and that link's token. */
export async function makeLinked(b: TeamBusiness, role: Role = 'OWNER'): Promise<Row & { token: string }> {
  const { id } = await makeDraft(b, role)
  const sent = await expectData<Row & { payment_link_url: string }>(b.owner.post(`/v1/invoices/${id}/payment-link`))
  return { ...sent, token: sent.payment_link_url.split('/').at(-1) ?? '' }
}

export async function makeHeld(b: TeamBusiness, role: Role = 'OWNER'): Promise<Row> {
  const { id } = await makeDraft(b, role)
  return expectData(b.owner.post(`/v1/invoices/${id}/send`, { hold_seconds: 60 }))
}

export const makePayment = async (b: TeamBusiness, amount = '50.00'): Promise<Row> =>
  expectData(b.owner.post('/v1/payments', { invoice_id: (await makeSent(b)).id, amount }))

export const makeInvitation = (b: TeamBusiness, email = mailAddress()) =>
  expectData(b.owner.post('/v1/team/invitations', { email, role: 'STAFF' }))

/** One more member of the business, made in the database. */
export async function makeMember(b: TeamBusiness, role: Role = 'STAFF'): Promise<{ user_id: string }> {
  const id = newId()
  await b.stack.admin(
    `with u as (insert into app.users (id, email, name) values ($1, $2, 'Another member') returning id)
     insert into app.memberships (tenant_id, user_id, role, may_send)
       select $3, id, replace($4, 'DELEGATE', 'AGENT'), $4 = 'DELEGATE' from u`,
    [id, `member-${id}@example.com`, b.tenantId, role],
  )
  return { user_id: id }
}

/** One more sign-in of a member, made in the database. */
export async function makeSession(b: TeamBusiness, role: Role): Promise<Row> {
  const id = newId()
  await b.stack.admin(
    `insert into app.sessions (id, user_id, tenant_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
    [id, b.userIds[role], b.tenantId],
  )
  return { id }
}
