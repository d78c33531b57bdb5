import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OpenAPIHono } from '@hono/zod-openapi'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll } from 'vitest'
import { RATE_LIMITS } from '../../local/stack/rate-limits.ts'
import type { HubEnv } from '../../workers/context.ts'
import { jsonBody } from '../../workers/middleware/body.ts'
import { idempotency } from '../../workers/middleware/idempotency.ts'
import { privateAnswers, request } from '../../workers/middleware/request.ts'
import { session } from '../../workers/middleware/session.ts'
import { portalRoutes } from '../../workers/portal/routes.ts'
import { fail } from '../../workers/respond.ts'
import { authRoutes } from '../../workers/routes/auth.ts'
import { jwks } from '../../workers/routes/jwks.ts'
import { liveRoutes } from '../../workers/routes/live.ts'
import { teamRoutes } from '../../workers/routes/team.ts'
import type { TestDatabase } from './database.ts'

const pair = await generateKeyPair('ES256', { extractable: true })
export const OWN_ORIGIN = 'http://hub.example'

/** The routes of sign-in, team, changes and portal as the Worker mounts them, in this process: what they answer, without workerd. */
const app = new OpenAPIHono<HubEnv>()
app.use('*', request)
app.use('/v1/*', privateAnswers)
app.onError((error, c) => fail(c, error))
app.get('/.well-known/jwks.json', jwks)
app.route('/v1/auth', authRoutes)
app.route('/portal', portalRoutes)
const members = new OpenAPIHono<HubEnv>()
members.use('*', session, jsonBody, idempotency)
app.route('/v1', members.route('/', teamRoutes).route('/', liveRoutes))

export interface Answer {
  status: number
  data: { jwt: string; tenant_id: string; user: { id: string } } & Record<string, unknown>
  error: { code: string; message: string; details: { field: string; message: string }[]; latest?: unknown }
  meta: { request_id: string; cursor: string | null }
  headers: Headers
  text: string
}
export interface Ask {
  jwt?: string
  cookie?: string
  headers?: Record<string, string>
  raw?: string
}
type SentMail = { to: string[]; subject: string; text: string }

export interface RoutesInNode {
  ask(method: string, path: string, body?: unknown, more?: Ask): Promise<Answer>
  mails: SentMail[]
  /** The last link's token in the newest mail to an address. */
  tokenFor(email: string): string
  refuseMail: Set<string>
}

export function useRoutes(database: TestDatabase, limiter: unknown = UNLIMITED): RoutesInNode {
  const mails: SentMail[] = []
  const refuseMail = new Set<string>()
  const provider = createServer(async (incoming, response) => {
    const body = JSON.parse(Buffer.concat(await incoming.toArray()).toString()) as SentMail
    const refused = refuseMail.has(body.to[0] ?? '')
    if (!refused) mails.push(body)
    response.writeHead(refused ? 422 : 200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(refused ? { name: 'validation_error', message: 'No such mailbox' } : { id: crypto.randomUUID() }),
    )
  })
  let env: Record<string, unknown>
  beforeAll(async () => {
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
    env = await environment(database, (provider.address() as AddressInfo).port, limiter)
  })
  afterAll(() => void provider.close())
  return {
    mails,
    refuseMail,
    tokenFor: (email) => /\?token=([\w-]+)/.exec(mails.findLast((mail) => mail.to[0] === email)?.text ?? '')?.[1] ?? '',
    ask: async (method, path, body, more = {}) =>
      read(await app.fetch(requestOf(method, path, body, more), env, CONTEXT as never)),
  }
}

const CONTEXT = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} }

const UNLIMITED = {
  idFromName: (name: string) => name,
  get: () => ({ take: async (wanted: number) => ({ granted: wanted, left: 1_000_000, retryAfterSeconds: 0 }) }),
}

/** Everything happens within one window. */
export function countingLimiter() {
  const counts = new Map<string, number>()
  const take = (name: string) => async (wanted: number, limit: number) => {
    const count = counts.get(name) ?? 0
    const granted = Math.min(wanted, limit - count)
    counts.set(name, count + granted)
    return { granted, left: limit - count - granted, retryAfterSeconds: granted > 0 ? 0 : 60 }
  }
  return { idFromName: (name: string) => name, get: (name: string) => ({ take: take(name) }) }
}

/** As the platform counts. */
function countedByPlatform(limit: number) {
  const counts = new Map<string, number>()
  return {
    async limit({ key }: { key: string }) {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return { success: count <= limit }
    },
  }
}
const platformCounts = () =>
  Object.fromEntries(Object.entries(RATE_LIMITS).map(([name, limit]) => [name, countedByPlatform(limit)]))

async function environment(
  database: TestDatabase,
  mailPort: number,
  limiter: unknown,
): Promise<Record<string, unknown>> {
  // Every place is taken.
  const stub = { changed: async () => {}, fetch: async () => new Response(null, { status: 429 }) }
  const live = { idFromName: (name: string) => name, get: () => stub }
  return {
    APP_ORIGIN: OWN_ORIGIN,
    DATABASE_URL: database.appUrl,
    DATABASE_GATEWAY: database.gateway.url,
    AUTH_PRIVATE_JWK: JSON.stringify(await exportJWK(pair.privateKey)),
    CURSOR_SECRET: 'a secret of the tests',
    AUDIT_SECRET: 'a secret of the tests',
    PASSWORD_LOG2N: '1',
    STRIPE_SECRET_KEY: 'sk_test',
    STRIPE_WEBHOOK_SECRET: 'whsec_test',
    MAIL_API_URL: `http://127.0.0.1:${mailPort}`,
    MAIL_API_KEY: 'key',
    MAIL_FROM: 'SMB Hub <hub@hub.example>',
    LIMITER: limiter,
    LIVE: live,
    ...platformCounts(),
  }
}

function requestOf(method: string, path: string, body: unknown, { jwt, cookie, headers = {}, raw }: Ask): Request {
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  return new Request(`${OWN_ORIGIN}${path}`, {
    method,
    headers: {
      'CF-Connecting-IP': '192.0.2.7',
      'User-Agent': 'test',
      ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(jwt ? { Authorization: `Bearer ${jwt}` } : {}),
      ...(cookie ? { Cookie: `__Host-hub_refresh=${cookie}` } : {}),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  })
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  return { ...JSON.parse(text), status: response.status, headers: response.headers, text }
}

/** The refresh token that an answer sets, or ''. */
export const cookieOf = (answer: Answer): string =>
  /__Host-hub_refresh=([^;]*)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[1] ?? ''
