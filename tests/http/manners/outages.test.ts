import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { OWN_ORG_PREFIX } from '../../../core/domain/identity/bearer.ts'
import { ROOT } from '../../../local/root.ts'
import { type Runtime, startRuntime } from '../../../local/stack/runtime.ts'
import { bundleWorker, type Module } from '../../../local/stack/worker-bundle.ts'
import { buildIdentity } from '../../../workers/adapters/tokens/identity.ts'
import { servicesOf } from '../../../workers/context.ts'
import { variablesOf } from '../../../workers/env.ts'
import { type Api, apiClient } from '../../support/api.ts'
import { openTestDatabase, type TestDatabase } from '../../support/database.ts'
import { preparePGlite } from '../../support/database-source.ts'
import { freePort } from '../../support/ports.ts'
import type { SharedStack } from '../../support/shared-stack.ts'
import { type Storm, startStorm, type Weather } from '../../support/storm.ts'

const ANSWER_WITHIN_MS = 10_000
const RECOVER_WITHIN_MS = 5_000

let folder: string
let modules: Module[]
let database: TestDatabase
let storm: Storm
let vars: Record<string, string>
const running: Runtime[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-outage-'))
  await writeFile(join(folder, 'index.html'), '<h1>app</h1>')
  modules = await bundleWorker(join(ROOT, 'workers', 'index.ts'))
  const { source } = await preparePGlite()
  if (source.kind === 'absent') throw new Error(source.reason)
  database = await openTestDatabase(source)
  storm = await startStorm(() => database.gateway.url)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  vars = {
    APP_ORIGIN: 'https://hub.example',
    DATABASE_URL: database.appUrl,
    DATABASE_GATEWAY: storm.url,
    AUTH_PRIVATE_JWK: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }),
    CURSOR_SECRET: 'a secret of the tests',
    AUDIT_SECRET: 'a secret of the tests',
    STRIPE_SECRET_KEY: 'sk_test_1',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    MAIL_API_KEY: 'key',
    MAIL_FROM: 'SMB Hub <hub@hub.example>',
  }
}, 60_000)

afterAll(async () => {
  for (const runtime of running) await runtime.stop()
  await storm?.close()
  await database?.close()
  await rm(folder, { recursive: true, force: true })
})

/** The Worker as it ships, with these variables alone. */
async function startWorker(given: Record<string, string>): Promise<Api> {
  const port = await freePort()
  const dataDir = await mkdtemp(join(folder, 'data-'))
  running.push(await startRuntime({ port, modules, vars: given, assetsDir: folder, dataDir }))
  return apiClient({ origin: `http://127.0.0.1:${port}` } as SharedStack)
}

