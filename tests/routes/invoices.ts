import type { Role } from '../../core/domain/permissions.ts'
import { copiesOf } from '../support/document-copies.ts'
import { after, INVOICE_STATES, makeDraft, makeEInvoiced, makeHeld, makeLinked, makeSent } from '../support/invoices.ts'
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

const draft: MakeId = async (b, role) => (await makeDraft(b, role)).id
const sent: MakeId = async (b) => (await makeSent(b)).id
const linked: MakeId = async (b, role) => (await makeLinked(b, role)).id
const held: MakeId = async (b, role) => (await makeHeld(b, role)).id
const voided = after(sent, 'void')
const writtenOff = after(sent, 'write-off', { reason: 'Closed down' })
const fullyPaid: MakeId = async (b, role) => {
  const id = await draft(b, role)
  await dataOf(b.owner.post(`/v1/invoices/${id}/mark-sent`))
  await dataOf(b.owner.post('/v1/payments', { invoice_id: id, amount: '200.00' }))
  return id
}

/** What made an invoice, as its job would. */
async function madeByRecurring(b: TeamBusiness): Promise<string> {
  const recurring = await dataOf(
    b.owner.post('/v1/recurring-invoices', {
      contact_id: (await makeContact(b)).id,
      line_items: [{ name: 'Boiler watched', qty: '1', rate: '80.00' }],
      starts_on: '2099-01-31',
      every_unit: 'MONTH',
    }),
  )
  await b.stack.admin(
    `insert into recurring_periods (tenant_id, recurring_id, period, day, invoice_id, made_at)
     select tenant_id, $2, 1, issue_date, id, created_at from invoices where tenant_id = $1 and id = $3`,
    [b.tenantId, recurring.id, (await makeDraft(b, 'OWNER')).id],
  )
  return recurring.id
}

const overdue: MakeId = async (b, role) => {
  const { id } = await makeDraft(b, role, { issue_date: '2020-01-01', due_date: '2020-01-15' })
  await dataOf(b.owner.post(`/v1/invoices/${id}/mark-sent`))
  return id
}

