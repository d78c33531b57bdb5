import { z } from '@hono/zod-openapi'
import { Page } from '../../core/contract/common.ts'
import { Dispute, DisputeQuery } from '../../core/contract/disputes.ts'
import {
  ApplyUnapplied,
  CreatePayment,
  Payment,
  PaymentQuery,
  PaymentTotals,
  PaymentTotalsQuery,
  RecordAdvance,
  RefundPayment,
  ReturnUnapplied,
  ReversePayment,
  UnappliedMoney,
} from '../../core/contract/payments.ts'
import { recordAdvance } from '../../core/services/payments/advance.ts'
import { applyUnapplied } from '../../core/services/payments/apply-unapplied.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { listDisputes, presentDispute } from '../../core/services/payments/disputes.ts'
import { getPaymentRow } from '../../core/services/payments/get.ts'
import { listPayments, listUnapplied } from '../../core/services/payments/list.ts'
import { presentPayment, presentUnapplied } from '../../core/services/payments/present.ts'
import { getUnapplied, returnUnapplied } from '../../core/services/payments/return-unapplied.ts'
import { reversePayment } from '../../core/services/payments/reverse.ts'
import { totalPayments } from '../../core/services/payments/totals.ts'
import { refundPayment } from '../../core/services/refunds/refund.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Payments']

const list = route('get', '/payments', { summary: 'List payments', query: PaymentQuery, data: z.array(Payment), tags })
const totals = route('get', '/payments/totals', {
  summary: 'What came in, went back and is left, for each currency, of the payments that fit',
  query: PaymentTotalsQuery,
  data: PaymentTotals,
  tags,
})
const create = route('post', '/payments', {
  summary: 'Record money received by hand',
  body: CreatePayment,
  status: 201,
  data: Payment,
  tags,
})
const advance = route('post', '/contacts/{id}/record-advance', {
  summary:
    'Record money that a customer pays before there is an invoice: kept as his until it is applied or given back',
  body: RecordAdvance,
  status: 201,
  data: Payment,
  tags,
})
const get = route('get', '/payments/{id}', { summary: 'Get a payment', data: Payment, tags })
const refund = route('post', '/payments/{id}/refund', {
  summary: 'Give money of a payment back, at Stripe or by hand',
  body: RefundPayment,
  data: Payment,
  tags,
})
const reverse = route('post', '/payments/{id}/reverse', {
  summary: 'Take a payment entered by hand back',
  body: ReversePayment,
  data: Payment,
  tags,
})
const unapplied = route('get', '/unapplied-money', {
  summary: 'Money that fits no invoice',
  query: z.strictObject(Page.shape),
  data: z.array(UnappliedMoney),
  tags,
})
const getUnappliedOne = route('get', '/unapplied-money/{id}', {
  summary: 'Get money that fits no invoice',
  data: UnappliedMoney,
  tags,
})
const apply = route('post', '/unapplied-money/{id}/apply', {
  summary: 'Apply money that fits no invoice to one, or to the oldest that the customer owes',
  body: ApplyUnapplied,
  data: UnappliedMoney,
  tags,
})
const giveBack = route('post', '/unapplied-money/{id}/return', {
  summary: 'Record that what is left of it was given back by hand',
  body: ReturnUnapplied,
  data: UnappliedMoney,
  tags,
})
const disputes = route('get', '/disputes', {
  summary: 'Payments that a customer’s bank takes back or asks about',
  query: DisputeQuery,
  data: z.array(Dispute),
  tags,
})

const payment = objectOf((tenant, id) => getPaymentRow(tenant, id, 'payments.read'), presentPayment)
const unappliedMoney = objectOf((tenant, id) => getUnapplied(tenant, id, 'unapplied.read'), presentUnapplied)

export const paymentRoutes = router()
  .openapi(list, (c) => page(c, listPayments, c.req.valid('query'), presentPayment))
  .openapi(totals, async (c) => answer(c, await totalPayments(tenantDb(c), c.req.valid('query'))))
  .openapi(create, (c) => payment.create(c, createPayment, c.req.valid('json')))
  .openapi(advance, async (c) =>
    answer(c, presentPayment(await recordAdvance(tenantDb(c), c.req.valid('param').id, c.req.valid('json'))), {
      status: 201,
    }),
  )
  .openapi(get, (c) => payment.get(c))
  .openapi(refund, (c) =>
    payment.change(c, (tenant, id) => refundPayment(tenant, c.var.services.payments, id, c.req.valid('json'))),
  )
  .openapi(reverse, (c) => payment.change(c, reversePayment, c.req.valid('json').reason))
  .openapi(unapplied, (c) => page(c, listUnapplied, c.req.valid('query'), presentUnapplied))
  .openapi(getUnappliedOne, (c) => unappliedMoney.get(c))
  .openapi(apply, (c) => unappliedMoney.change(c, applyUnapplied, c.req.valid('json')))
  .openapi(giveBack, (c) => unappliedMoney.change(c, returnUnapplied, c.req.valid('json').reason))
  .openapi(disputes, (c) => page(c, listDisputes, c.req.valid('query'), presentDispute))
