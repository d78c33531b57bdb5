import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../local/gateway/gateway.ts'
import { useDatabase } from '../support/database.ts'
import { makeProbes, neonThrough, poolThrough, useBareDriver } from './neon.ts'

const database = useDatabase()
useBareDriver()

beforeAll(async () => {
  if (database.kind) await makeProbes(database)
})

describe('the WebSocket pool', () => {
  it('decides in the middle of a transaction', async () => {
    const pool = poolThrough(database.gateway.url, database.appUrl)
    const client = await pool.connect()
    const tenant = crypto.randomUUID()
    await client.query('begin')
    await client.query("select set_config('app.tenant', $1, true)", [tenant])
    const { rows } = await client.query('insert into probes values ($1, 1) returning id, session_user as who', [tenant])
    expect(rows).toEqual([{ id: 1, who: 'hub_app' }])
    await client.query('rollback')
    expect((await client.query('select * from probes')).rows).toEqual([])
    client.release()
    await pool.end()
  })

  it('keeps named statements and answers apart between connections', async () => {
    const pool = poolThrough(database.gateway.url, database.appUrl, 4)
    const asked = Array.from({ length: 60 }, async (_, i) => {
      const text = i % 2 ? 'select $1::int + 1 as n' : 'select $1::int + 2 as n'
      const { rows } = await pool.query({ name: i % 2 ? 'odd' : 'even', text, values: [i] })
      expect(rows).toEqual([{ n: i % 2 ? i + 1 : i + 2 }])
    })
    await Promise.all(asked)
    await pool.end()
  })

  it('refuses a wrong password', async () => {
    const wrong = new URL(database.appUrl)
    wrong.password = 'guess'
    const pool = poolThrough(database.gateway.url, wrong.href)
    await expect(pool.query('select 1')).rejects.toMatchObject({ code: '28P01' })
    await pool.end()
  })

  it('hands no setting and no temporary table to the next connection', async () => {
    const first = poolThrough(database.gateway.url, database.appUrl, 1)
    await first.query("select set_config('app.tenant', $1, false)", [crypto.randomUUID()])
    await first.query("set search_path = 'pg_catalog'")
    await first.query('prepare mine as select 1')
    const second = poolThrough(database.gateway.url, database.appUrl, 1)
    const { rows } = await second.query(`select coalesce(current_setting('app.tenant', true), '') as tenant,
      current_setting('search_path') like '%public%' as usual, (select count(*)::int from pg_prepared_statements) as n`)
    expect(rows).toEqual([{ tenant: '', usual: true, n: 0 }])
    await first.end()
    await second.end()
  })
})

describe('a transaction left idle', () => {
  it('is ended, so that others go on', async () => {
    const gateway = await startGateway({ connectionString: database.appUrl, idleInTransactionMs: 1000, poolSize: 1 })
    const tenant = crypto.randomUUID()
    const sql = neonThrough(gateway.url, database.appUrl)
    const enter = () => sql`select set_config('app.tenant', ${tenant}, true)`
    await sql.transaction([enter(), sql`insert into probes values (${tenant}, 50)`])
    const pool = poolThrough(gateway.url, database.appUrl, 1)
    pool.on('error', () => {})
    const stuck = await pool.connect()
    stuck.on('error', () => {})
    await stuck.query('begin')
    await stuck.query("select set_config('app.tenant', $1, true)", [tenant])
    await stuck.query("update probes set note = 'stuck' where id = 50")
    await stuck.query('insert into probes values ($1, 51)', [tenant])
    const [, rows] = await sql.transaction([enter(), sql`update probes set note = 'free' where id = 50 returning note`])
    expect(rows).toEqual([{ note: 'free' }])
    await expect(stuck.query('commit')).rejects.toThrow()
    expect(await database.admin('select id, note from probes order by id')).toEqual([{ id: 50, note: 'free' }])
    stuck.release(true)
    await pool.end()
    await gateway.close()
  })

  it('ends with its connection', async () => {
    const pool = poolThrough(database.gateway.url, database.appUrl, 1)
    pool.on('error', () => {})
    const gone = await pool.connect()
    gone.on('error', () => {})
    const tenant = crypto.randomUUID()
    await gone.query('begin')
    await gone.query("select set_config('app.tenant', $1, true)", [tenant])
    await gone.query('insert into probes values ($1, 52)', [tenant])
    gone.release(true)
    await setTimeout(50)
    expect(await neonThrough(database.gateway.url, database.appUrl)`select 1 as one`).toEqual([{ one: 1 }])
    expect(await database.admin('select id from probes where id = 52')).toEqual([])
    await pool.end()
  })
})
