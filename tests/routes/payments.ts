import { newId } from '../../core/db/ids.ts'
import { makeSent } from '../support/invoices.ts'
import { dataOf, type Made, type MakeId, on, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

export const makePayment = async (b: TeamBusiness, amount = '50.00'): Promise<Made> =>
  dataOf(b.owner.post('/v1/payments', { invoice_id: (await makeSent(b)).id, amount, note: b.tenantId }))

const payment: MakeId = async (b) => (await makePayment(b)).id
const reversed: MakeId = async (b) => {
  const id = await payment(b)
  await dataOf(b.owner.post(`/v1/payments/${id}/reverse`, { reason: 'Wrong' }))
  return id
}

const refunded: MakeId = async (b) => {
  const id = await payment(b)
  await dataOf(b.owner.post(`/v1/payments/${id}/refund`, { reason: 'Not needed' }))
  return id
}

const manyOf = new WeakMap<TeamBusiness, Promise<Made>>()
/** One of many payments of the one invoice that a business has for them: who reverses one does not mind the others. */
const oneOfMany: MakeId = async (b) => {
  const invoice = manyOf.get(b) ?? makeSent(b)
  manyOf.set(b, invoice)
  return (await dataOf(b.owner.post('/v1/payments', { invoice_id: (await invoice).id, amount: '1.00' }))).id
}

/** What was too much of a payment by hand. */
const unapplied: MakeId = async (b) => {
  const { id } = await makePayment(b, '250.00')
  const rows = (await b.owner.get('/v1/unapplied-money?limit=100')).body.data as { id: string; payment_id: string }[]
  return rows.find(({ payment_id }) => payment_id === id)?.id ?? ''
}
const returned: MakeId = async (b) => {
  const id = await unapplied(b)
  await dataOf(b.owner.post(`/v1/unapplied-money/${id}/return`, { reason: 'In cash' }))
  return id
}

/** With another invoice that the same customer owes. */
const toApply = async (b: TeamBusiness, make: MakeId, more: object = {}) => {
  const id = await make(b)
  const { contact_id } = await dataOf<Made & { contact_id: string }>(b.owner.get(`/v1/unapplied-money/${id}`))
  return { params: { id }, body: { invoice_id: (await makeSent(b, { contact_id })).id, ...more } }
}

/** As the job keeps what Stripe told of one. */
const addDispute = async ({ stack, tenantId }: TeamBusiness) =>
  stack.admin(
    `insert into disputes (tenant_id, id, provider_account, provider_dispute_id, provider_payment_id, status, amount, currency, reason,
       withdrawn, live, disputed_at, asked_at)
     values ($1, $2::text::uuid, 'acct_1', 'dp_' || $2::text, 'pi_1', 'NEEDS_RESPONSE', 5000, 'CAD', 'fraudulent', true, false, now(), now())`,
    [tenantId, newId()],
  )

export default {
  rows: {
    'GET /v1/payments': {
      list: {
        add: (b) => makePayment(b),
        filters: { status: 'SUCCEEDED', paid_from: '2020-01-01', paid_to: '2999-01-01' },
      },
    },
    'GET /v1/payments/totals': { call: async () => ({}) },
    'POST /v1/payments': {
      call: async (b) => ({ body: { invoice_id: (await makeSent(b)).id, amount: '50.00' } }),
      texts: { currency: 'checked', method_label: 'typed', note: 'typed' },
      wrong: [{ invoice_id: 'x', amount: 'abc' }],
    },
    'GET /v1/payments/{id}': { call: on(payment) },
    'POST /v1/payments/{id}/refund': {
      call: on(oneOfMany, { amount: '0.50', reason: 'Not needed' }),
      trips: 2,
      texts: { reason: 'elsewhere' },
      wrong: [{ amount: 'abc', reason: 'x' }],
      late: on(refunded, { reason: 'Again' }),
    },
    'POST /v1/payments/{id}/reverse': {
      call: on(oneOfMany, { reason: 'Typed wrongly' }),
      trips: 2,
      texts: { reason: { kept: 'words', as: 'note' } },
      late: on(reversed, { reason: 'Again' }),
    },
    'GET /v1/disputes': { list: { add: addDispute, filters: { status: 'OPEN' } } },
    'GET /v1/unapplied-money': { list: { add: (b) => makePayment(b, '250.00') } },
    'GET /v1/unapplied-money/{id}': { call: on(unapplied) },
    'POST /v1/unapplied-money/{id}/apply': {
      call: (b) => toApply(b, unapplied, { amount: '1.00' }),
      trips: 2,
      wrong: [{ amount: 'abc' }],
      late: (b) => toApply(b, returned),
    },
    'POST /v1/unapplied-money/{id}/return': {
      call: on(unapplied, { reason: 'In cash' }),
      trips: 2,
      texts: { reason: 'elsewhere' },
      late: on(returned, { reason: 'Again' }),
    },
  },
  objects: {
    unapplied_money: {
      path: '/v1/unapplied-money/{id}',
      states: { left: unapplied, returned },
      actions: {
        apply: {
          route: 'POST /v1/unapplied-money/{id}/apply',
          body: async (id, b) => (await toApply(b, async () => id)).body,
        },
        return: { route: 'POST /v1/unapplied-money/{id}/return', body: { reason: 'In cash' } },
      },
    },
    payment: {
      path: '/v1/payments/{id}',
      states: { 'by hand': payment, reversed, refunded },
      actions: {
        refund: { route: 'POST /v1/payments/{id}/refund', body: { reason: 'Not needed' } },
        reverse: { route: 'POST /v1/payments/{id}/reverse', body: { reason: 'Wrong' } },
      },
    },
  },
} satisfies Resource
