import type { MiddlewareHandler } from 'hono'
import type { HubEnv } from '../context.ts'

const MINUTES_10 = 'public, max-age=600'

/** The public keys of the built-in issuer; public by nature, so it may be cached. */
export const jwks: MiddlewareHandler<HubEnv> = async (c) =>
  c.json({ keys: await c.var.services.identity.publicKeys() }, 200, { 'Cache-Control': MINUTES_10 })
