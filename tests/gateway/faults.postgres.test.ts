import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { makeProbes, neonThrough } from './neon.ts'

const database = useDatabase()
let sql: ReturnType<typeof neonThrough>

beforeAll(async () => {
  if (!database.kind) return
  await makeProbes(database)
  sql = neonThrough(database.gateway.url, database.appUrl)
})

const killAll = () =>
  database.admin(`select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'hub_app' and datname = current_database()`)

describe('the death of a backend', () => {
  it('in the middle of a batch undoes it, is told, and is survived', async () => {
    const tenant = crypto.randomUUID()
    const batch = sql.transaction([
      sql`select set_config('app.tenant', ${tenant}, true)`,
      sql`insert into probes values (${tenant}, 1)`,
      sql`select pg_sleep(5)`,
    ])
    const outcome = batch.catch((error: unknown) => error)
    await setTimeout(200)
    await killAll()
    expect(await outcome).toBeInstanceOf(Error)
    expect(await sql`select count(*)::int as n from probes`).toEqual([{ n: 0 }])
    expect(await database.admin('select id from probes')).toEqual([])
  })

  it('while idle is not seen by the next request', async () => {
    await Promise.all(Array.from({ length: 10 }, () => sql`select 1`))
    await killAll()
    await setTimeout(100)
    const answers = await Promise.all(Array.from({ length: 10 }, () => sql`select 1 as one`))
    expect(answers.flat()).toEqual(Array.from({ length: 10 }, () => ({ one: 1 })))
  })
})
