import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { envelope, Failure } from '../../core/contract/common.ts'
import { PortalCheckout, PortalInvoice } from '../../core/contract/portal.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { hashToken } from '../../core/services/documents/portal-links.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import { presentPortalInvoice } from '../../core/services/portal/present.ts'
import { viewPortalInvoice } from '../../core/services/portal/view.ts'
import { type HubContext, type HubEnv, systemDb } from '../context.ts'
import { addressOf, refuseAbove } from '../middleware/limits.ts'
import { answer, fail } from '../respond.ts'
import { invoicePage, type Return } from './invoice-page.tsx'
import { messagePage, voidedPage } from './message-page.tsx'
import { refuseForeignForm } from './own-form.ts'
import { respondPage } from './page.tsx'
import { openCheckoutPage } from './pay.ts'

export const portalRoutes = new OpenAPIHono<HubEnv>()

/** Never kept, never indexed, and no more than 120 a minute from one address (DESIGN 8). */
const guard: MiddlewareHandler<HubEnv> = async (c, next) => {
  await refuseAbove(c, 'portal', addressOf(c))
  await next()
}

portalRoutes.use('*', guard)
portalRoutes.onError(failed)

portalRoutes.get('/invoices/:token', async (c) => {
  const link = await usedLink(c)
  const row = await viewPortalInvoice(systemDb(c), link.hash, isLooking(c))
  if (row === null) return miss(c)
  await refuseAbove(c, 'portalToken', link.hash)
  const from = returnOf(c)
  const invoice = presentPortalInvoice(row, from.outcome === 'done')
  const isVoid = invoice.status === 'VOID'
  if (wantsJson(c)) {
    if (isVoid) throw new AppError('GONE', 'This invoice was voided: there is nothing to pay')
    return closed(answer(c, invoice))
  }
  return closed(
    await (isVoid
      ? respondPage(c, 410, voidedPage(invoice))
      : respondPage(c, 200, invoicePage(invoice, pathOf(c) ?? '', from))),
  )
})

portalRoutes.post('/invoices/:token/pay', async (c) => {
  refuseForeignForm(c)
  const link = await usedLink(c)
  await refuseAbove(c, 'portalToken', link.hash)
  try {
    const checkout = await openCheckoutPage(c, link, !wantsJson(c))
    return closed(wantsJson(c) ? answer(c, checkout) : c.redirect(checkout.checkout_url, 303))
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return miss(c)
    throw error
  }
})

// A person who reloads or shares the address of the form.
portalRoutes.get('/invoices/:token/pay', (c) => closed(c.redirect(pathOf(c) ?? '/', 303)))
portalRoutes.all('*', (c) => miss(c))

/** A link that opens nothing: 30 a minute from one address and 1,000 from all, answered alike. */
async function miss(c: HubContext): Promise<never> {
  await Promise.all([refuseAbove(c, 'portalMiss', addressOf(c)), refuseAbove(c, 'portalMissOfAll', 'everybody')])
  throw new AppError('NOT_FOUND', 'Link expired')
}

async function failed(error: Error, c: HubContext): Promise<Response> {
  const plain = fail(c, error)
  if (wantsJson(c)) return closed(plain)
  const page = await respondPage(c, plain.status, messagePage(error, pathOf(c)))
  return closed(page)
}

/** Headers that every answer here carries, refusals included (PT6). */
function closed<R extends Response>(response: R): R {
  response.headers.set('Cache-Control', 'no-store')
  response.headers.set('Referrer-Policy', 'no-referrer')
  response.headers.set('X-Robots-Tag', 'noindex, nofollow')
  response.headers.set('Vary', 'Accept')
  return response
}

/** Any text is looked up, so that a guess of any shape costs the same. */
async function usedLink(c: HubContext): Promise<UsedLink> {
  const token = c.req.param('token') ?? ''
  const { APP_ORIGIN } = c.var.services.settings
  return {
    hash: await hashToken(token),
    url: `${new URL(APP_ORIGIN).origin}/portal/invoices/${encodeURIComponent(token)}`,
  }
}

/** The page of the invoice that this request is about, as the person wrote it. */
const pathOf = (c: HubContext): string | null => /^\/portal\/invoices\/[A-Za-z0-9_-]+/.exec(c.req.path)?.[0] ?? null

const wantsJson = (c: HubContext) =>
  /\bapplication\/json\b/i.test(c.req.header('Accept') ?? '') && !/\btext\/html\b/i.test(c.req.header('Accept') ?? '')

/** Not counted as seen: looking again after paying, and pages that a browser fetches before anybody asked for them. */
const isLooking = (c: HubContext) =>
  c.req.raw.method === 'GET' &&
  c.req.query('checkout') === undefined &&
  !/prefetch|prerender/i.test(c.req.header('Sec-Purpose') ?? '')

function returnOf(c: HubContext): Return {
  const outcome = c.req.query('checkout')
  const looks = /^[0-9]$/.exec(c.req.query('looks') ?? '')?.[0] ?? '0'
  return { outcome: outcome === 'done' || outcome === 'canceled' ? outcome : null, looks: Number(looks) }
}

const path = { token: z.string() }
const failure = (description: string) => ({ description, content: { 'application/json': { schema: Failure } } })
const refusals = {
  404: failure('Unknown, expired or revoked: all alike'),
  410: failure('The invoice was voided'),
  429: failure('Too many requests; wait Retry-After seconds'),
}
portalRoutes.openAPIRegistry.registerPath({
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
})
portalRoutes.openAPIRegistry.registerPath({
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
    409: failure('Paid, being paid, or not payable online; Retry-After says when another payer is being served'),
    502: failure('The payment provider did not answer; nothing was charged'),
    ...refusals,
  },
})
