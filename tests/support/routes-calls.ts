import type { Role } from '../../core/domain/permissions.ts'
import type { Answer, Api, Call } from './api.ts'
import {
  expectData,
  mailAddress,
  makeContact,
  makeDraft,
  makeHeld,
  makeInvitation,
  makeLinked,
  makeMember,
  makePayment,
  makeSent,
  makeSession,
  makeTaxRate,
} from './rbac-objects.ts'
import { TEAM_PASSWORD, type TeamBusiness } from './rbac-team.ts'
import { fill, type Operation } from './routes.ts'

/** A call that succeeds for whoever may: an object of its own in the state that it needs, and a body. */
export interface Target {
  params?: Record<string, string>
  body?: unknown
  /** Who gets a mail when it succeeds. */
  mail?: string
}
type Make = (b: TeamBusiness, role: Role) => Promise<Target>

const nothing: Make = async () => ({})
/** A viewer makes nothing, but sees what others made. */
const maker = (role: Role): Role => (role === 'VIEWER' ? 'OWNER' : role)
const contact: Make = async (b, role) => ({ params: { id: (await makeContact(b, maker(role))).id } })
const draft: Make = async (b, role) => ({ params: { id: (await makeDraft(b, maker(role))).id } })
const sent: Make = async (b) => ({ params: { id: (await makeSent(b)).id } })
const linked: Make = async (b, role) => ({ params: { id: (await makeLinked(b, maker(role))).id } })
const taxRate: Make = async (b) => ({ params: { id: (await makeTaxRate(b)).id } })
const member: Make = async (b) => ({ params: await makeMember(b) })
const invitation: Make = async (b) => {
  const mail = mailAddress()
  return { params: { id: (await makeInvitation(b, mail)).id } }
}

/** How each operation behind a member's token is called so that it succeeds; a route without an entry fails the matrices. */
export const CALLS: Readonly<Record<string, Make>> = {
  'POST /v1/auth/switch': async (b) => ({ body: { tenant_id: b.tenantId } }),
  'POST /v1/auth/password': async () => ({ body: { current: TEAM_PASSWORD, new: TEAM_PASSWORD } }),
  'GET /v1/auth/me': nothing,
  'GET /v1/auth/sessions': nothing,
  'DELETE /v1/auth/sessions/{id}': async (b, role) => ({ params: { id: (await makeSession(b, role)).id } }),
  'GET /v1/invoices': nothing,
  'POST /v1/invoices': async (b, role) => ({ body: await invoiceBody(b, role) }),
  'GET /v1/invoices/{id}': draft,
  'PATCH /v1/invoices/{id}': async (b, role) => ({ ...(await draft(b, role)), body: await invoiceBody(b, role) }),
  'DELETE /v1/invoices/{id}': draft,
  'GET /v1/invoices/{id}/activity': draft,
  'GET /v1/invoices/{id}/download-receipt': async (b, role) => {
    const { id } = await makeDraft(b, maker(role))
    await expectData(b.owner.post(`/v1/invoices/${id}/mark-sent`))
    await expectData(b.owner.post('/v1/payments', { invoice_id: id, amount: '200.00' }))
    return { params: { id } }
  },
  'POST /v1/invoices/{id}/send': async (b, role) => {
    const mail = mailAddress()
    const { id } = await makeDraft(b, role, { contact_id: (await makeContact(b, role, { email: mail })).id })
    return { params: { id }, body: {}, mail }
  },
  'POST /v1/invoices/{id}/cancel-send': async (b, role) => ({
    params: { id: (await makeHeld(b, maker(role))).id },
  }),
  'POST /v1/invoices/{id}/mark-sent': async (b, role) => ({ ...(await draft(b, role)), body: {} }),
  'POST /v1/invoices/{id}/void': async (b) => ({ ...(await sent(b, 'OWNER')), body: {} }),
  'POST /v1/invoices/{id}/payment-link': draft,
  'POST /v1/invoices/{id}/revoke-payment-link': linked,
  'POST /v1/invoices/{id}/rotate-payment-link': linked,
  'GET /v1/payments': nothing,
  'POST /v1/payments': async (b) => ({ body: { invoice_id: (await makeSent(b)).id, amount: '50.00' } }),
  'GET /v1/payments/{id}': async (b) => ({ params: { id: (await makePayment(b)).id } }),
  'POST /v1/payments/{id}/reverse': async (b) => ({
    params: { id: (await makePayment(b)).id },
    body: { reason: 'Typed wrongly' },
  }),
  'GET /v1/unapplied-money': nothing,
  'GET /v1/contacts': nothing,
  'POST /v1/contacts': async () => ({ body: { display_name: 'Jane Okafor', tags: ['vip'] } }),
  'GET /v1/contacts/{id}': contact,
  'PATCH /v1/contacts/{id}': async (b, role) => ({
    ...(await contact(b, role)),
    body: { city: 'Toronto', tags: ['vip'] },
  }),
  'DELETE /v1/contacts/{id}': contact,
  'GET /v1/contacts/{id}/timeline': contact,
  'GET /v1/tax-rates': nothing,
  'POST /v1/tax-rates': async () => ({ body: { name: 'GST', percent: '5' } }),
  'GET /v1/tax-rates/{id}': taxRate,
  'PATCH /v1/tax-rates/{id}': async (b, role) => ({ ...(await taxRate(b, role)), body: { name: 'GST/TPS' } }),
  'DELETE /v1/tax-rates/{id}': taxRate,
  'GET /v1/business': nothing,
  'PATCH /v1/business': async () => ({ body: { city: 'Toronto' } }),
  'GET /v1/home/summary': nothing,
  'GET /v1/stripe-account': nothing,
  'POST /v1/stripe-account': nothing,
  'GET /v1/team/members': nothing,
  'GET /v1/team/members/{user_id}': member,
  'PATCH /v1/team/members/{user_id}': async (b, role) => ({ ...(await member(b, role)), body: { role: 'VIEWER' } }),
  'DELETE /v1/team/members/{user_id}': member,
  'GET /v1/team/invitations': nothing,
  'POST /v1/team/invitations': async () => {
    const mail = mailAddress()
    return { body: { email: mail, role: 'STAFF' }, mail }
  },
  'GET /v1/team/invitations/{id}': invitation,
  'DELETE /v1/team/invitations/{id}': invitation,
  'POST /v1/team/invitations/{id}/resend': invitation,
  'GET /v1/live': nothing,
}

