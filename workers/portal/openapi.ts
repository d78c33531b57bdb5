import { type RouteConfig, z } from '@hono/zod-openapi'
import { envelope, Failure } from '../../core/contract/common.ts'
import {
  PortalCheckout,
  PortalCreditNote,
  PortalDecision,
  PortalInvoice,
  PortalQuestion,
  PortalQuote,
  PortalThread,
  PortalTotal,
} from '../../core/contract/portal.ts'

const path = { token: z.string() }
const failure = (description: string) => ({ description, content: { 'application/json': { schema: Failure } } })
const refusals = {
  404: failure('Unknown, expired or revoked: all alike'),
  410: failure('The invoice was voided, the quote is being changed'),
  429: failure('Too many requests; wait Retry-After seconds'),
}

const quoteForm = (form: string, summary: string, fields: z.ZodType, data: z.ZodType): RouteConfig => ({
  method: 'post',
  path: `/quotes/{token}/${form}`,
  summary,
  tags: ['Portal'],
  request: {
    params: z.object(path),
    body: {
      content: { 'application/x-www-form-urlencoded': { schema: fields }, 'application/json': { schema: fields } },
    },
  },
  responses: {
    200: { description: 'With Accept: application/json', content: { 'application/json': { schema: envelope(data) } } },
    303: { description: 'To the page of the quote' },
    403: failure('Sent by another site'),
    409: failure('Decided, expired, or changed since the page was opened'),
    413: failure('The form is too large'),
    415: failure('Neither a form nor JSON'),
    422: failure('A field is wrong; `details` name each'),
    ...refusals,
  },
})

/** `line_2` ticks the second line, `qty_2` says how many; `revision` is that of the page. */
const QuoteChoice = z.object({ revision: z.string().optional() }).catchall(z.string())

const paper = (address: string, what: string): RouteConfig => ({
  method: 'get',
  path: address,
  summary: `The ${what} as it is printed`,
  tags: ['Portal'],
  request: { params: z.object(path) },
  responses: {
    200: {
      description: `The ${what}`,
      content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
    },
    ...refusals,
  },
})

/** What the pages of links answer, for the document that lists every route. */
export const PORTAL_ROUTES: RouteConfig[] = [
  {
    method: 'get',
    path: '/invoices/{token}',
    summary: 'What the customer of a business sees; HTML unless JSON is asked for',
    tags: ['Portal'],
    request: { params: z.object(path) },
    responses: {
      200: {
        description: 'The invoice',
        content: { 'application/json': { schema: envelope(PortalInvoice) }, 'text/html': { schema: z.string() } },
      },
      ...refusals,
    },
  },
  paper('/invoices/{token}/pdf', 'invoice'),
  paper('/invoices/{token}/receipt', 'receipt of what was paid so far'),
  {
    method: 'post',
    path: '/invoices/{token}/pay',
    summary: 'Open a checkout page for what is due',
    tags: ['Portal'],
    request: { params: z.object(path) },
    responses: {
      200: {
        description: 'With Accept: application/json',
        content: { 'application/json': { schema: envelope(PortalCheckout) } },
      },
      303: { description: 'To the checkout page' },
      403: failure('Sent by another site'),
      413: failure('The form is too large'),
      422: failure('The Idempotency-Key is too long, or was used with another form'),
      409: failure('Paid, being paid, or not payable online; Retry-After says when another payer is being served'),
      502: failure('The payment provider did not answer; nothing was charged'),
      ...refusals,
    },
  },
  {
    method: 'post',
    path: '/messages',
    summary: 'A question from the page of a document, or a word more in its conversation; fields token and body',
    tags: ['Portal'],
    responses: {
      201: {
        description: 'With Accept: application/json',
        content: { 'application/json': { schema: envelope(PortalQuestion) } },
      },
      303: { description: 'To the page of the conversation' },
      403: failure('Sent by another site'),
      413: failure('The form is too large'),
      422: failure(
        'There is nothing in it, or more than 4,000 characters; or the Idempotency-Key was used with another form',
      ),
      404: refusals[404],
      429: refusals[429],
    },
  },
  {
    method: 'get',
    path: '/messages/{token}',
    summary: 'What a customer asked and was answered; HTML unless JSON is asked for',
    tags: ['Portal'],
    request: { params: z.object(path) },
    responses: {
      200: {
        description: 'The conversation',
        content: { 'application/json': { schema: envelope(PortalThread) }, 'text/html': { schema: z.string() } },
      },
      404: refusals[404],
      429: refusals[429],
    },
  },
  {
    method: 'get',
    path: '/quotes/{token}',
    summary: 'What the customer of a business may approve; HTML unless JSON is asked for',
    tags: ['Portal'],
    request: { params: z.object(path) },
    responses: {
      200: {
        description: 'The quote',
        content: { 'application/json': { schema: envelope(PortalQuote) }, 'text/html': { schema: z.string() } },
      },
      ...refusals,
    },
  },
  paper('/quotes/{token}/pdf', 'quote'),
  quoteForm('approve', 'Approve, with a typed name', QuoteChoice.extend({ name: z.string() }), PortalDecision),
  quoteForm(
    'reject',
    'Decline',
    z.object({ reason: z.string().optional(), revision: z.string().optional() }),
    PortalDecision,
  ),
  quoteForm('total', 'What the ticked lines come to; keeps nothing', QuoteChoice, PortalTotal),
  {
    method: 'get',
    path: '/credit-notes/{token}',
    summary: 'What was taken off an invoice; HTML unless JSON is asked for',
    tags: ['Portal'],
    request: { params: z.object(path) },
    responses: {
      200: {
        description: 'The credit note',
        content: { 'application/json': { schema: envelope(PortalCreditNote) }, 'text/html': { schema: z.string() } },
      },
      ...refusals,
    },
  },
  paper('/credit-notes/{token}/pdf', 'credit note'),
  {
    method: 'get',
    path: '/return',
    summary: 'Where payment leads back to; opens nothing by itself',
    tags: ['Portal'],
    request: { query: z.object({ session: z.string().optional(), checkout: z.enum(['canceled']).optional() }) },
    responses: {
      200: {
        description: 'This browser did not go to pay within the hour',
        content: { 'text/html': { schema: z.string() } },
      },
      303: { description: 'To the page from which it went' },
      429: failure('Too many requests; wait Retry-After seconds'),
    },
  },
]
