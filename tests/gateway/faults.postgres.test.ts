import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../local/gateway/gateway.ts'
import { until } from '../support/api.ts'
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

const killAll = () =>
  database.admin(`select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'hub_app' and datname = current_database()`)

/** By its seconds: one whose wire was cut sleeps on. */
const untilAsleep = (seconds: number) =>
  until(
    () =>
      database.admin(
        `select from pg_stat_activity
        where usename = 'hub_app' and datname = current_database() and wait_event = 'PgSleep'
          and query like '%pg_sleep(' || $1::int || ')%'`,
        [seconds],
      ),
    (sleeping) => sleeping.length === 1,
  )

/** A wire to the database that can be cut. */
async function startWire(): Promise<{ url: string; cut(): void; close(): void }> {
  const target = new URL(database.appUrl)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}))
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const url = new URL(database.appUrl)
  url.port = String((server.address() as AddressInfo).port)
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy()
    sockets.clear()
  }
  return { url: url.href, cut, close: () => void server.close() }
}

describe('a connection that is cut without a word', () => {
  it('is an error of its request and of no other, and the gateway lives', async () => {
    const wire = await startWire()
    const gateway = await startGateway({ connectionString: wire.url })
    const cut = neonThrough(gateway.url, wire.url)
    const outcome = cut`select pg_sleep(5)`.catch((error: unknown) => error)
    await untilAsleep(5)
    wire.cut()
    expect(String(await outcome)).toMatch(/HTTP status 502/)
    expect(await cut`select 1 as one`).toEqual([{ one: 1 }])
    await gateway.close()
    wire.cut()
    wire.close()
    neonThrough(database.gateway.url, database.appUrl)
  })
})

describe('the death of a backend', () => {
  it('in the middle of a batch undoes it, is told, and is survived', async () => {
    const tenant = crypto.randomUUID()
    const batch = sql.transaction([
      sql`select set_config('app.tenant', ${tenant}, true)`,
      sql`insert into probes values (${tenant}, 1)`,
      sql`select pg_sleep(6)`,
    ])
    const outcome = batch.catch((error: unknown) => error)
    await untilAsleep(6)
    await killAll()
    expect(await outcome).toBeInstanceOf(Error)
    expect(await sql`select count(*)::int as n from probes`).toEqual([{ n: 0 }])
    expect(await database.admin('select id from probes')).toEqual([])
  })

  it('while idle is not seen by the next request', async () => {
    await Promise.all(Array.from({ length: 10 }, () => sql`select 1`))
    await killAll()
    const alive = () =>
      database.admin(`select from pg_stat_activity where usename = 'hub_app' and datname = current_database()`)
    await until(alive, ({ length }) => length === 0)
    await setTimeout(100)
    const answers = await Promise.all(Array.from({ length: 10 }, () => sql`select 1 as one`))
    expect(answers.flat()).toEqual(Array.from({ length: 10 }, () => ({ one: 1 })))
  })
})
