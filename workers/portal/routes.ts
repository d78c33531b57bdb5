import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { DOCUMENT_KINDS, type DocumentKind } from '../../core/domain/documents/kinds.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { viewDocument } from '../../core/services/portal/view.ts'
import { type HubContext, type HubEnv, systemDb } from '../context.ts'
import { callerNetwork, refuseAbove } from '../middleware/limits.ts'
import { answerPaper, printOf } from '../papers.ts'
import { answer, fail } from '../respond.ts'
import { creditNotePortal } from './credit-note.tsx'
import { invoicePortal } from './invoice.tsx'
import type { PortalKind, Shown, Visit } from './kind.ts'
import { messagePage, type Origin } from './message-page.tsx'
import { showThread, takeQuestion } from './messages.tsx'
import { miss } from './misses.ts'
import { PORTAL_ROUTES } from './openapi.ts'
import { refuseForeignForm } from './own-form.ts'
import { respondPage } from './page.tsx'
import { askPage } from './question.tsx'
import { quotePortal } from './quote.tsx'
import { leadBack } from './return.tsx'
import { isLooking, kindOf, pathOf, usedLink, wantsJson } from './visit.ts'

const PORTAL: Record<DocumentKind, PortalKind> = {
  invoice: invoicePortal,
  quote: quotePortal,
  credit_note: creditNotePortal,
}

export const portalRoutes = new OpenAPIHono<HubEnv>()

/** Never kept, never indexed, and no more than 120 a minute from one address (DESIGN 8). */
const guard: MiddlewareHandler<HubEnv> = async (c, next) => {
  await refuseAbove(c, 'PORTAL_BY_ADDRESS', callerNetwork(c))
  await next()
}

portalRoutes.use('*', guard)
portalRoutes.onError(failed)

portalRoutes.get('/return', async (c) => closed(await leadBack(c)))
portalRoutes.post('/messages', async (c) => closed(await takeQuestion(c)))
portalRoutes.get('/messages/:token', async (c) => closed(await showThread(c)))

/** The page of a document of any kind. */
portalRoutes.get('/:resource/:token', async (c) => {
  const kind = kindOf(c)
  if (!kind) return miss(c)
  const link = await usedLink(c)
  const row = await viewDocument(systemDb(c), kind, link.hash, isLooking(c))
  if (row === null) return miss(c)
  await refuseAbove(c, 'PORTAL_BY_LINK', link.hash)
  const { data, page, gone } = await PORTAL[kind].show(row, visitOf(c))
  if (wantsJson(c)) {
    if (gone) throw new AppError('GONE', gone)
    return closed(answer(c, data))
  }
  return closed(await respondPage(c, gone ? 410 : 200, page()))
})

/** Where its holder asks about it, whatever became of it. */
portalRoutes.get('/:resource/:token/ask', async (c) => {
  const kind = kindOf(c)
  if (!kind) return miss(c)
  const link = await usedLink(c)
  const row = await viewDocument(systemDb(c), kind, link.hash, false)
  if (row === null) return miss(c)
  await refuseAbove(c, 'PORTAL_BY_LINK', link.hash)
  const visit = visitOf(c)
  const { data } = await PORTAL[kind].show(row, visit)
  // Its page says so, and where to write.
  if (data.business_closed) return closed(c.redirect(visit.path, 303))
  return closed(await respondPage(c, 200, askPage(data.business, visit.path)))
})

portalRoutes.get('/:resource/:token/pdf', (c) => printed(c, ({ paper }) => paper))
/** What was paid of it. */
portalRoutes.get('/:resource/:token/receipt', (c) => printed(c, ({ receipt }) => receipt))

/** What is sent from such a page. */
portalRoutes.post('/:resource/:token/:form', async (c) => {
  const { kind, form } = formOf(c)
  if (!kind || !form) return miss(c)
  refuseForeignForm(c, PORTAL[kind].foreign)
  const link = await usedLink(c)
  await refuseAbove(c, 'PORTAL_BY_LINK', link.hash)
  try {
    return closed(await form(c, link))
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return miss(c)
    throw error
  }
})

// A person who reloads or shares the address of the form.
portalRoutes.get('/:resource/:token/:form', (c) =>
  formOf(c).form ? closed(c.redirect(pathOf(c) ?? '/', 303)) : miss(c),
)
portalRoutes.all('*', (c) => miss(c))

/** The same on paper. What its page does not show any more is not printed either. */
async function printed(c: HubContext, of: (shown: Shown) => Shown['receipt']): Promise<Response> {
  const kind = kindOf(c)
  if (!kind) return miss(c)
  const link = await usedLink(c)
  const row = await viewDocument(systemDb(c), kind, link.hash, false)
  if (row === null) return miss(c)
  await refuseAbove(c, 'PORTAL_BY_LINK', link.hash)
  const shown = await PORTAL[kind].show(row, visitOf(c))
  if (shown.gone && wantsJson(c)) throw new AppError('GONE', shown.gone)
  if (shown.gone) return closed(await respondPage(c, 410, shown.page()))
  const paper = of(shown)
  if (!paper) return miss(c)
  const { kind: name, number, bytes } = await paper(printOf(c))
  return closed(answerPaper(c, number, name, bytes))
}

function visitOf(c: HubContext): Visit {
  const { payments, links, settings } = c.var.services
  const path = pathOf(c) ?? ''
  return {
    path,
    url: `${new URL(settings.APP_ORIGIN).origin}${path}`,
    query: (name) => c.req.query(name),
    payments,
    links,
  }
}

function formOf(c: HubContext) {
  const kind = kindOf(c)
  const forms = kind ? PORTAL[kind].forms : {}
  const name = c.req.param('form') ?? ''
  return { kind, form: Object.hasOwn(forms, name) ? forms[name] : undefined }
}

async function failed(error: Error, c: HubContext): Promise<Response> {
  const plain = fail(c, error)
  if (wantsJson(c)) return closed(plain)
  const page = await respondPage(c, plain.status, messagePage(error, originOf(c)))
  return closed(page)
}

function originOf(c: HubContext): Origin | null {
  const [kind, path] = [kindOf(c), pathOf(c)]
  if (!kind || !path) return null
  const { messages, retry } = PORTAL[kind]
  return { path, word: DOCUMENT_KINDS[kind].word.toLowerCase(), messages, retry }
}

/** Headers that every answer here carries, refusals included (PT6). */
function closed<R extends Response>(response: R): R {
  response.headers.set('Cache-Control', 'no-store')
  response.headers.set('Referrer-Policy', 'no-referrer')
  response.headers.set('X-Robots-Tag', 'noindex, nofollow')
  response.headers.set('Vary', 'Accept')
  return response
}

for (const route of PORTAL_ROUTES) portalRoutes.openAPIRegistry.registerPath(route)
