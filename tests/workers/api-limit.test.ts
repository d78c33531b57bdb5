import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubEnv } from '../../workers/context.ts'
import { apiLimit, Limits } from '../../workers/middleware/limits.ts'
import { fail } from '../../workers/respond.ts'

interface Counter {
  /** In milliseconds, or never. */
  answersAfter: number
  grants: number | Error
}

/** A Worker whose handlers say when they began, in front of a counter that answers later. */
function world({ answersAfter, grants }: Counter) {
  const seen = { handled: 0, asked: [] as number[], canceled: false }
  const take = async (wanted: number) => {
    seen.asked.push(wanted)
    await new Promise((resolve) => setTimeout(resolve, answersAfter))
    if (grants instanceof Error) throw grants
    return { granted: Math.min(wanted, grants), left: 0, retryAfterSeconds: 7 }
  }
  const LIMITER = { idFromName: (name: string) => name, get: () => ({ take }) }
  const limits = new Limits()
  const app = new Hono<HubEnv>()
  app.onError((error, c) => fail(c, error))
  app.use('*', async (c, next) => {
    c.set('bearer', { userId: 'somebody', orgId: 'org_1', sessionId: null })
    c.set('services', { limits } as never)
    await next()
  })
  app.use('*', apiLimit)
  app.all('/found', (c) => {
    seen.handled++
    return c.json({ data: 1 })
  })
  app.all('/missing', () => {
    seen.handled++
    throw new AppError('NOT_FOUND', 'Not found')
  })
  app.get('/stream', () => {
    seen.handled++
    const cancel = () => {
      seen.canceled = true
    }
    return new Response(new ReadableStream({ cancel }))
  })
  const ask = (method: string, path: string) => app.request(path, { method }, { LIMITER })
  return { seen, ask }
}

describe('a permit that must be asked for', () => {
  it('is asked for beside a read, which is answered when both are there', async () => {
    const { seen, ask } = world({ answersAfter: 20, grants: 1 })
    const answer = ask('GET', '/found')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(seen.handled).toBe(1)
    expect([(await answer).status, seen.asked]).toEqual([200, [1]])
  })

  it.each(['/found', '/missing', '/stream'])('is refused whatever the read of %s found', async (path) => {
    const { seen, ask } = world({ answersAfter: 20, grants: 0 })
    const answer = await ask('GET', path)
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '7'])
    expect(await answer.json()).toMatchObject({ error: { code: 'RATE_LIMITED' } })
    expect(seen).toMatchObject({ handled: 1, canceled: path === '/stream' })
    // Told a moment ago: nobody is asked.
    expect((await ask('GET', path)).status).toBe(429)
    expect(seen).toMatchObject({ handled: 1, asked: [1] })
  })

  it.each(['POST', 'PATCH', 'DELETE', 'HEAD'])(
    'is waited for by a %s, which does nothing without it',
    async (method) => {
      const { seen, ask } = world({ answersAfter: 5, grants: 0 })
      expect((await ask(method, '/found')).status).toBe(429)
      expect(seen.handled).toBe(0)
    },
  )

  it('is not had when the counter fails, and the failure waits for the read', async () => {
    const { seen, ask } = world({ answersAfter: 0, grants: new AppError('UNAVAILABLE', 'Gone') })
    expect((await ask('GET', '/found')).status).toBe(503)
    expect((await ask('POST', '/found')).status).toBe(503)
    expect(seen.handled).toBe(1)
  })
})
