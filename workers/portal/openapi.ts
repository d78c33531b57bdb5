import { type RouteConfig, z } from '@hono/zod-openapi'
import { envelope, Failure } from '../../core/contract/common.ts'
import { PortalCheckout, PortalInvoice } from '../../core/contract/portal.ts'

const path = { token: z.string() }
const failure = (description: string) => ({ description, content: { 'application/json': { schema: Failure } } })
const refusals = {
  404: failure('Unknown, expired or revoked: all alike'),
  410: failure('The invoice was voided'),
  429: failure('Too many requests; wait Retry-After seconds'),
}

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
