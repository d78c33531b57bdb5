import type { Role } from '../../core/domain/permissions.ts'
import { dataOf, type Make, mailAddress, maker, on, type Resource, sending, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

export const makeContact = (b: TeamBusiness, role: Role = 'OWNER', more: object = {}) =>
  dataOf(b.as[role].post('/v1/contacts', { display_name: 'Jane Okafor', email: mailAddress(), ...more }))

const contact = async (b: TeamBusiness, role?: Role) => (await makeContact(b, role)).id

async function archived(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await contact(b, role)
  await dataOf(b.owner.patch(`/v1/contacts/${id}`, { status: 'ARCHIVED' }))
  return id
}

async function merged(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await contact(b, role)
  await dataOf(b.owner.post(`/v1/contacts/${id}/merge`, { other_id: await contact(b) }))
  return id
}

async function invoiced(b: TeamBusiness, role?: Role, email = mailAddress()): Promise<string> {
  const { id } = await makeContact(b, role, { email })
  const { id: invoice } = await dataOf(
    b.owner.post('/v1/invoices', { contact_id: id, line_items: [{ name: 'Repair', qty: '1', rate: '80.00' }] }),
  )
  await dataOf(b.owner.post(`/v1/invoices/${invoice}/mark-sent`))
  return id
}

const mailing: Make = async (b, role) => {
  const mail = mailAddress()
  return { params: { id: await invoiced(b, role, mail) }, body: { message: 'As you asked' }, mail }
}

const ERASE = { confirm: 'Jane Okafor' }

async function erased(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await contact(b, role)
  await dataOf(b.owner.post(`/v1/contacts/${id}/erase`, ERASE))
  return id
}

const CONSENT = { channel: 'EMAIL', state: 'GRANTED', note: 'Said so on the phone' }

const texts: Texts = {
  display_name: 'name',
  company_name: 'trimmed',
  email: 'checked',
  phone: 'checked',
  address_line1: 'trimmed',
  address_line2: 'trimmed',
  city: 'trimmed',
  region: 'trimmed',
  tax_id: 'trimmed',
  postal_code: 'trimmed',
  'tags.0': 'words',
  notes: 'trimmed',
}

export default {
  rows: {
    'GET /v1/contacts': {
      list: {
        add: (b) => makeContact(b, 'OWNER', { company_name: b.tenantId }),
        filters: { type: 'VENDOR', status: 'ARCHIVED' },
      },
    },
    'POST /v1/contacts': {
      call: sending({ display_name: 'Jane Okafor', tags: ['vip'] }),
      texts,
      isTriedWithAllTexts: true,
      wrong: [{ display_name: 'A', email: 'nobody' }],
    },
    'GET /v1/contacts/{id}': { call: on(contact) },
    'PATCH /v1/contacts/{id}': {
      call: on(contact, { city: 'Toronto', tags: ['vip'], reminders: { enabled: true, days_after_due: [5] } }),
      texts,
      wrong: [{ email: 'nobody', phone: 'x' }, { email: 'nobody' }],
    },
    'DELETE /v1/contacts/{id}': { call: on(contact) },
    'GET /v1/contacts/{id}/timeline': {
      call: on(contact),
      list: {
        of: contact,
        add: (b, id) => dataOf(b.owner.patch(`/v1/contacts/${id}`, { city: 'Toronto' })),
        filters: { kind: 'payment', from: '2999-01-01', to: '2000-01-01' },
      },
    },
    'GET /v1/contacts/{id}/statement': { call: on(contact) },
    'GET /v1/contacts/{id}/statement/pdf': { call: on(invoiced) },
    'POST /v1/contacts/{id}/send-statement': {
      call: mailing,
      trips: 3,
      texts: { to_address: 'checked', message: 'elsewhere' },
      isNeverLate: true,
      isQuestion: true,
    },
    'POST /v1/contacts/{id}/record-advance': {
      call: on(contact, { amount: '50.00', currency: 'CAD', provider: 'CASH', method_label: 'Till', note: 'Deposit' }),
      trips: 2,
      texts: { method_label: 'typed', note: 'typed', currency: 'checked' },
      creates: true,
      isNeverLate: true,
      wrong: [{ amount: '0' }],
    },
    'GET /v1/contacts/{id}/usage': { call: on(contact) },
    'POST /v1/contacts/{id}/merge': {
      call: async (b) => ({
        params: { id: await contact(b) },
        body: { other_id: await contact(b), take: ['email', 'address'] },
      }),
      isNeverLate: true,
    },
    'GET /v1/contacts/{id}/erasure': { call: on(contact) },
    'POST /v1/contacts/{id}/erase': {
      call: on(contact, ERASE),
      late: on(erased, ERASE),
      // The name that it must be is gone with the person: a wrong one is told from the right one only before.
      texts: { confirm: 'checked' },
    },
    'POST /v1/contacts/{id}/record-consent': {
      call: on(contact, CONSENT),
      texts: { note: 'elsewhere' },
      isNeverLate: true,
    },
    'GET /v1/contacts/{id}/consents': {
      call: on(contact),
      list: { of: contact, add: (b, id) => dataOf(b.owner.post(`/v1/contacts/${id}/record-consent`, CONSENT)) },
    },
    'POST /v1/contacts/{id}/unmerge': { call: on(merged, {}), late: on(contact, {}) },
  },
  references: {
    other_id: {
      make: contact,
      async gone(b) {
        const id = await contact(b)
        await merged(b).then((into) => dataOf(b.owner.post(`/v1/contacts/${into}/merge`, { other_id: id })))
        return id
      },
    },
    contact_id: {
      make: contact,
      async gone(b) {
        const id = await contact(b)
        await dataOf(b.owner.delete(`/v1/contacts/${id}`))
        return id
      },
    },
  },
  objects: {
    contact: {
      path: '/v1/contacts/{id}',
      states: {
        'of the owner': (b) => contact(b),
        archived: (b) => archived(b),
        merged: (b) => merged(b),
        erased: (b) => erased(b),
        'of whoever tries': (b, role = 'OWNER') => contact(b, maker(role)),
        'with an invoice': async (b) => {
          const id = await contact(b)
          await dataOf(b.owner.post('/v1/invoices', { contact_id: id, line_items: [] }))
          return id
        },
      },
      actions: {
        update: { route: 'PATCH /v1/contacts/{id}', body: {} },
        delete: { route: 'DELETE /v1/contacts/{id}' },
        merge: {
          route: 'POST /v1/contacts/{id}/merge',
          body: async (_: string, b: TeamBusiness) => ({ other_id: await contact(b) }),
        },
        record_consent: { route: 'POST /v1/contacts/{id}/record-consent', body: CONSENT },
        record_advance: { route: 'POST /v1/contacts/{id}/record-advance', body: { amount: '1.00' } },
        send_statement: { route: 'POST /v1/contacts/{id}/send-statement', body: {} },
        erase: { route: 'POST /v1/contacts/{id}/erase', body: ERASE },
        unmerge: { route: 'POST /v1/contacts/{id}/unmerge', body: {} },
      },
    },
  },
} satisfies Resource
