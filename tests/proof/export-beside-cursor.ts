import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createExport } from '../../core/services/exports/create.ts'
import { getExport } from '../../core/services/exports/list.ts'
import type { PartStore } from '../../core/services/exports/ports.ts'
import { fill } from '../services/plans/fill.ts'
import { makeBusiness } from '../support/business.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { preparePostgres } from '../support/database-source.ts'
import { stripeWorld } from '../support/stripe-world.ts'

/** A business of so many rows is exported, beside a cursor that only reads them. */
const ROWS = Number(process.argv[2] ?? 1_000_000)
/** Rows of all tables together for each that `fill` is asked for. */
const TABLES_SHARE = 5.82
const SAMPLED_MS = 10
const MB = 1024 * 1024

await run()

async function run(): Promise<void> {
  const { source, stop } = await preparePostgres()
  if (source.kind === 'absent') throw new Error(source.reason)
  const database = await openTestDatabase(source)
  const gateway = fork(fileURLToPath(new URL('gateway.ts', import.meta.url)), [database.appUrl])
  const [url] = (await once(gateway, 'message')) as [string]
  try {
    await prove({ ...database, gateway: { ...database.gateway, url } })
  } finally {
    gateway.disconnect()
    await database.close()
    await stop()
  }
}

async function prove(on: TestDatabase): Promise<void> {
  const [ours, other, small] = [await makeBusiness(on), await makeBusiness(on), await makeBusiness(on)]
  const world = stripeWorld(on)
  const storage = counting()
  world.context.partStore = storage
  const make = async (business: typeof ours) => {
    const { id } = await createExport(business.as('OWNER'))
    await world.work([{ tenant_id: business.tenantId, key: `export:${id}` }])
    return getExport(business.as('OWNER'), id)
  }
  // What is loaded and compiled once is no growth.
  await small.sentInvoice()
  await make(small)
  await fill(on.adminUrl, 100 * Math.round(ROWS / TABLES_SHARE / 100), ours, other)
  const read = await bareCursor(on.adminUrl, ours.tenantId)
  const memory = watchMemory()
  const begun = performance.now()
  const made = await make(ours)
  const seconds = (performance.now() - begun) / 1000
  const growth = memory.stop()
  const rate = made.rows / seconds
  console.log(`${made.status}: ${made.rows} rows, ${Math.round(storage.bytes / MB)} MB in ${seconds.toFixed(1)} s`)
  console.log(`export ${Math.round(rate)} rows a second; a bare cursor ${Math.round(read.rate)} (${read.rows} rows)`)
  console.log(
    `${(rate / read.rate).toFixed(2)} of the cursor (asked: 0.7); memory grew by ${Math.round(growth)} MB (asked: below 64)`,
  )
  process.exitCode = made.status === 'READY' && rate / read.rate >= 0.7 && growth < 64 ? 0 : 1
}

/** Storage that forgets what it is given. */
function counting(): PartStore & { bytes: number } {
  const store = {
    bytes: 0,
    begin: async () => 'upload',
    async put(_key: string, _id: string, no: number, bytes: Uint8Array) {
      if (no === 1) store.bytes = 0
      store.bytes += bytes.length
      return `tag-${no}`
    },
    complete: async () => {},
    abort: async () => {},
    sizeOf: async () => null,
  }
  return store
}

/** The same rows as a program reads them that does nothing with them. */
async function bareCursor(adminUrl: string, tenantId: string): Promise<{ rows: number; rate: number }> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rows: entities } = await client.query<{ of_table: string }>(
    `select of_table from app.archive_entities() where name not in ('business', 'members')`,
  )
  let rows = 0
  const begun = performance.now()
  for (const { of_table } of entities) {
    await client.query('begin')
    await client.query(`declare c no scroll cursor for select * from ${of_table} where tenant_id = '${tenantId}'`)
    for (;;) {
      const page = await client.query('fetch 1000 from c')
      rows += page.rows.length
      if (page.rows.length === 0) break
    }
    await client.query('commit')
  }
  const seconds = (performance.now() - begun) / 1000
  await client.end()
  return { rows, rate: rows / seconds }
}

/** By how many MB this process grew at most. */
function watchMemory() {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, SAMPLED_MS)
  return {
    stop() {
      clearInterval(timer)
      return (most - before) / MB
    },
  }
}
