import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { expect, it } from 'vitest'
import { openEmbedded } from '../../../local/database/embedded.ts'
import { query } from '../../support/admin.ts'

const RECURSE = `create function deep(n int) returns int language plpgsql as $$ begin return deep(n + 1); end $$`

async function untilAlive(url: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await query(url, 'select 1').then(Boolean, () => false)) return
    await setTimeout(100)
  }
  throw new Error('the database did not come back')
}

it.skipIf(!process.features.typescript)(
  'an engine that fails in the middle of a statement comes back with every row',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hub-engine-'))
    // With a stack this small JavaScript gives up before PostgreSQL does, and the engine never answers again.
    const database = await openEmbedded({ folder: join(folder, 'database'), users: { postgres: 'secret' } }, 4)
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
    await rm(folder, { recursive: true })
  },
)
