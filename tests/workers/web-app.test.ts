import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { HubEnv } from '../../workers/context.ts'
import { webApp } from '../../workers/web-app.ts'

const FILES: Record<string, string> = { '/assets/app-1a2b.js': 'text/javascript', '/favicon.svg': 'image/svg+xml' }
/** As the platform serves an app of one page: what is no file is the page. */
const ASSETS = {
  fetch: async ({ url }: Request) =>
    new Response('x', { headers: { 'Content-Type': FILES[new URL(url).pathname] ?? 'text/html; charset=utf-8' } }),
}
const settings: { FILES_ORIGIN?: string } = {}
const app = new Hono<HubEnv>()
app.use('*', async (c, next) => {
  c.set('services', { settings } as never)
  await next()
})
app.get('*', webApp)
const ask = async (path: string) => {
  const { status, headers } = await app.request(path, {}, { ASSETS } as never)
  return [status, headers.get('Cache-Control')]
}

describe('the files of the app', () => {
  it('with a hash in their name stay for a year, other files and the page are asked for each time', async () => {
    expect(await ask('/assets/app-1a2b.js')).toEqual([200, 'public, max-age=31536000, immutable'])
    expect(await ask('/favicon.svg')).toEqual([200, 'no-cache'])
    for (const page of ['/', '/invoices', '/invoices/0197-0a/edit', '/verify?token=a.b', '/assets'])
      expect([page, ...(await ask(page))]).toEqual([page, 200, 'no-cache'])
  })

  it.each([
    '/assets/nope.js',
    '/assets/nope',
    '/assets/',
    '/assets/deep/nope.css',
    '/nope.js',
    '/robots.txt',
    '/invoices/app.js.map',
    '/.env',
    '/nope.JS',
    '/reader-7.0.0/nope',
    '/reader-9/',
  ])('%s, which is not there, is not found and not kept', async (path) => {
    expect(await ask(path)).toEqual([404, 'no-cache'])
  })

  it('may show pictures and frame mails of its own host and of the host of files, and of no other', async () => {
    const allowed = async (what: string) => {
      const { headers } = await app.request('/', {}, { ASSETS } as never)
      return new RegExp(`${what} ([^;]*)`).exec(headers.get('Content-Security-Policy')!)![1]
    }
    expect([await allowed('img-src'), await allowed('frame-src')]).toEqual(["'self' data:", "'self'"])
    settings.FILES_ORIGIN = 'https://files.hub.test'
    expect(await allowed('img-src')).toBe("'self' data: https://files.hub.test")
    expect(await allowed('frame-src')).toBe("'self' https://files.hub.test")
    delete settings.FILES_ORIGIN
  })
})
