import type { Handler } from 'hono'
import type { HubEnv } from './context.ts'

/** What comes of customers, pictures and mails as they were sent, lies on the host of files, where there is one. */
const policy = (filesOrigin = '') => {
  const files = filesOrigin && ` ${filesOrigin}`
  return (
    "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; " +
    `img-src 'self' data:${files}; frame-src 'self'${files}; ` +
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
  )
}
/** The reader of pictures is WebAssembly, in a worker of its own: the app may not compile any. */
export const READER = /^\/reader-[\d.]+\//
export const READER_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'"
const ONE_YEAR = 'public, max-age=31536000, immutable'

/** What names a file, such as /robots.txt; no page of the app has a dot in its last part. */
const NAMES_A_FILE = /^\/(?:assets|reader-[\d.]+)\/|\.[^/]*$/

/**
 * The owner's app: files whose names carry their hash stay for ever, the page itself is asked for each time. A file that is
 * not there, such as one of an earlier app, is not found: the page in its place would be taken, and kept, as that file.
 */
export const webApp: Handler<HubEnv> = async (c) => {
  const found = (await c.env.ASSETS.fetch(c.req.raw as never)) as unknown as Response
  const isGone = NAMES_A_FILE.test(c.req.path) && /^text\/html/.test(found.headers.get('Content-Type') ?? '')
  const response = isGone ? new Response('Not found', { status: 404 }) : new Response(found.body, found)
  const isReader = READER.test(c.req.path)
  response.headers.set(
    'Content-Security-Policy',
    isReader ? READER_POLICY : policy(c.var.services.settings.FILES_ORIGIN),
  )
  const isForEver = (isReader || c.req.path.startsWith('/assets/')) && response.ok
  response.headers.set('Cache-Control', isForEver ? ONE_YEAR : 'no-cache')
  return response
}
