import { NeonDbError } from '@neondatabase/serverless'
import { beforeAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../local/gateway/gateway.ts'
import { useDatabase } from '../support/database.ts'
import { makeProbes, neonThrough, useBareDriver } from './neon.ts'

const database = useDatabase()
useBareDriver()
let sql: ReturnType<typeof neonThrough>

beforeAll(async () => {
  if (!database.kind) return
  await makeProbes(database)
  sql = neonThrough(database.gateway.url, database.appUrl)
})

const thrown = async (query: Promise<unknown>): Promise<NeonDbError> => {
  const error = await query.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(NeonDbError)
  return error as NeonDbError
}

describe('one query', () => {
  it('runs as hub_app and answers typed columns', async () => {
    const [row] = await sql`select session_user as who, ${5}::int as n, ${'é'}::text as t, null as nothing,
      '2026-01-02T03:04:05.678Z'::timestamptz(3) as at, '{a,b}'::text[] as list, '{"a":1}'::jsonb as json`
    // Drizzle asks the driver for instants as text, once it has been loaded.
    expect({ ...row, at: new Date(row?.at) }).toEqual({
      who: 'hub_app',
      n: 5,
      t: 'é',
      nothing: null,
      at: new Date('2026-01-02T03:04:05.678Z'),
      list: ['a', 'b'],
      json: { a: 1 },
    })
  })

  it('refuses several statements in one text', async () => {
    expect((await thrown(sql.query('select 1; select 2'))).code).toBe('42601')
  })

  it('may not take the role of the owner', async () => {
    expect((await thrown(sql`set role app_owner`)).code).toBe('42501')
    expect((await thrown(sql`create table mine (id int)`)).code).toBe('42501')
  })
})

describe('a batch', () => {
  const tenant = crypto.randomUUID()
  const enter = () => sql`select set_config('app.tenant', ${tenant}, true)`

  it('is one transaction: all of it or nothing', async () => {
    const good = [enter(), sql`insert into probes values (${tenant}, 1)`, sql`insert into probes values (${tenant}, 2)`]
    await sql.transaction(good)
    await thrown(sql.transaction([enter(), sql`insert into probes values (${tenant}, 3)`, sql`select 1/0`]))
    const [, rows] = await sql.transaction([enter(), sql`select id from probes order by id`])
    expect(rows).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('answers the first failure, not those that follow from it', async () => {
    const error = await thrown(sql.transaction([sql`select 1`, sql`select refuse('U0403')`, sql`select 2`]))
    expect(error.code).toBe('U0403')
  })

  it('names a constraint that fails at the commit', async () => {
    await database.admin(`set role app_owner; create table late (id int constraint late_key unique deferrable initially
      deferred); grant insert, select on late to hub_app`)
    const twice = [sql`insert into late values (1)`, sql`insert into late values (1)`]
    expect(await thrown(sql.transaction(twice))).toMatchObject({ code: '23505', constraint: 'late_key' })
    expect(await sql`select * from late`).toEqual([])
  })

  it('reads only when it is told so', async () => {
    const writes = [enter(), sql`insert into probes values (${tenant}, 9)`]
    expect((await thrown(sql.transaction(writes, { readOnly: true }))).code).toBe('25006')
  })

  it('takes its isolation level from the driver', async () => {
    const [rows] = await sql.transaction([sql`show transaction_isolation`], {
      isolationLevel: 'RepeatableRead',
      readOnly: true,
    })
    expect(rows).toEqual([{ transaction_isolation: 'repeatable read' }])
    expect(await sql`show transaction_isolation`).toEqual([{ transaction_isolation: 'read committed' }])
  })
})

describe('errors', () => {
  it('carry code, hint, detail and constraint', async () => {
    const error = await thrown(sql`select refuse('U0422')`)
    expect(error).toMatchObject({
      message: 'Role may not',
      code: 'U0422',
      hint: 'role',
      detail: 'why',
      constraint: 'own_name',
      severity: 'ERROR',
    })
  })

  it('leave the connection fit for the next', async () => {
    for (let i = 0; i < 30; i++) await thrown(sql.transaction([sql`select 1/0`]))
    expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
  })
})

describe('two hundred requests of twenty tenants at once', () => {
  const tenants = Array.from({ length: 20 }, () => crypto.randomUUID())

  it('each see their own rows only, and leave no setting behind', async () => {
    const fill = tenants.map((tenant, i) =>
      sql.transaction([
        sql`select set_config('app.tenant', ${tenant}, true)`,
        sql`insert into probes values (${tenant}, ${1_000 + i}, ${tenant})`,
      ]),
    )
    await Promise.all(fill)
    const asked = Array.from({ length: 200 }, async (_, i) => {
      const tenant = tenants[i % tenants.length]!
      if (i % 5 === 4) return expect(await sql`select * from probes`).toEqual([])
      const [, rows] = await sql.transaction([
        sql`select set_config('app.tenant', ${tenant}, true), set_config('transaction_read_only', 'on', true)`,
        sql`select note from probes`,
      ])
      expect(rows).toEqual([{ note: tenant }])
    })
    await Promise.all(asked)
    const after = Array.from({ length: 100 }, async () => {
      const [row] = await sql`select coalesce(current_setting('app.tenant', true), '') as tenant,
        current_setting('transaction_read_only') as read_only, session_user as who, (select count(*)::int from probes) as n`
      expect(row).toEqual({ tenant: '', read_only: 'off', who: 'hub_app', n: 0 })
    })
    await Promise.all(after)
  })
})

describe('the gateway', () => {
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`${database.gateway.url}/sql`, { method: 'POST', headers, body })

  it('wants the password of hub_app, also from programs on the same machine', async () => {
    const wrong = new URL(database.appUrl)
    wrong.password = 'guess'
    for (const url of [wrong.href, database.adminUrl, 'not a url', '']) {
      const response = await post({ 'neon-connection-string': url }, '{"query":"select 1","params":[]}')
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: '28P01' })
    }
  })

  it('refuses what is not a query, and what is too large', async () => {
    const headers = { 'neon-connection-string': database.appUrl }
    for (const body of ['', '[]', '{}', '{"queries":[{"query":1}]}', '{"query":"select 1","params":{}}']) {
      expect((await post(headers, body)).status).toBe(400)
    }
    const small = await startGateway({ connectionString: database.appUrl, bodyBytesMax: 100 })
    const large = JSON.stringify({ query: `select '${'x'.repeat(200)}'`, params: [] })
    expect((await fetch(`${small.url}/sql`, { method: 'POST', headers, body: large })).status).toBe(413)
    await small.close()
    expect((await fetch(database.gateway.url)).status).toBe(404)
  })

  it('answers 503 when more wait than it will hold', async () => {
    const narrow = await startGateway({ connectionString: database.appUrl, poolSize: 1, queueMax: 2 })
    const body = JSON.stringify({ query: 'select count(*) from generate_series(1, 300000)', params: [] })
    const headers = { 'neon-connection-string': database.appUrl }
    const asked = Array.from({ length: 20 }, () => fetch(`${narrow.url}/sql`, { method: 'POST', headers, body }))
    const statuses = (await Promise.all(asked)).map((response) => response.status)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    await narrow.close()
  })
})