describe('IN1 the database is away', () => {
  let api: Api
  let token: string
  beforeAll(async () => {
    api = await startWorker(vars)
    token = await signedIn()
  }, 60_000)

  const READS = ['/v1/contacts', '/v1/home/summary', '/v1/auth/me', '/portal/invoices/abc']
  const create = (name: string) => api.post('/v1/contacts', { display_name: name }, { token })
  const countOf = async (name: string) =>
    (await database.admin('select from contacts where display_name = $1', [name])).length

  it.each<Weather>(['refuse', 'hang', 'error', 'garbage'])(
    '%s: 503 within ten seconds, nothing written, and back at once',
    async (weather) => {
      storm.weather = weather
      const started = Date.now()
      const name = `During ${weather}`
      const answers = await Promise.all([
        ...READS.map((path) => api.get(path, { token })),
        create(name),
        api.post('/v1/auth/login', { email: 'a@b.example', password: 'a good password' }),
      ])
      expect(Date.now() - started).toBeLessThan(ANSWER_WITHIN_MS)
      for (const answer of answers) {
        expect([answer.status, Number(answer.headers.get('Retry-After')) > 0], answer.text).toEqual([503, true])
        expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
        expect(answer.text).not.toMatch(/127\.0\.0\.1|hub_app|postgres|Maintenance|upstream/)
      }
      storm.weather = 'up'
      const back = Date.now()
      expect((await api.get('/v1/contacts', { token })).status).toBe(200)
      expect(Date.now() - back).toBeLessThan(RECOVER_WITHIN_MS)
      expect(await countOf(name)).toBe(0)
    },
  )

  it('MO3 cut: the answer is lost on the way, and a retry with the same key is told what was done', async () => {
    const name = 'During cut'
    const headers = { 'Idempotency-Key': newId() }
    storm.weather = 'cut'
    const lost = await api.post('/v1/contacts', { display_name: name }, { token, headers })
    expect([lost.status, Number(lost.headers.get('Retry-After')) > 0]).toEqual([503, true])
    storm.weather = 'up'
    const again = await api.post('/v1/contacts', { display_name: name }, { token, headers })
    expect([again.status, again.headers.get('Idempotent-Replayed'), again.body.data.display_name]).toEqual([
      201,
      'true',
      name,
    ])
    expect(await countOf(name)).toBe(1)
  })

  it('what needs no database is still there', async () => {
    storm.weather = 'refuse'
    for (const path of ['/', '/health', '/openapi.json', '/.well-known/jwks.json'])
      expect((await api.get(path)).status).toBe(200)
    expect((await api.get('/v1/contacts')).status).toBe(401)
    storm.weather = 'up'
  })

  async function signedIn(): Promise<string> {
    const [tenantId, userId, sessionId, orgId] = [newId(), newId(), newId(), `${OWN_ORG_PREFIX}${newId()}`]
    await database.admin(`insert into app.users (id, email, name) values ($1, $2, 'Olga')`, [
      userId,
      `${userId}@example.com`,
    ])
    await database.admin(
      `insert into app.tenants (id, external_org_id, name, owner_email) values ($1, $2, 'A', 'a@example.com')`,
      [tenantId, orgId],
    )
    await database.admin(`insert into app.memberships (tenant_id, user_id, role) values ($1, $2, 'OWNER')`, [
      tenantId,
      userId,
    ])
    await database.admin(
      `insert into app.sessions (id, user_id, tenant_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
      [sessionId, userId, tenantId],
    )
    return buildIdentity(vars as never).sign({ userId, orgId, sessionId })
  }
})

describe('IN9 a variable is missing or wrong', () => {
  const ask = async (given: Record<string, string>, name: string) => {
    const api = await startWorker(given)
    for (const path of ['/health', '/v1/contacts', '/']) {
      const answer = await api.get(path)
      expect([path, answer.status], answer.text).toEqual([path, 503])
      expect(answer.body.error).toMatchObject({ code: 'UNAVAILABLE', message: `Missing or wrong: ${name}` })
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  }

  it('the Worker answers 503 with its name, never with its value', async () => {
    const { CURSOR_SECRET: _, ...rest } = vars
    await ask(rest, 'CURSOR_SECRET')
    await ask({ ...vars, AUTH_PRIVATE_JWK: '{"kty":"EC"}', MAIL_FROM: '' }, 'AUTH_PRIVATE_JWK, MAIL_FROM')
  })

  it('a patience that claims and leases do not outlast is one of them', () => {
    for (const name of ['STRIPE_TIMEOUT_MS', 'MAIL_TIMEOUT_MS']) {
      expect(() => variablesOf({ ...vars, [name]: '10001' } as never)).toThrow(new RegExp(`: ${name}$`))
    }
  })

  it('a model has a name, and is asked over https or on this machine; that of Workers AI needs its binding', () => {
    const named = { ...vars, MODEL_NAME: 'm' }
    for (const url of ['http://models.example.com/v1', 'ftp://127.0.0.1/v1', 'models'])
      expect(() => variablesOf({ ...named, MODEL_URL: url } as never), url).toThrow(/: MODEL_URL$/)
    for (const url of ['https://models.example.com/v1', 'http://127.0.0.1:8788/model/v1'])
      expect(variablesOf({ ...named, MODEL_URL: url } as never).MODEL_URL).toBe(url)
    expect(() => variablesOf({ ...vars, MODEL_URL: 'https://models.example.com/v1' } as never)).toThrow(/: MODEL_NAME$/)
    expect(() => servicesOf({ ...vars, WORKERS_AI_MODEL: '@cf/m' } as never)).toThrow(/: AI$/)
  })

  it('each of them by its own name', () => {
    expect(variablesOf(vars as never)).toMatchObject({
      LIMIT_FACTOR: 1,
      PASSWORD_LOG2N: 14,
      STRIPE_API_URL: 'https://api.stripe.com',
    })
    const required = Object.keys(vars).filter((name) => name !== 'DATABASE_GATEWAY')
    for (const name of required) {
      for (const value of [undefined, '']) {
        expect(() => variablesOf({ ...vars, [name]: value } as never), `${name}=${value}`).toThrow(
          new RegExp(`: ${name}$`),
        )
      }
    }
  })
})
