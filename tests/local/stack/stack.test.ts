import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../../local/root.ts'
import { RATE_LIMITS } from '../../../local/stack/rate-limits.ts'
import { CRONS, QUEUES } from '../../../local/stack/runtime.ts'
import { startStack, type TestStack } from '../../support/stack.ts'

let stack: TestStack
let assetsDir: string

beforeAll(async () => {
  assetsDir = await mkdtemp(join(tmpdir(), 'hub-assets-'))
  await writeFile(join(assetsDir, 'index.html'), '<h1>app</h1>')
  await writeFile(join(assetsDir, 'app-1a2b.js'), 'export {}')
  const workerEntry = fileURLToPath(new URL('./stand-in-worker.ts', import.meta.url))
  stack = await startStack({ database: 'pglite', workerEntry, assetsDir })
}, 90_000)

afterAll(async () => {
  await stack?.stop()
  await rm(assetsDir, { recursive: true })
})

const ask = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${stack.origin}${path}`, { headers })).json()

describe('the stack around the Worker', () => {
  it('passes the address that the caller names', async () => {
    expect(await ask('/seen', { 'cf-connecting-ip': '203.0.113.9' })).toMatchObject({ address: '203.0.113.9' })
  })

  it('gives the Worker every variable it reads', async () => {
    expect(await ask('/variables')).toEqual(
      expect.arrayContaining(['APP_ORIGIN', 'AUTH_PRIVATE_JWK', 'CURSOR_SECRET', 'DATABASE_GATEWAY', 'DATABASE_URL']),
    )
  })

  it('has the bindings, queues and crons of production', async () => {
    const toml = await readFile(join(ROOT, 'wrangler.toml'), 'utf8')
    // Mail leaves by the local service, so that it can be read; the model is the local one.
    const own = toml.replace('[[send_email]]\nname = "EMAIL"\n', '').replace('[ai]\nbinding = "AI"\n', '')
    const named = [...own.matchAll(/^(?:binding|name) = "([A-Z_]+)"$/gm)].map((match) => match[1])
    expect(named.length).toBeGreaterThan(5)
    expect(((await ask('/bindings')) as string[]).sort()).toEqual(named.sort())
    expect(toml).toContain(`crons = ["${CRONS.join('", "')}"]`)
    const limits = [
      ...toml.matchAll(/^name = "([A-Z_]+)"\nnamespace_id = "\d+"\nsimple = { limit = (\d+), period = 60 }$/gm),
    ]
    expect(Object.fromEntries(limits.map(([, name, limit]) => [name, Number(limit)]))).toEqual(RATE_LIMITS)
    expect(toml.split('[[ratelimits]]')).toHaveLength(limits.length + 1)
    const queues = [...toml.matchAll(/^queue = "hub-(.+)"$/gm)].map((match) => match[1])
    expect([...new Set(queues)].sort()).toEqual([...QUEUES].sort())
  })

  it('serves the app for any path that is no file', async () => {
    for (const path of ['/', '/invoices/7']) {
      const response = await fetch(`${stack.origin}${path}`)
      expect(await response.text()).toBe('<h1>app</h1>')
      expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    }
    expect((await fetch(`${stack.origin}/app-1a2b.js`)).headers.get('content-type')).toMatch(/javascript/)
  })

  it('fires crons when it is told', async () => {
    expect(await ask('/seen')).toMatchObject({ crons: 0 })
    await stack.fireCrons()
    expect(await ask('/seen')).toMatchObject({ crons: 1 })
  })

  it('delivers queues, and gives up on a poisonous message to hub-dead', { timeout: 60_000 }, async () => {
    await ask('/enqueue')
    let batches: string[] = []
    for (let i = 0; i < 200 && !batches.includes('hub-dead'); i++) {
      await setTimeout(100)
      batches = ((await ask('/seen')) as { batches: string[] }).batches
    }
    expect(batches).toContain('hub-webhooks')
    expect(batches.filter((queue) => queue === 'hub-bulk')).toHaveLength(9)
    expect(batches).toContain('hub-dead')
  })

  it('keeps files and counts in Durable Objects', async () => {
    expect(await ask('/file')).toBe('kept')
    const first = (await ask('/seen')) as { hits: number }
    expect(await ask('/seen')).toMatchObject({ hits: first.hits + 1 })
  })

  it('moves product time forward only', async () => {
    const move = async (body: object): Promise<number> => {
      const response = await fetch(`${stack.servicesUrl}/clock`, { method: 'POST', body: JSON.stringify(body) })
      return Date.parse(((await response.json()) as { now: string }).now)
    }
    const start = await move({ advance_ms: 0 })
    const later = await move({ advance_ms: 3_600_000 })
    expect(later - start).toBeGreaterThanOrEqual(3_600_000)
    expect(later - start).toBeLessThan(3_660_000)
    expect(await move({ now: '2000-01-01T00:00:00Z' })).toBeGreaterThanOrEqual(later)
    const [row] = await stack.admin<{ now: Date }>('select app.now() as now')
    expect(row!.now.getTime()).toBeGreaterThanOrEqual(later)
  })
})