/** Has every object that a body may have, so that references anywhere in it can be replaced. */
async function invoiceBody(b: TeamBusiness, role: Role) {
  const tax_rate_id = (await makeTaxRate(b)).id
  return {
    contact_id: (await makeContact(b, role)).id,
    currency: 'CAD',
    prices_include_tax: false,
    line_items: [{ name: 'Repair', qty: '2', rate: '100.00', tax_rate_id, discount: { percent: '10' } }],
    discount: { amount: '5.00', tax_rate_id },
    charges: [{ name: 'Delivery', amount: '5.00', tax_rate_id }],
    tags: ['vip'],
  }
}

/** Makes what the call needs; fails for a route that has no entry above. */
export function targetOf(op: Operation, b: TeamBusiness, role: Role = 'OWNER'): Promise<Target> {
  const make = CALLS[op.key]
  if (!make) throw new Error(`${op.key} has no entry in tests/support/routes-calls.ts`)
  return make(b, role)
}

/** Calls an operation as a member, or as nobody with `token: null`. */
export function callOperation(
  b: TeamBusiness,
  api: Api,
  op: Operation,
  target: Target,
  more: Call = {},
): Promise<Answer> {
  const path = fill(op.path, target.params)
  if (op.path === '/v1/live') return openStream(b, api, more)
  return api.call(op.method, path, { body: target.body, ...more })
}

/** The stream is closed once it has begun. */
async function openStream(b: TeamBusiness, api: Api, { token = api.token, headers = {} }: Call): Promise<Answer> {
  const authorization = token ? { Authorization: `Bearer ${token}` } : undefined
  const response = await fetch(`${b.stack.origin}/v1/live`, { headers: { ...authorization, ...headers } })
  const { status } = response
  if (!response.ok) {
    const text = await response.text()
    return { status, headers: response.headers, text, body: JSON.parse(text) }
  }
  await response.body?.cancel()
  return { status, headers: response.headers, text: '', body: undefined }
}

/** An answer without what is different in every answer. */
export const bytesOf = (answer: Answer): string => `${answer.status} ${answer.text.replace(/req_[0-9a-f]+/g, 'req_')}`
