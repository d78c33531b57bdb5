import { z } from '@hono/zod-openapi'
import { Activity } from '../../core/contract/documents.ts'
import {
  CreateInvoice,
  Expecting,
  Invoice,
  InvoiceQuery,
  InvoiceSummary,
  PauseReminders,
  PromisePayment,
  Receipt,
  RemindInvoice,
  SendInvoice,
  UpdateInvoice,
} from '../../core/contract/invoices.ts'
import { getEInvoice } from '../../core/services/e-invoices/get.ts'
import { createInvoice } from '../../core/services/invoices/create.ts'
import { deleteInvoice } from '../../core/services/invoices/delete.ts'
import { downloadReceipt } from '../../core/services/invoices/download-receipt.ts'
import { getDunningLetter } from '../../core/services/invoices/dunning-letter.ts'
import { getInvoice, listInvoiceActivity } from '../../core/services/invoices/get.ts'
import { cancelSend, holdInvoice, holdInvoiceAgain } from '../../core/services/invoices/hold.ts'
import {
  createPaymentLink,
  markInvoiceSent,
  revokePaymentLink,
  rotatePaymentLink,
} from '../../core/services/invoices/links.ts'
import { listInvoices } from '../../core/services/invoices/list.ts'
import { getInvoicePaper } from '../../core/services/invoices/paper.ts'
import { pauseReminders, promisePayment, resumeReminders } from '../../core/services/invoices/pause-reminders.ts'
import { presentInvoice, presentSummary } from '../../core/services/invoices/present.ts'
import { getReceiptPaper } from '../../core/services/invoices/receipt-paper.ts'
import { remindNow } from '../../core/services/invoices/remind.ts'
import { sendInvoice, sendInvoiceAgain } from '../../core/services/invoices/send.ts'
import { updateInvoice } from '../../core/services/invoices/update.ts'
import { voidInvoice } from '../../core/services/invoices/void.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answerPaper, answerXml, printOf } from '../papers.ts'
import { answer } from '../respond.ts'
import { paperRoute, route, router, xmlRoute } from './declare.ts'
import { objectOf, page } from './object.ts'

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
const paper = paperRoute('/invoices/{id}/pdf', { summary: 'The invoice as it is printed', tags })
const eInvoice = xmlRoute('/invoices/{id}/e-invoice', { summary: 'The invoice as EN 16931 says it, in UBL', tags })
const dunningLetter = paperRoute('/invoices/{id}/dunning-letter/pdf', {
  summary: 'What is late of it as a letter, worded by how often it was asked for; 409 while nothing is late',
  tags,
})
const receiptPaper = paperRoute('/invoices/{id}/download-receipt/pdf', {
  summary: 'What was paid of it so far, as it is printed',
  tags,
})
const send = route('post', '/invoices/{id}/send', {
  summary: 'Send by mail; 202 when held',
  body: SendInvoice,
  status: [200, 202],
  ...ofInvoice,
})
const sendAgain = route('post', '/invoices/{id}/send-again', {
  summary: 'Mail what was sent before once more, with a link beside those of earlier mails; 202 when held',
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
const remind = route('post', '/invoices/{id}/remind', {
  summary: 'Mail a reminder now; one a day. Once it is late it counts as the next stage of the schedule',
  body: RemindInvoice,
  ...ofInvoice,
})
const pause = route('post', '/invoices/{id}/pause-reminders', {
  summary: 'Send none by itself, up to a day or until resumed',
  body: PauseReminders,
  ...ofInvoice,
})
const resume = route('post', '/invoices/{id}/resume-reminders', {
  summary: 'End a pause or a promise: the latest stage that came meanwhile goes out on the next morning',
  body: Expecting,
  ...ofInvoice,
})
const promise = route('post', '/invoices/{id}/promise', {
  summary: 'Keep by when the customer said to pay: no reminder goes out by itself until that day is over',
  body: PromisePayment,
  ...ofInvoice,
})
const revoke = route('post', '/invoices/{id}/revoke-payment-link', { summary: 'Close every link', ...ofInvoice })
const rotate = route('post', '/invoices/{id}/rotate-payment-link', {
  summary: 'Close every link and mint a new one',
  ...ofInvoice,
})

const invoice = objectOf(getInvoice, presentInvoice)

export const invoiceRoutes = router()
  .openapi(list, (c) => page(c, listInvoices, c.req.valid('query'), presentSummary))
  .openapi(create, (c) => invoice.create(c, createInvoice, c.req.valid('json')))
  .openapi(get, (c) => invoice.get(c))
  .openapi(update, (c) => invoice.change(c, updateInvoice, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await invoice.attempt(c, deleteInvoice)))
  .openapi(activity, async (c) => answer(c, await listInvoiceActivity(tenantDb(c), c.req.valid('param').id)))
  .openapi(receipt, async (c) => answer(c, await invoice.attempt(c, downloadReceipt)))
  .openapi(paper, async (c) => {
    const { invoice, place } = await getInvoicePaper(tenantDb(c), c.req.valid('param').id)
    const print = printOf(c)
    const bytes = await print.once(place, () => print.papers.invoice(invoice))
    return answerPaper(c, invoice.invoice_number, 'Invoice', bytes)
  })
  .openapi(eInvoice, async (c) => {
    const { number, xml } = await getEInvoice(tenantDb(c), 'invoice', c.req.valid('param').id)
    return answerXml(c, number, 'Invoice', xml)
  })
  .openapi(dunningLetter, async (c) => {
    const letter = await getDunningLetter(tenantDb(c), c.req.valid('param').id)
    return answerPaper(c, letter.invoice_number, 'Reminder', await printOf(c).papers.dunningLetter(letter))
  })
  .openapi(receiptPaper, async (c) => {
    const receipt = await getReceiptPaper(tenantDb(c), c.req.valid('param').id)
    return answerPaper(c, receipt.invoice_number, 'Receipt', await printOf(c).papers.receipt(receipt))
  })
  .openapi(send, (c) => {
    const input = c.req.valid('json')
    if (input.hold_seconds > 0) return invoice.changeLater(c, holdInvoice, input)
    return invoice.change(c, (tenant, id) => sendInvoice(tenant, c.var.services, id, input))
  })
  .openapi(sendAgain, (c) => {
    const input = c.req.valid('json')
    if (input.hold_seconds > 0) return invoice.changeLater(c, holdInvoiceAgain, input)
    return invoice.change(c, (tenant, id) => sendInvoiceAgain(tenant, c.var.services, id, input))
  })
  .openapi(cancel, (c) => invoice.change(c, cancelSend))
  .openapi(markSent, (c) => invoice.change(c, markInvoiceSent, c.req.valid('json').if_match_version))
  .openapi(voidIt, (c) => invoice.change(c, voidInvoice, c.req.valid('json').if_match_version))
  .openapi(remind, (c) => {
    const input = c.req.valid('json')
    return invoice.change(c, (tenant, id) => remindNow(tenant, c.var.services, id, input))
  })
  .openapi(pause, (c) => invoice.change(c, pauseReminders, c.req.valid('json')))
  .openapi(resume, (c) => invoice.change(c, resumeReminders, c.req.valid('json').if_match_version))
  .openapi(promise, (c) => invoice.change(c, promisePayment, c.req.valid('json')))
  .openapi(mint, (c) => minted(c, createPaymentLink))
  .openapi(revoke, (c) => invoice.change(c, revokePaymentLink))
  .openapi(rotate, (c) => minted(c, rotatePaymentLink))

/** The only answer in which a link is seen; a replay shows the same one. */
async function minted(c: HubContext, verb: typeof createPaymentLink) {
  const { row, url } = await invoice.attempt(c, (tenant, id) => verb(tenant, c.var.services.links, id))
  return answer(c, presentInvoice(row, url))
}
