import { beforeAll, describe, expect, it } from 'vitest'
import { ACTING_ROLES, ROLES, type Role } from '../../../core/domain/permissions.ts'
import type { Answer, Api } from '../../support/api.ts'
import { makeContact, makeInvitation, makeMember, makePayment, makeTaxRate } from '../../support/rbac-objects.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/rbac-team.ts'
import { useStack } from '../../support/shared-stack.ts'
import { copiesOf, INVOICE_STATES } from './invoice-states.ts'

const stack = useStack()
let team: Team
beforeAll(async () => {
  if (stack.origin) team = await makeTeam(stack)
}, 60_000)

type Try = (api: Api, id: string) => Promise<Answer>
const verb = (name: string) => (api: Api, id: string) => api.post(`/v1/invoices/${id}/${name}`)

const INVOICE_ACTIONS: Readonly<Record<string, Try>> = {
  update: (api, id) => api.patch(`/v1/invoices/${id}`, { reference: 'Changed' }),
  delete: (api, id) => api.delete(`/v1/invoices/${id}`),
  send: verb('send'),
  cancel_send: verb('cancel-send'),
  mark_sent: verb('mark-sent'),
  create_payment_link: verb('payment-link'),
  rotate_payment_link: verb('rotate-payment-link'),
  revoke_payment_link: verb('revoke-payment-link'),
  record_payment: (api, id) => api.post('/v1/payments', { invoice_id: id, amount: '1.00' }),
  download_receipt: (api, id) => api.get(`/v1/invoices/${id}/download-receipt`),
  void: verb('void'),
}

/** Money that somebody received is a fact: it is never offered on a paid invoice, and never refused (MO4). */
const takenThoughNotOffered = (state: string, role: Role) =>
  /^paid( too much)?$/.test(state) && !['AGENT', 'DELEGATE', 'VIEWER'].includes(role) ? ['record_payment'] : []

describe('RB3 allowed_actions of an invoice are what succeeds', () => {
  it.each(Object.entries(INVOICE_STATES))('%s', async (state, make) => {
    const b = await team.business()
    const { id } = await make(b)
    for (const role of ACTING_ROLES) {
      const names = Object.keys(INVOICE_ACTIONS)
      const [shown = '', ...copies] = await copiesOf(b, id, b.userIds[role], names.length + 1)
      const { allowed_actions } = (await b.as[role].get(`/v1/invoices/${shown}`)).body.data
      const listed = names.filter((name) => allowed_actions.includes(name))
      const done = await succeeding(b, role, copies)
      const expected = [...listed, ...takenThoughNotOffered(state, role)]
      expect([role, done]).toEqual([role, names.filter((name) => expected.includes(name))])
      const inList = (await b.as[role].get('/v1/invoices?limit=100')).body.data as {
        id: string
        allowed_actions: string[]
      }[]
      expect(inList.find((row) => row.id === shown)?.allowed_actions).toEqual(allowed_actions)
    }
  })

  async function succeeding(b: TeamBusiness, role: Role, copies: string[]): Promise<string[]> {
    const tried = await Promise.all(
      Object.entries(INVOICE_ACTIONS).map(async ([name, attempt], at) => {
        const { status, text } = await attempt(b.as[role], copies[at]!)
        expect(status, `${role} ${name} ${text}`).toBeLessThan(500)
        return status < 300 ? [name] : []
      }),
    )
    return tried.flat()
  }
})

const OTHERS: Record<
  string,
  { make: (b: TeamBusiness) => Promise<string>; path: string; actions: Record<string, Try> }
> = {
  contact: {
    make: async (b) => (await makeContact(b)).id,
    path: '/v1/contacts/',
    actions: {
      update: (api, id) => api.patch(`/v1/contacts/${id}`, {}),
      delete: (api, id) => api.delete(`/v1/contacts/${id}`),
    },
  },
  'tax rate': {
    make: async (b) => (await makeTaxRate(b)).id,
    path: '/v1/tax-rates/',
    actions: {
      update: (api, id) => api.patch(`/v1/tax-rates/${id}`, {}),
      delete: (api, id) => api.delete(`/v1/tax-rates/${id}`),
    },
  },
  payment: {
    make: async (b) => (await makePayment(b)).id,
    path: '/v1/payments/',
    actions: { reverse: (api, id) => api.post(`/v1/payments/${id}/reverse`, { reason: 'Wrong' }) },
  },
  'reversed payment': {
    make: async (b) => {
      const { id } = await makePayment(b)
      await b.owner.post(`/v1/payments/${id}/reverse`, { reason: 'Wrong' })
      return id
    },
    path: '/v1/payments/',
    actions: { reverse: (api, id) => api.post(`/v1/payments/${id}/reverse`, { reason: 'Wrong' }) },
  },
  ...Object.fromEntries(
    ROLES.map((role) => [
      `member who is ${role}`,
      {
        make: async (b: TeamBusiness) => (await makeMember(b, role)).user_id,
        path: '/v1/team/members/',
        actions: {
          update: (api: Api, id: string) => api.patch(`/v1/team/members/${id}`, { role: 'VIEWER' }),
          remove: (api: Api, id: string) => api.delete(`/v1/team/members/${id}`),
        },
      },
    ]),
  ),
  invitation: {
    make: async (b) => (await makeInvitation(b)).id,
    path: '/v1/team/invitations/',
    actions: {
      resend: (api, id) => api.post(`/v1/team/invitations/${id}/resend`),
      revoke: (api, id) => api.delete(`/v1/team/invitations/${id}`),
    },
  },
  'revoked invitation': {
    make: async (b) => {
      const { id } = await makeInvitation(b)
      await b.owner.delete(`/v1/team/invitations/${id}`)
      return id
    },
    path: '/v1/team/invitations/',
    actions: {
      resend: (api, id) => api.post(`/v1/team/invitations/${id}/resend`),
      revoke: (api, id) => api.delete(`/v1/team/invitations/${id}`),
    },
  },
}

describe('RB3 allowed_actions of every other object are what succeeds', () => {
  let b: TeamBusiness
  beforeAll(async () => {
    if (stack.origin) b = await team.business()
  })

  it.each(Object.entries(OTHERS))('%s', async (_, { make, path, actions }) => {
    for (const role of ACTING_ROLES) {
      const done: string[] = []
      let listed: string[] = []
      for (const [name, attempt] of Object.entries(actions)) {
        const id = await make(b)
        const shown = await b.as[role].get(`${path}${id}`)
        // Whoever may not even look is told of no action.
        listed = shown.status === 200 ? shown.body.data.allowed_actions : []
        const { status } = await attempt(b.as[role], id)
        expect(status).toBeLessThan(500)
        if (status < 300) done.push(name)
      }
      expect([role, done]).toEqual([role, listed])
    }
  })

  it('business and Stripe account', async () => {
    for (const role of ACTING_ROLES) {
      const business = (await b.as[role].get('/v1/business')).body.data
      const updated = await b.as[role].patch('/v1/business', { city: 'Toronto' })
      expect([role, updated.status === 200 ? ['update'] : []]).toEqual([role, business.allowed_actions])
    }
    for (const role of ACTING_ROLES) {
      const account = await b.as[role].get('/v1/stripe-account')
      const listed = account.status === 200 ? account.body.data.allowed_actions : []
      if (role === 'OWNER') expect(listed).toEqual(['create'])
      else if (role === 'ADMIN') expect(listed).toEqual([])
      const made = await b.as[role].post('/v1/stripe-account')
      expect([role, made.status < 300]).toEqual([role, role === 'OWNER' || role === 'ADMIN'])
    }
  })
})