async function bodyOf(b: TeamBusiness, role: Role) {
  const tax_rate_id = (await makeTaxRate(b)).id
  const item_id = (await makeItem(b)).id
  const deposit = await makeDraft(b, maker(role))
  return {
    contact_id: (await makeContact(b, role)).id,
    currency: 'CAD',
    prices_include_tax: false,
    // Nothing is left to the item, so it costs no trip.
    line_items: [
      {
        name: 'Repair',
        description: null,
        unit: 'h',
        qty: '2',
        rate: '100.00',
        tax_rate_id,
        item_id,
        discount: { percent: '10' },
        deduction: { invoice_id: deposit.id, invoice_number: 'INV-0001', taxes: ['1.30'] },
      },
    ],
    discount: { amount: '5.00', tax_rate_id },
    charges: [{ name: 'Delivery', amount: '5.00', tax_rate_id }],
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
  'line_items.0.deduction.invoice_number': 'typed',
  'charges.0.name': 'words',
  notes: 'typed',
  terms: 'typed',
  internal_notes: 'typed',
  'tags.0': 'words',
}

const send: Make = async (b, role) => {
  const mail = mailAddress()
  const contact_id = (await makeContact(b, role, { email: mail })).id
  return { params: { id: (await makeDraft(b, role, { contact_id })).id }, body: {}, mail }
}

const sendAgain: Make = async (b, role) => {
  const { params, mail } = await send(b, role)
  await dataOf(b.owner.post(`/v1/invoices/${params?.id}/mark-sent`))
  return { params, body: {}, mail }
}
const MAIL_TEXTS: Texts = { to: 'checked', subject: 'elsewhere', message: 'elsewhere' }

export default {
  rows: {
    'GET /v1/invoices': {
      list: {
        add: async (b) => makeDraft(b, 'OWNER', { reference: b.tenantId }),
        filters: { status: 'DRAFT', due_from: '2020-01-01', due_to: '2999-01-01' },
        ids: { recurring_invoice_id: madeByRecurring },
      },
    },
    'POST /v1/invoices': {
      call: async (b, role) => ({ body: await bodyOf(b, role) }),
      texts,
      wrong: [{ contact_id: 'x', line_items: [{ name: 'A', rate: 'abc', tax_rate_id: 'x' }] }],
    },
    'GET /v1/invoices/{id}': { call: on(draft) },
    'PATCH /v1/invoices/{id}': {
      call: async (b, role) => ({ params: { id: await draft(b, maker(role)) }, body: await bodyOf(b, role) }),
      texts,
      wrong: [
        { contact_id: 'x', line_items: [{ name: 'A', rate: 'abc', tax_rate_id: 'x' }] },
        { line_items: [{ name: 'A', rate: 'abc' }] },
        { contact_id: 'x' },
      ],
      late: async (b) => ({ params: { id: await sent(b) }, body: { contact_id: (await makeContact(b)).id } }),
    },
    'DELETE /v1/invoices/{id}': { call: on(draft), late: on(sent) },
    'GET /v1/invoices/{id}/activity': { call: on(draft) },
    'GET /v1/invoices/{id}/pdf': { call: on(draft) },
    'GET /v1/invoices/{id}/e-invoice': {
      call: on(async (b, role) => (await makeEInvoiced(b, maker(role ?? 'OWNER'))).id),
    },
    'GET /v1/invoices/{id}/download-receipt': { call: on(fullyPaid) },
    'GET /v1/invoices/{id}/dunning-letter/pdf': { call: on(overdue) },
    'GET /v1/invoices/{id}/download-receipt/pdf': { call: on(fullyPaid) },
    'POST /v1/invoices/{id}/send': { call: send, trips: 3, texts: MAIL_TEXTS, late: on(sent) },
    'POST /v1/invoices/{id}/send-again': { call: sendAgain, trips: 3, texts: MAIL_TEXTS, late: on(draft, {}) },
    'POST /v1/invoices/{id}/cancel-send': { call: on(held), late: on(sent) },
    'POST /v1/invoices/{id}/mark-sent': { call: on(draft, {}), trips: 2, late: on(sent) },
    'POST /v1/invoices/{id}/void': { call: on(sent, {}), late: on(voided) },
    'POST /v1/invoices/{id}/write-off': {
      call: on(sent, { reason: 'Closed down' }),
      texts: { reason: 'elsewhere' },
      late: on(voided, { reason: 'Closed down' }),
    },
    'POST /v1/invoices/{id}/reverse-write-off': {
      call: on(writtenOff, { reason: 'Paid after all' }),
      texts: { reason: 'elsewhere' },
      late: on(sent, { reason: 'Paid after all' }),
    },
    'POST /v1/invoices/{id}/payment-link': { call: on(draft), trips: 2, late: on(voided) },
    'POST /v1/invoices/{id}/revoke-payment-link': { call: on(linked), late: on(voided) },
    'POST /v1/invoices/{id}/rotate-payment-link': { call: on(linked), late: on(voided) },
  },
  references: {
    invoice_id: {
      make: sent,
      async gone(b) {
        const id = await draft(b)
        await dataOf(b.owner.delete(`/v1/invoices/${id}`))
        return id
      },
    },
  },
  objects: {
    invoice: {
      path: '/v1/invoices/{id}',
      states: INVOICE_STATES,
      copies: copiesOf('invoice'),
      actions: {
        update: { route: 'PATCH /v1/invoices/{id}', body: { reference: 'Changed' } },
        delete: { route: 'DELETE /v1/invoices/{id}' },
        send: { route: 'POST /v1/invoices/{id}/send' },
        send_again: { route: 'POST /v1/invoices/{id}/send-again', body: { to: 'customer@example.com' } },
        cancel_send: { route: 'POST /v1/invoices/{id}/cancel-send' },
        mark_sent: { route: 'POST /v1/invoices/{id}/mark-sent' },
        create_payment_link: { route: 'POST /v1/invoices/{id}/payment-link' },
        rotate_payment_link: { route: 'POST /v1/invoices/{id}/rotate-payment-link' },
        revoke_payment_link: { route: 'POST /v1/invoices/{id}/revoke-payment-link' },
        record_payment: { route: 'POST /v1/payments', body: (id: string) => ({ invoice_id: id, amount: '1.00' }) },
        download_receipt: { route: 'GET /v1/invoices/{id}/download-receipt' },
        remind: { route: 'POST /v1/invoices/{id}/remind' },
        pause_reminders: { route: 'POST /v1/invoices/{id}/pause-reminders' },
        resume_reminders: { route: 'POST /v1/invoices/{id}/resume-reminders' },
        promise: { route: 'POST /v1/invoices/{id}/promise', body: { date: '2999-01-01' } },
        void: { route: 'POST /v1/invoices/{id}/void' },
        create_credit_note: { route: 'POST /v1/invoices/{id}/credit-notes', body: { amount: '1.00' } },
        revise: { route: 'POST /v1/invoices/{id}/revise' },
        write_off: { route: 'POST /v1/invoices/{id}/write-off', body: { reason: 'Closed down' } },
        reverse_write_off: { route: 'POST /v1/invoices/{id}/reverse-write-off', body: { reason: 'Paid after all' } },
      },
      // Money that somebody received is a fact: it is never offered where nothing is due, and never refused (MO4).
      takenThoughNotOffered: (state, role) =>
        /^(paid( too much)?|written off(, paid for the rest)?)$/.test(state) &&
        !['AGENT', 'DELEGATE', 'VIEWER'].includes(role)
          ? ['record_payment']
          : [],
    },
  },
} satisfies Resource
