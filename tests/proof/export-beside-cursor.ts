import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createExport } from '../../core/services/exports/create.ts'
import { getExport } from '../../core/services/exports/list.ts'
import type { PartStore } from '../../core/services/exports/ports.ts'
import { fill } from '../services/plans/fill.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { preparePostgres } from '../support/database-source.ts'
import { stripeWorld } from '../support/stripe-world.ts'
import { cursorOf, doorOf, type Read } from './cursors.ts'

/** A business of so many rows is exported, beside cursors that only read them, one after the other, in rounds. */
const ROWS = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = Number(process.argv[3] ?? 3)
/** Rows of all tables together for each that `fill` is asked for. */
const TABLES_SHARE = 5.82
const SAMPLED_MS = 10
const MB = 1024 * 1024
const ASKED = { share: 0.7, growth: 64 }

async function run(): Promise<void> {
  const { source, stop } = await preparePostgres()
  if (source.kind === 'absent') throw new Error(source.reason)
  const database = await openTestDatabase(source)
  const [own, bare] = [await gatewayTo(database.appUrl), await gatewayTo(database.adminUrl)]
  try {
    await prove({ ...database, gateway: { ...database.gateway, url: own.url } }, bare.url)
  } finally {
    for (const { end } of [own, bare]) end()
    await database.close()
    await stop()
  }
}

/** A process of its own with memory of its own: where the product runs it is no part of the Worker. */
async function gatewayTo(database: string): Promise<{ url: string; end(): void }> {
  const path = fileURLToPath(new URL('gateway.ts', import.meta.url))
  const gateway = fork(path, [database], { execArgv: ['--import', './tests/support/load-sources.ts'] })
  const [url] = (await once(gateway, 'message')) as [string]
  return { url, end: () => gateway.disconnect() }
}

interface Round {
  cursor: Read
  door: Read
  made: Read & { growth: number }
}

async function prove(on: TestDatabase, door: string): Promise<void> {
  const [ours, other, small] = [await makeBusiness(on), await makeBusiness(on), await makeBusiness(on)]
  const storage = counting()
  const make = exporter(on, storage)
  // What is loaded and compiled once is no growth.
  await small.sentInvoice()
  await make(small)
  await fill(on.adminUrl, 100 * Math.round(ROWS / TABLES_SHARE / 100), ours, other)
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await on.admin(`update exports set bucket = id::text where tenant_id = $1`, [ours.tenantId])
    const one = { cursor: await cursorOf(on, ours), door: await doorOf(on, door, ours), made: await make(ours) }
    rounds.push(one)
    console.log(`${one.made.rows} rows, ${Math.round(storage.bytes / MB)} MB: ${said(one)}`)
  }
  judge(rounds)
}

const rateOf = ({ rows, seconds }: Read) => rows / seconds
const shareOf = (round: Round, of: 'cursor' | 'door') => rateOf(round.made) / rateOf(round[of])
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!

function said(round: Round): string {
  const { cursor, door, made } = round
  const [export_, bare, same] = [made, cursor, door].map((one) => Math.round(rateOf(one)))
  return `${made.seconds.toFixed(1)} s, ${export_} rows a second; a cursor over the same way ${same} (${shareOf(round, 'door').toFixed(2)}), straight ${bare} (${shareOf(round, 'cursor').toFixed(2)}); grew by ${Math.round(made.growth)} MB`
}

function judge(rounds: Round[]): void {
  const share = median(rounds.map((round) => shareOf(round, 'cursor')))
  const ofDoor = median(rounds.map((round) => shareOf(round, 'door')))
  const growth = Math.max(...rounds.map(({ made }) => made.growth))
  console.log(
    `${ofDoor.toFixed(2)} of a cursor that reads the same rows as the same text over the same way (asked: ${ASKED.share}), ${share.toFixed(2)} of one straight in the database; memory grew by ${Math.round(growth)} MB at most (asked: below ${ASKED.growth})`,
  )
  process.exitCode = ofDoor >= ASKED.share && growth < ASKED.growth ? 0 : 1
}

function exporter(on: TestDatabase, storage: PartStore) {
  const world = stripeWorld(on)
  world.context.partStore = storage
  return async (business: TestBusiness) => {
    const memory = watchMemory()
    const begun = performance.now()
    const { id } = await createExport(business.as('OWNER'))
    await world.work([{ tenant_id: business.tenantId, key: `export:${id}` }])
    const { status, rows } = await getExport(business.as('OWNER'), id)
    if (status !== 'READY') throw new Error(`the export is ${status}`)
    return { rows, seconds: (performance.now() - begun) / 1000, growth: memory.stop() }
  }
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

/** By how many MB this process grew at most. */
function watchMemory() {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, SAMPLED_MS)
  return {
    stop() {
      clearInterval(timer)
      return (Math.max(most, process.memoryUsage.rss()) - before) / MB
    },
  }
}

await run()
