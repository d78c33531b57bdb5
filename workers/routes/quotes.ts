import { z } from '@hono/zod-openapi'
import { Activity } from '../../core/contract/documents.ts'
import { Expecting, SendInvoice } from '../../core/contract/invoices.ts'
import {
  ApproveQuote,
  ConvertedQuote,
  CreateQuote,
  Quote,
  QuoteQuery,
  QuoteSummary,
  RejectQuote,
  UpdateQuote,
} from '../../core/contract/quotes.ts'
import { approveQuote, rejectQuote } from '../../core/services/quotes/approve.ts'
import { convertQuote } from '../../core/services/quotes/convert.ts'
import { createQuote } from '../../core/services/quotes/create.ts'
import { deleteQuote } from '../../core/services/quotes/delete.ts'
import { getQuote, listQuoteActivity } from '../../core/services/quotes/get.ts'
import { cancelQuoteSend, holdQuote, holdQuoteAgain } from '../../core/services/quotes/hold.ts'
import { createQuoteLink, markQuoteSent, revokeQuoteLink, rotateQuoteLink } from '../../core/services/quotes/links.ts'
import { listQuotes } from '../../core/services/quotes/list.ts'
import { getQuotePaper } from '../../core/services/quotes/paper.ts'
import { presentQuote, presentSummary } from '../../core/services/quotes/present.ts'
import { reviseQuote } from '../../core/services/quotes/revise.ts'
import { sendQuote, sendQuoteAgain } from '../../core/services/quotes/send.ts'
import { updateQuote } from '../../core/services/quotes/update.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answerPaper, printOf } from '../papers.ts'
import { answer } from '../respond.ts'
import { paperRoute, route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Quotes']
const ofQuote = { data: Quote, tags }

const list = route('get', '/quotes', { summary: 'List quotes', query: QuoteQuery, data: z.array(QuoteSummary), tags })
const create = route('post', '/quotes', { summary: 'Create a draft', body: CreateQuote, status: 201, ...ofQuote })
const get = route('get', '/quotes/{id}', { summary: 'Get a quote', ...ofQuote })
const update = route('patch', '/quotes/{id}', {
  summary: 'Edit a draft, or the internal notes and tags of any',
  body: UpdateQuote,
  ...ofQuote,
})
const remove = route('delete', '/quotes/{id}', {
  summary: 'Delete a draft without a number',
  data: z.object({ id: z.string() }),
  tags,
})
const activity = route('get', '/quotes/{id}/activity', {
  summary: 'What happened, newest first',
  data: z.array(Activity),
  tags,
})
const paper = paperRoute('/quotes/{id}/pdf', { summary: 'The quote as it is printed', tags })
const send = route('post', '/quotes/{id}/send', {
  summary: 'Send by mail; 202 when held',
  body: SendInvoice,
  status: [200, 202],
  ...ofQuote,
})
const sendAgain = route('post', '/quotes/{id}/send-again', {
  summary: 'Mail what was sent before once more, with a link beside those of earlier mails; 202 when held',
  body: SendInvoice,
  status: [200, 202],
  ...ofQuote,
})
const cancel = route('post', '/quotes/{id}/cancel-send', { summary: 'Take a held send back', ...ofQuote })
const markSent = route('post', '/quotes/{id}/mark-sent', {
  summary: 'Record that it was sent by other means',
  body: Expecting,
  ...ofQuote,
})
const mint = route('post', '/quotes/{id}/link', { summary: 'Mint a link; finalises a draft', ...ofQuote })
const revoke = route('post', '/quotes/{id}/revoke-link', { summary: 'Close every link', ...ofQuote })
const rotate = route('post', '/quotes/{id}/rotate-link', { summary: 'Close every link and mint a new one', ...ofQuote })
const revise = route('post', '/quotes/{id}/revise', {
  summary: 'Take back what was sent, expired or rejected, to change it; it keeps its number',
  body: Expecting,
  ...ofQuote,
})
const approve = route('post', '/quotes/{id}/approve', {
  summary: 'Record that the customer approved; the note says how',
  body: ApproveQuote,
  ...ofQuote,
})
const reject = route('post', '/quotes/{id}/reject', {
  summary: 'Record that the customer declined; the note says how',
  body: RejectQuote,
  ...ofQuote,
})
const convert = route('post', '/quotes/{id}/convert-to-invoice', {
  summary: 'Make the invoice of what was approved, once',
  data: ConvertedQuote,
  tags,
})

const quote = objectOf(getQuote, presentQuote)

export const quoteRoutes = router()
  .openapi(list, (c) => page(c, listQuotes, c.req.valid('query'), presentSummary))
  .openapi(create, (c) => quote.create(c, createQuote, c.req.valid('json')))
  .openapi(get, (c) => quote.get(c))
  .openapi(update, (c) => quote.change(c, updateQuote, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await quote.attempt(c, deleteQuote)))
  .openapi(activity, async (c) => answer(c, await listQuoteActivity(tenantDb(c), c.req.valid('param').id)))
  .openapi(paper, async (c) => {
    const { quote, place } = await getQuotePaper(tenantDb(c), c.req.valid('param').id)
    const print = printOf(c)
    const bytes = await print.once(place, () => print.papers.quote(quote))
    return answerPaper(c, quote.quote_number, 'Quote', bytes)
  })
  .openapi(send, (c) => {
    const input = c.req.valid('json')
    if (input.hold_seconds > 0) return quote.changeLater(c, holdQuote, input)
    return quote.change(c, (tenant, id) => sendQuote(tenant, c.var.services, id, input))
  })
  .openapi(sendAgain, (c) => {
    const input = c.req.valid('json')
    if (input.hold_seconds > 0) return quote.changeLater(c, holdQuoteAgain, input)
    return quote.change(c, (tenant, id) => sendQuoteAgain(tenant, c.var.services, id, input))
  })
  .openapi(cancel, (c) => quote.change(c, cancelQuoteSend))
  .openapi(markSent, (c) => quote.change(c, markQuoteSent, c.req.valid('json').if_match_version))
  .openapi(mint, (c) => minted(c, createQuoteLink))
  .openapi(revoke, (c) => quote.change(c, revokeQuoteLink))
  .openapi(rotate, (c) => minted(c, rotateQuoteLink))
  .openapi(revise, (c) => quote.change(c, reviseQuote, c.req.valid('json').if_match_version))
  .openapi(approve, (c) => {
    const input = c.req.valid('json')
    return quote.change(c, (tenant, id) => approveQuote(tenant, c.var.services.links, id, input))
  })
  .openapi(reject, (c) => quote.change(c, rejectQuote, c.req.valid('json')))
  .openapi(convert, async (c) => answer(c, await quote.attempt(c, convertQuote)))

/** The only answer in which a link is seen; a replay shows the same one. */
async function minted(c: HubContext, verb: typeof createQuoteLink) {
  const { row, url } = await quote.attempt(c, (tenant, id) => verb(tenant, c.var.services.links, id))
  return answer(c, presentQuote(row, url))
}
