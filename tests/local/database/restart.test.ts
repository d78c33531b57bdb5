import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../local/database/open.ts'
import { query } from '../../support/admin.ts'

const NODE = fileURLToPath(new URL('../../../node_modules/node/bin/node', import.meta.url))
const WRITER = fileURLToPath(new URL('./crash-writer.ts', import.meta.url))

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

it('after kill -9, three times over, the embedded database has every acknowledged row', {
  timeout: 90_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-restart-'))
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
  await rm(dataDir, { recursive: true })
})

it('after kill -9 while it was being made, the embedded database opens', { timeout: 60_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-restart-'))
  for (const afterMs of [700, 1_500, 2_500]) {
    const writer = spawn(NODE, [WRITER, dataDir], { stdio: 'ignore' })
    const ended = once(writer, 'exit')
    setTimeout(() => writer.kill('SIGKILL'), afterMs)
    await ended
  }
  const database = await openDatabase({ dataDir })
  expect(await query(database.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await database.close()
  await rm(dataDir, { recursive: true })
})
