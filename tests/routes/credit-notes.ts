import { CREDIT_NOTE_STATES, makeCreditable, makeCreditNote, makeLinkedCreditNote } from '../support/credit-notes.ts'
import { copiesOf } from '../support/document-copies.ts'
import { makeEInvoiced } from '../support/invoices.ts'
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

const draft: MakeId = async (b, role) => (await makeCreditNote(b, role)).id
const issued: MakeId = async (b, role) => {
  const id = await draft(b, role)
  await dataOf(b.owner.post(`/v1/credit-notes/${id}/mark-sent`))
  return id
}
const eInvoiced: MakeId = async (b, role) => {
  const { id: invoice } = await makeEInvoiced(b, maker(role ?? 'OWNER'))
  const { id } = await dataOf(
    b.as[maker(role ?? 'OWNER')].post(`/v1/invoices/${invoice}/credit-notes`, { amount: '0.50' }),
  )
  await dataOf(b.owner.post(`/v1/credit-notes/${id}/mark-sent`))
  return id
}
const linked: MakeId = async (b, role) => (await makeLinkedCreditNote(b, role)).id
const held: MakeId = async (b, role) => {
  const id = await draft(b, role)
  await dataOf(b.owner.post(`/v1/credit-notes/${id}/send`, { hold_seconds: 60 }))
  return id
}
const voided: MakeId = async (b) => {
  const { id } = await makeCreditable(b)
  await dataOf(b.owner.post(`/v1/invoices/${id}/void`))
  return id
}

async function lineOf(b: TeamBusiness, invoiceId: string): Promise<string> {
  const { line_items } = await dataOf<{ line_items: { id: string }[] }>(b.owner.get(`/v1/invoices/${invoiceId}`))
  return line_items[0]?.id ?? ''
}

const create: Make = async (b, role) => {
  const { id } = await makeCreditable(b, maker(role))
  return {
    params: { id },
    body: { lines: [{ line_id: await lineOf(b, id), qty: '0.0001' }], reason: 'Damaged', tags: ['vip'] },
  }
}

const texts: Texts = {
  reason: 'trimmed',
  notes: 'typed',
  internal_notes: 'typed',
  'tags.0': 'words',
}
const MAIL_TEXTS: Texts = { to: 'checked', subject: 'elsewhere', message: 'elsewhere' }

const send: Make = async (b, role) => {
  const mail = mailAddress()
  const contact = await makeContact(b, 'OWNER', { email: mail })
  return {
    params: { id: (await makeCreditNote(b, role === 'ADMIN' ? 'ADMIN' : 'OWNER', { contact_id: contact.id })).id },
    body: {},
    mail,
  }
}
const sendAgain: Make = async (b, role) => {
  const { params, mail } = await send(b, role)
  await dataOf(b.owner.post(`/v1/credit-notes/${params?.id}/mark-sent`))
  return { params: params ?? {}, body: {}, ...(mail ? { mail } : {}) }
}

const change: Make = async (b, role) => {
  const note = await dataOf<{ id: string; invoice_id: string }>(
    b.owner.get(`/v1/credit-notes/${await draft(b, maker(role))}`),
  )
  const line_id = await lineOf(b, note.invoice_id)
  return {
    params: { id: note.id },
    body: {
      lines: [{ line_id, qty: '0.1' }],
      reason: 'Scratched',
      notes: 'Sorry',
      internal_notes: 'Ask',
      tags: ['vip'],
    },
  }
}

export default {
  rows: {
    'GET /v1/credit-notes': {
      list: {
        add: async (b) => makeCreditNote(b, 'OWNER', { reference: b.tenantId }),
        filters: { status: 'DRAFT' },
      },
    },
    'POST /v1/invoices/{id}/credit-notes': {
      call: create,
      trips: 2,
      creates: true,
      texts,
      wrong: [{ amount: 'abc' }, { amount: '0' }, { amount: '200.01' }],
      late: async (b) => ({ params: { id: await voided(b) }, body: {} }),
    },
    'POST /v1/invoices/{id}/revise': {
      call: async (b, role) => ({
        params: { id: (await makeCreditable(b, maker(role))).id },
        body: { reason: 'Wrong price' },
      }),
      trips: 2,
      texts: { reason: 'elsewhere' },
      late: async (b) => ({ params: { id: await voided(b) }, body: {} }),
    },
    'GET /v1/credit-notes/{id}': { call: on(draft) },
    'PATCH /v1/credit-notes/{id}': {
      call: change,
      trips: 2,
      texts,
      wrong: [{ amount: 'abc' }, { amount: '200.01' }],
      late: async (b) => ({ params: { id: await issued(b) }, body: { reason: 'Other' } }),
    },
    'DELETE /v1/credit-notes/{id}': { call: on(draft), late: on(issued) },
    'GET /v1/credit-notes/{id}/activity': { call: on(draft) },
    'GET /v1/credit-notes/{id}/pdf': { call: on(draft) },
    'GET /v1/credit-notes/{id}/e-invoice': { call: on(eInvoiced) },
    'POST /v1/credit-notes/{id}/send': { call: send, trips: 3, texts: MAIL_TEXTS, late: on(issued) },
    'POST /v1/credit-notes/{id}/send-again': { call: sendAgain, trips: 3, texts: MAIL_TEXTS, late: on(draft, {}) },
    'POST /v1/credit-notes/{id}/cancel-send': { call: on(held), late: on(issued) },
    'POST /v1/credit-notes/{id}/mark-sent': { call: on(draft, {}), trips: 2, late: on(issued) },
    'POST /v1/credit-notes/{id}/link': { call: on(draft), trips: 2, isNeverLate: true },
    'POST /v1/credit-notes/{id}/revoke-link': { call: on(linked), late: on(draft) },
    'POST /v1/credit-notes/{id}/rotate-link': { call: on(linked), late: on(draft) },
  },
  references: {
    line_id: {
      make: async (b) => lineOf(b, (await makeCreditable(b)).id),
      // Of an invoice that is another than the one to be credited.
      gone: async (b) => lineOf(b, (await makeCreditable(b)).id),
    },
  },
  objects: {
    credit_note: {
      path: '/v1/credit-notes/{id}',
      states: CREDIT_NOTE_STATES,
      copies: copiesOf('credit_note'),
      actions: {
        update: { route: 'PATCH /v1/credit-notes/{id}', body: { reason: 'Changed' } },
        delete: { route: 'DELETE /v1/credit-notes/{id}' },
        send: { route: 'POST /v1/credit-notes/{id}/send' },
        send_again: { route: 'POST /v1/credit-notes/{id}/send-again', body: { to: 'customer@example.com' } },
        cancel_send: { route: 'POST /v1/credit-notes/{id}/cancel-send' },
        mark_sent: { route: 'POST /v1/credit-notes/{id}/mark-sent' },
        create_link: { route: 'POST /v1/credit-notes/{id}/link' },
        rotate_link: { route: 'POST /v1/credit-notes/{id}/rotate-link' },
        revoke_link: { route: 'POST /v1/credit-notes/{id}/revoke-link' },
      },
    },
  },
} satisfies Resource
