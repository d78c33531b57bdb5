import type { Role } from '../../core/domain/permissions.ts'
import { copiesOf } from '../support/document-copies.ts'
import { makeQuote, makeSentQuote, QUOTE_STATES } from '../support/quotes.ts'
import {
  dataOf,
  type Make,
  type MakeId,
  mailAddress,
  maker,
  on,
  type Resource,
  type Texts,
} from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeContact } from './contacts.ts'
import { makeItem } from './items.ts'
import { makeTaxRate } from './tax-rates.ts'

const draft: MakeId = async (b, role) => (await makeQuote(b, role)).id
const sent: MakeId = async (b) => (await makeSentQuote(b)).id
const sentBy: MakeId = async (b, role) => (await makeSentQuote(b, role)).id
const held: MakeId = async (b, role) => {
  const id = await draft(b, role)
  await dataOf(b.owner.post(`/v1/quotes/${id}/send`, { hold_seconds: 60 }))
  return id
}
const approvedBy: MakeId = async (b, role) => {
  const id = await sentBy(b, role)
  await dataOf(b.owner.post(`/v1/quotes/${id}/approve`, { note: 'On the phone' }))
  return id
}
const expired = QUOTE_STATES.expired!

async function bodyOf(b: TeamBusiness, role: Role) {
  const tax_rate_id = (await makeTaxRate(b)).id
  const item_id = (await makeItem(b)).id
  return {
    contact_id: (await makeContact(b, role)).id,
    currency: 'CAD',
    prices_include_tax: false,
    // Nothing is left to the item, so it costs no trip.
    line_items: [
      {
        name: 'Boiler',
        description: null,
        unit: 'h',
        qty: '2',
        rate: '100.00',
        tax_rate_id,
        item_id,
        discount: { percent: '10' },
        optional: false,
        qty_editable: false,
      },
    ],
    discount: { amount: '5.00', tax_rate_id },
    charges: [{ name: 'Delivery', amount: '5.00', tax_rate_id }],
    deposit: { percent: '30' },
    tags: ['vip'],
  }
}

const texts: Texts = {
  currency: 'checked',
  reference: 'typed',
  po_number: 'typed',
  'line_items.0.name': 'words',
  'line_items.0.description': 'typed',
  'line_items.0.unit': 'trimmed',
  'charges.0.name': 'words',
  notes: 'typed',
  terms: 'typed',
  internal_notes: 'typed',
  'tags.0': 'words',
}

const MAIL_TEXTS: Texts = { to: 'checked', subject: 'elsewhere', message: 'elsewhere' }

const send: Make = async (b, role) => {
  const mail = mailAddress()
  const contact_id = (await makeContact(b, role, { email: mail })).id
  return { params: { id: (await makeQuote(b, role, { contact_id })).id }, body: {}, mail }
}

const sendAgain: Make = async (b, role) => {
  const { params, mail } = await send(b, role)
  await dataOf(b.owner.post(`/v1/quotes/${params?.id}/mark-sent`))
  return { params, body: {}, mail }
}

