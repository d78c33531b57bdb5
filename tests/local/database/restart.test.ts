import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '../../../local/database/embedded.ts'
import { openDatabase } from '../../../local/database/open.ts'
import { query } from '../../support/admin.ts'

const NODE = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url))
const WRITER = fileURLToPath(new URL('./crash-writer.ts', import.meta.url))

const RECURSE = `create function deep(n int) returns int language plpgsql as $$ begin return deep(n + 1); end $$`

/** Kills the writer while it makes the database, so long after the first file of it. */
async function makeAndDie(dataDir: string, afterMs: number): Promise<void> {
  // What the one before left is not to be mistaken for the first file of this one.
  await rm(join(dataDir, 'database.new'), { recursive: true, force: true })
  const writer = spawn(NODE, [WRITER, dataDir], { stdio: 'ignore' })
  const ended = once(writer, 'exit')
  while (!['database.new', 'database'].some((name) => existsSync(join(dataDir, name)))) await setTimeout(10)
  await setTimeout(afterMs)
  writer.kill('SIGKILL')
  const [, signal] = await ended
  expect(signal).toBe('SIGKILL')
  expect(existsSync(join(dataDir, 'database'))).toBe(false)
}

/** Lets the writer run until it has acknowledged `count` numbers, then kills it; answers the last it acknowledged. */
async function writeAndDie(dataDir: string, count: number): Promise<number> {
  const writer = spawn(NODE, [WRITER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(writer, 'exit')
  let seen = 0
  let last = 0
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line)
    if (++seen === count) writer.kill('SIGKILL')
  }
  const [, signal] = await ended
  expect(signal).toBe('SIGKILL')
  return last
}

async function untilAlive(url: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await query(url, 'select 1').then(Boolean, () => false)) return
    await setTimeout(100)
  }
  throw new Error('the database did not come back')
}

// Making a database takes seconds, so each test goes on with that of the one before.
describe.sequential('the embedded database', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'hub-restart-'))
  })
  afterAll(() => rm(dataDir, { recursive: true }))

  it('opens after kill -9 while it was being made, three times over', { timeout: 60_000 }, async () => {
    for (const afterMs of [0, 250, 500]) await makeAndDie(dataDir, afterMs)
    const database = await openDatabase({ dataDir })
    expect(await query(database.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
  })

  it('has every acknowledged row after kill -9, three times over', { timeout: 90_000 }, async () => {
    let last = 0
    for (const count of [1, 300, 150]) last = await writeAndDie(dataDir, count)
    const database = await openDatabase({ dataDir })
    const found = await query<{ n: number; whole: boolean }>(
      database.adminUrl,
      'select n, length(padding) = 3000 as whole from numbers order by n',
    )
    expect(found.length).toBeGreaterThanOrEqual(last)
    expect(found).toEqual(found.map((_, i) => ({ n: i + 1, whole: true })))
    await database.close()
  })

  it.skipIf(!process.features.typescript)(
    'comes back with every row when its engine fails in the middle of a statement',
    { timeout: 60_000 },
    async () => {
      // With a stack this small JavaScript gives up before PostgreSQL does, and the engine never answers again.
      const database = await openEmbedded({ folder: join(dataDir, 'database'), users: { postgres: 'secret' } }, 4)
      const url = `postgres://postgres:secret@127.0.0.1:${database.port}/postgres`
      await query(url, `create table kept (n int); insert into kept select generate_series(1, 500); ${RECURSE}`)
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => {})
      await client.connect()
      await expect(client.query('select deep(1)')).rejects.toMatchObject({ code: '57P02' })
      await client.end().catch(() => {})
      await untilAlive(url)
      expect(await query(url, 'select count(*)::int as n from kept')).toEqual([{ n: 500 }])
      await database.close()
    },
  )
})
