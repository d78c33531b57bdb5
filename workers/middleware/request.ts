import type { MiddlewareHandler } from 'hono'
import { newId } from '../../core/db/ids.ts'
import { Meter } from '../../core/db/meter.ts'
import { type HubContext, type HubEnv, servicesOf } from '../context.ts'
import { loggedPath } from '../logged-path.ts'
import { fail } from '../respond.ts'

const SECURITY_HEADERS: Record<string, string> = {
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}
const DRAINED_BYTES_MAX = 8 * 1024 * 1024
export const NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** First of all: the request's id, its meter and the services; last of all: the headers that every answer carries (HD2). */
export const request: MiddlewareHandler<HubEnv> = async (c, next) => {
  c.set('requestId', `req_${newId().replaceAll('-', '')}`)
  c.set('meter', new Meter())
  const incoming = c.req.raw
  const startedMs = Date.now()
  try {
    c.set('services', servicesOf(c.env))
    await next()
  } catch (error) {
    c.res = fail(c, error)
  }
  await drain(incoming)
  c.res = new Response(c.res.body, c.res)
  const headers = c.res.headers
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) if (!headers.has(name)) headers.set(name, value)
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', NO_CONTENT_POLICY)
  if (!headers.has('Referrer-Policy')) headers.set('Referrer-Policy', 'no-referrer')
  // Whoever wants an answer kept says so.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store')
  headers.set('X-Request-Id', c.var.requestId)
  headers.set('Server-Timing', `db;desc="${c.var.meter.trips}";dur=${Math.round(c.var.meter.ms)}`)
  if (isOurs(c.req.path)) logRequest(c, Date.now() - startedMs)
}

const isOurs = (path: string) => /^\/(v1|portal|files)\//.test(path)

/** One line for each request, to be joined by its id with audit, events and what the client saw (H-GEN-13). Never a token or a body. */
function logRequest(c: HubContext, ms: number): void {
  const who = { request_id: c.var.requestId, tenant_id: c.var.tenantId, user_id: c.var.bearer?.userId }
  console.log(
    JSON.stringify({
      event: 'request',
      ...who,
      method: c.req.method,
      path: loggedPath(c.req.path),
      status: c.res.status,
      trips: c.var.meter.trips,
      ms,
    }),
  )
}

/** A body that a refusal left unread makes workerd drop the connection, and the caller's next request with it. */
async function drain({ body }: Request): Promise<void> {
  if (!body || body.locked) return
  const reader = body.getReader()
  for (let bytes = 0; bytes <= DRAINED_BYTES_MAX; ) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
    if (done) return
    bytes += value?.byteLength ?? 0
  }
  await reader.cancel().catch(() => {})
}

/** What the API answers is for one person and one moment (TI11). */
export const privateAnswers: MiddlewareHandler<HubEnv> = async (c, next) => {
  await next()
  c.res.headers.set('Cache-Control', 'private, no-store')
}
