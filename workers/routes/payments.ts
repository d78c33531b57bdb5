import { z } from '@hono/zod-openapi'
import { Page } from '../../core/contract/common.ts'
import { CreatePayment, Payment, PaymentQuery, ReversePayment, UnappliedMoney } from '../../core/contract/payments.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { listPayments, listUnapplied } from '../../core/services/payments/list.ts'
import { presentPayment, presentUnapplied } from '../../core/services/payments/present.ts'
import { getPaymentRow, reversePayment } from '../../core/services/payments/reverse.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router, withLatest } from './declare.ts'

const tags = ['Payments']

const list = route('get', '/payments', { summary: 'List payments', query: PaymentQuery, data: z.array(Payment), tags })
const create = route('post', '/payments', {
  summary: 'Record money received by hand',
  body: CreatePayment,
  status: 201,
  data: Payment,
  tags,
})
const get = route('get', '/payments/{id}', { summary: 'Get a payment', data: Payment, tags })
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

export const paymentRoutes = router()
  .openapi(list, async (c) => {
    const page = await listPayments(tenantDb(c), c.var.services.cursors, c.req.valid('query'))
    return answer(c, page.rows.map(presentPayment), page)
  })
  .openapi(create, async (c) =>
    answer(c, presentPayment(await createPayment(tenantDb(c), c.req.valid('json'))), { status: 201 }),
  )
  .openapi(get, async (c) =>
    answer(c, presentPayment(await getPaymentRow(tenantDb(c), c.req.valid('param').id, 'payments.read'))),
  )
  .openapi(reverse, async (c) => {
    const { id } = c.req.valid('param')
    const latest = async () => presentPayment(await getPaymentRow(tenantDb(c), id, 'payments.read'))
    const row = await withLatest(() => reversePayment(tenantDb(c), id, c.req.valid('json').reason), latest)
    return answer(c, presentPayment(row))
  })
  .openapi(unapplied, async (c) => {
    const page = await listUnapplied(tenantDb(c), c.var.services.cursors, c.req.valid('query'))
    return answer(c, page.rows.map(presentUnapplied), page)
  })
