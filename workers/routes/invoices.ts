import { z } from '@hono/zod-openapi'
import { IdParam } from '../../core/contract/common.ts'
import {
  Activity,
  CreateInvoice,
  Expecting,
  Invoice,
  InvoiceQuery,
  InvoiceSummary,
  Receipt,
  SendInvoice,
  UpdateInvoice,
} from '../../core/contract/invoices.ts'
import { createInvoice } from '../../core/services/invoices/create.ts'
import { deleteInvoice } from '../../core/services/invoices/delete.ts'
import { downloadReceipt } from '../../core/services/invoices/download-receipt.ts'
import { getInvoice, listInvoiceActivity } from '../../core/services/invoices/get.ts'
import { cancelSend, holdInvoice } from '../../core/services/invoices/hold.ts'
import type { InvoiceRow } from '../../core/services/invoices/internal.ts'
import { revokePaymentLink, rotatePaymentLink } from '../../core/services/invoices/links.ts'
import { listInvoices } from '../../core/services/invoices/list.ts'
import { createPaymentLink, type Minted, markInvoiceSent } from '../../core/services/invoices/mark-sent.ts'
import { presentInvoice, presentSummary } from '../../core/services/invoices/present.ts'
import { sendInvoice } from '../../core/services/invoices/send.ts'
import { updateInvoice } from '../../core/services/invoices/update.ts'
import { voidInvoice } from '../../core/services/invoices/void.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { replaySeed } from '../middleware/idempotency.ts'
import { answer } from '../respond.ts'
import { route, router, withLatest } from './declare.ts'

const tags = ['Invoices']
const ofInvoice = { data: Invoice, tags }

const list = route('get', '/invoices', {
  summary: 'List invoices',
  query: InvoiceQuery,
  data: z.array(InvoiceSummary),
  tags,
})
const create = route('post', '/invoices', { summary: 'Create a draft', body: CreateInvoice, status: 201, ...ofInvoice })
const get = route('get', '/invoices/{id}', { summary: 'Get an invoice', ...ofInvoice })
const update = route('patch', '/invoices/{id}', {
  summary: 'Edit a draft, or the internal notes and tags of any',
  body: UpdateInvoice,
  ...ofInvoice,
})
const remove = route('delete', '/invoices/{id}', {
  summary: 'Delete a draft without a number',
  data: z.object({ id: z.string() }),
  tags,
})
const activity = route('get', '/invoices/{id}/activity', {
  summary: 'What happened, newest first',
  data: z.array(Activity),
  tags,
})
const receipt = route('get', '/invoices/{id}/download-receipt', {
  summary: 'What was paid, once it is paid',
  data: Receipt,
  tags,
})
const send = route('post', '/invoices/{id}/send', {
  summary: 'Send by mail; 202 when held',
  body: SendInvoice,
  status: [200, 202],
  ...ofInvoice,
})
const cancel = route('post', '/invoices/{id}/cancel-send', { summary: 'Take a held send back', ...ofInvoice })
const markSent = route('post', '/invoices/{id}/mark-sent', {
  summary: 'Record that it was sent by other means',
  body: Expecting,
  ...ofInvoice,
})
const voidIt = route('post', '/invoices/{id}/void', {
  summary: 'Void an unpaid invoice',
  body: Expecting,
  ...ofInvoice,
})
const mint = route('post', '/invoices/{id}/payment-link', {
  summary: 'Mint a payment link; finalises a draft',
  ...ofInvoice,
})
const revoke = route('post', '/invoices/{id}/revoke-payment-link', { summary: 'Close every link', ...ofInvoice })
const rotate = route('post', '/invoices/{id}/rotate-payment-link', {
  summary: 'Close every link and mint a new one',
  ...ofInvoice,
})

export const invoiceRoutes = router()
  .openapi(list, async (c) => {
    const page = await listInvoices(tenantDb(c), c.var.services.cursors, c.req.valid('query'))
    return answer(c, page.rows.map(presentSummary), page)
  })
  .openapi(create, async (c) =>
    answer(c, presentInvoice(await createInvoice(tenantDb(c), c.req.valid('json'))), { status: 201 }),
  )
  .openapi(get, async (c) => answer(c, presentInvoice(await getInvoice(tenantDb(c), c.req.valid('param').id))))
  .openapi(update, (c) => change(c, (id) => updateInvoice(tenantDb(c), id, c.req.valid('json'))))
  .openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    return answer(
      c,
      await withLatest(
        () => deleteInvoice(tenantDb(c), id),
        () => latest(c, id),
      ),
    )
  })
  .openapi(activity, async (c) => answer(c, await listInvoiceActivity(tenantDb(c), c.req.valid('param').id)))
  .openapi(receipt, async (c) => {
    const { id } = c.req.valid('param')
    return answer(
      c,
      await withLatest(
        () => downloadReceipt(tenantDb(c), id),
        () => latest(c, id),
      ),
    )
  })
  .openapi(send, (c) => {
    const input = c.req.valid('json')
    if (input.hold_seconds === 0) return change(c, (id) => sendInvoice(tenantDb(c), c.var.services, id, input))
    return change(c, (id) => holdInvoice(tenantDb(c), id, input), 202)
  })
  .openapi(cancel, (c) => change(c, (id) => cancelSend(tenantDb(c), id)))
  .openapi(markSent, (c) => change(c, (id) => markInvoiceSent(tenantDb(c), id, c.req.valid('json').if_match_version)))
  .openapi(voidIt, (c) => change(c, (id) => voidInvoice(tenantDb(c), id, c.req.valid('json').if_match_version)))
  .openapi(mint, (c) => link(c, (id, seed) => createPaymentLink(tenantDb(c), c.var.services.links, id, seed)))
  .openapi(revoke, (c) => change(c, (id) => revokePaymentLink(tenantDb(c), id)))
  .openapi(rotate, (c) => link(c, (id, seed) => rotatePaymentLink(tenantDb(c), c.var.services.links, id, seed)))

async function change(
  c: HubContext,
  verb: (id: string) => Promise<InvoiceRow>,
  status: 200 | 202 = 200,
): Promise<never> {
  const { id } = IdParam.parse(c.req.param())
  const row = await withLatest(
    () => verb(id),
    () => latest(c, id),
  )
  return answer(c, presentInvoice(row), { status })
}

async function link(c: HubContext, verb: (id: string, seed: string | null) => Promise<Minted>): Promise<never> {
  const { id } = IdParam.parse(c.req.param())
  const { row, url } = await withLatest(
    () => verb(id, replaySeed(c.var.idempotency)),
    () => latest(c, id),
  )
  return answer(c, presentInvoice(row, url))
}

const latest = async (c: HubContext, id: string) => presentInvoice(await getInvoice(tenantDb(c), id))