export default {
  rows: {
    'GET /v1/quotes': {
      list: { add: async (b) => makeQuote(b, 'OWNER', { reference: b.tenantId }), filters: { status: 'DRAFT' } },
    },
    'POST /v1/quotes': {
      call: async (b, role) => ({ body: await bodyOf(b, role) }),
      texts,
      wrong: [
        { contact_id: 'x', line_items: [{ name: 'A', rate: 'abc', tax_rate_id: 'x' }] },
        { contact_id: 'x', deposit: { percent: '101' } },
      ],
    },
    'GET /v1/quotes/{id}': { call: on(draft) },
    'PATCH /v1/quotes/{id}': {
      call: async (b, role) => ({ params: { id: await draft(b, maker(role)) }, body: await bodyOf(b, role) }),
      texts,
      wrong: [
        { contact_id: 'x', line_items: [{ name: 'A', rate: 'abc', tax_rate_id: 'x' }] },
        { line_items: [{ name: 'A', rate: 'abc' }] },
        { contact_id: 'x' },
        { deposit: { amount: '-1.00' } },
      ],
      late: async (b) => ({ params: { id: await sent(b) }, body: { contact_id: (await makeContact(b)).id } }),
    },
    'DELETE /v1/quotes/{id}': { call: on(draft), late: on(sent) },
    'GET /v1/quotes/{id}/activity': { call: on(draft) },
    'GET /v1/quotes/{id}/pdf': { call: on(draft) },
    'POST /v1/quotes/{id}/send': { call: send, trips: 3, texts: MAIL_TEXTS, late: on(sent) },
    'POST /v1/quotes/{id}/send-again': { call: sendAgain, trips: 3, texts: MAIL_TEXTS, late: on(draft, {}) },
    'POST /v1/quotes/{id}/cancel-send': { call: on(held), late: on(sent) },
    'POST /v1/quotes/{id}/mark-sent': { call: on(draft, {}), trips: 2, late: on(sent) },
    'POST /v1/quotes/{id}/link': { call: on(draft), trips: 2, late: on(expired) },
    'POST /v1/quotes/{id}/revoke-link': { call: on(sentBy), late: on(draft) },
    'POST /v1/quotes/{id}/rotate-link': { call: on(sentBy), late: on(draft) },
    'POST /v1/quotes/{id}/approve': {
      call: async (b, role) => {
        const id = await sentBy(b, role)
        const quote = await dataOf<{ line_items: { id: string }[] }>(b.owner.get(`/v1/quotes/${id}`))
        const lines = [{ id: quote.line_items[1]?.id, qty: '2' }]
        return { params: { id }, body: { note: 'On the phone', name: 'Jane', lines } }
      },
      trips: 2,
      texts: {
        'lines.0.id': 'checked',
        note: { kept: 'words', as: 'decision.note' },
        name: { kept: 'trimmed', as: 'decision.name' },
      },
      wrong: [{ note: 'On the phone', lines: [{ id: 'x' }] }],
      late: on(draft, { note: 'On the phone' }),
    },
    'POST /v1/quotes/{id}/reject': {
      call: on(sentBy, { note: 'Too dear' }),
      texts: { note: { kept: 'words', as: 'decision.note' } },
      late: on(draft, { note: 'Too dear' }),
    },
    'POST /v1/quotes/{id}/convert-to-invoice': { call: on(approvedBy), trips: 2, late: on(draft) },
    'POST /v1/quotes/{id}/revise': { call: on(sentBy, {}), late: on(draft) },
  },
  references: {
    quote_id: {
      make: sent,
      async gone(b) {
        const id = await draft(b)
        await dataOf(b.owner.delete(`/v1/quotes/${id}`))
        return id
      },
    },
  },
  objects: {
    quote: {
      path: '/v1/quotes/{id}',
      states: QUOTE_STATES,
      copies: copiesOf('quote'),
      actions: {
        update: { route: 'PATCH /v1/quotes/{id}', body: { reference: 'Changed' } },
        delete: { route: 'DELETE /v1/quotes/{id}' },
        send: { route: 'POST /v1/quotes/{id}/send' },
        send_again: { route: 'POST /v1/quotes/{id}/send-again', body: { to: 'customer@example.com' } },
        cancel_send: { route: 'POST /v1/quotes/{id}/cancel-send' },
        mark_sent: { route: 'POST /v1/quotes/{id}/mark-sent' },
        create_link: { route: 'POST /v1/quotes/{id}/link' },
        rotate_link: { route: 'POST /v1/quotes/{id}/rotate-link' },
        revoke_link: { route: 'POST /v1/quotes/{id}/revoke-link' },
        approve: { route: 'POST /v1/quotes/{id}/approve', body: { note: 'On the phone' } },
        reject: { route: 'POST /v1/quotes/{id}/reject', body: { note: 'Too dear' } },
        convert_to_invoice: { route: 'POST /v1/quotes/{id}/convert-to-invoice' },
        revise: { route: 'POST /v1/quotes/{id}/revise' },
      },
      // Asked for again, it answers the invoice that it became.
      takenThoughNotOffered: (state, role) =>
        state === 'converted' && role !== 'VIEWER' ? ['convert_to_invoice'] : [],
    },
  },
} satisfies Resource
