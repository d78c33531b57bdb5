import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BUSINESS } from '../../../local/demo/people.ts'
import type { TestDatabase } from '../../support/database.ts'
import { drawn } from '../../support/drawn.ts'
import { countRows, openEmpty } from './demo-database.ts'
import { seedAnew } from './seed-here.ts'

const ALL = { 'app.tenants': 2, contacts: 40, invoices: 31, quotes: 8, payments: 21 }
const TIMES = ['00:04:19.7', '03:33:33.3333', '11:49:59.9', '12:00', '23:59:50']
const EMPTIED = `do $$ begin execute (select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ')
  from pg_tables where schemaname in ('app', 'public') and tablename !~ 'migrations'); end $$`
let database: TestDatabase | null

beforeAll(async () => {
  database = await openEmpty('postgres')
}, 60_000)
beforeEach((context) => {
  if (!database) context.skip('no PostgreSQL on this machine')
})
afterAll(() => database?.close())

describe.sequential('the demo business, on a server', () => {
  it('is not there at all when its making is cut off', { timeout: 30_000 }, async () => {
    const making = seedAnew(database!).then(
      () => 'made',
      () => 'failed',
    )
    // Far enough to have written something, as the log position of its backend shows.
    for (let writing = false; !writing; await setTimeout(20)) {
      const [found] = await database!.admin<{ writing: boolean }>(
        `select count(*) > 0 as writing from pg_stat_activity where datname = current_database()
           and backend_xid is not null and xact_start < now() - interval '300 milliseconds'`,
      )
      writing = found!.writing
    }
    await database!.admin(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and backend_xid is not null`,
    )
    expect(await making).toBe('failed')
    const counts = await countRows(database!)
    expect(Object.values(counts).every((count) => count === 0)).toBe(true)
  })

  // The first of them are two that start at the same moment.
  it.each<[time: string, made: boolean[]]>([
    ['00:00:07.001', [false, true]],
    ...drawn(TIMES, 2, 'demo').map((time): [string, boolean[]] => [time, [true]]),
  ])('is made whole and once at %s', { timeout: 30_000 }, async (time, made) => {
    // What is only added to is emptied as nobody of the product can.
    await database!.admin(`set session_replication_role = replica; ${EMPTIED}`)
    await database!.admin(
      `insert into app.clock (shift) select (date_trunc('day', now() at time zone $1) + interval '1 day' + $2::interval) at time zone $1 - now()`,
      [BUSINESS.timezone, time],
    )
    // Whoever was cut off starts again in another process, which remembers nothing of what is not there.
    expect((await Promise.all(made.map(() => seedAnew(database!)))).sort()).toEqual(made)
    expect(await countRows(database!)).toMatchObject(ALL)
    expect(await database!.admin('select 1 from app.audit where at > app.now()')).toEqual([])
  })
})
