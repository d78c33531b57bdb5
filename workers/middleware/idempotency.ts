import type { MiddlewareHandler } from 'hono'
import { invalid } from '../../core/domain/kernel/errors.ts'
import type { HubEnv } from '../context.ts'

const KEY = /^[\x21-\x7e]{1,255}$/

/** `Idempotency-Key`, scope tenant + user + method + path; the body's fingerprint tells a replay from a mistake (DESIGN 8). */
export const idempotency: MiddlewareHandler<HubEnv> = async (c, next) => {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined || c.req.method === 'GET') return next()
  if (!KEY.test(key)) throw invalid('Idempotency-Key', 'Use up to 255 visible characters, such as a UUID')
  const hash = await fingerprint(await c.req.text())
  c.set('idempotency', { scope: `${c.var.bearer.userId}:${c.req.method}:${c.req.path}`, key, hash })
  await next()
  if (c.var.tenant?.replayed) c.res.headers.set('Idempotent-Replayed', 'true')
}

async function fingerprint(body: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
