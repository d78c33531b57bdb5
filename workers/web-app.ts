import type { Handler } from 'hono'
import type { HubEnv } from './context.ts'

const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const ONE_YEAR = 'public, max-age=31536000, immutable'

/**
 * The owner's app: files whose names carry their hash stay for ever, the page itself is asked for each time. A file of an
 * earlier app is not found: the page in its place would be kept as that file for a year.
 */
export const webApp: Handler<HubEnv> = async (c) => {
  const found = (await c.env.ASSETS.fetch(c.req.raw as never)) as unknown as Response
  const isFile = c.req.path.startsWith('/assets/')
  const isGone = isFile && /^text\/html/.test(found.headers.get('Content-Type') ?? '')
  const response = isGone ? new Response('Not found', { status: 404 }) : new Response(found.body, found)
  response.headers.set('Content-Security-Policy', POLICY)
  response.headers.set('Cache-Control', isFile && response.ok ? ONE_YEAR : 'no-cache')
  return response
}
