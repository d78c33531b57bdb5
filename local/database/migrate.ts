import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { applyFunctions } from './functions.ts'

export interface MigrateOptions {
  /** postgres, or any role that owns the database and may create roles (Neon's neondb_owner). */
  adminUrl: string
  folder: string
}

const LOCK = 7_205_118

/**
 * Brings a database up to date: `roles.sql` every time, each numbered file once and in a transaction of its own, functions
 * whenever their file changes. Twice changes nothing; a numbered file that was changed after it ran is refused.
 * Answers the files that it applied.
 */
export async function migrate({ adminUrl, folder }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(await readFile(join(folder, 'roles.sql'), 'utf8'))
    await client.query(LEDGER)
    const { rows } = await client.query<Applied>('select file, checksum from schema_migrations')
    const applied = await applyFunctions(client, folder, 'before')
    for (const file of await numberedFiles(folder)) {
      if (await apply(client, { file, sql: await readFile(join(folder, file), 'utf8'), known: rows }))
        applied.push(file)
    }
    return [...applied, ...(await applyFunctions(client, folder, 'after'))]
  } finally {
    await client.end()
  }
}

interface Applied {
  file: string
  checksum: string
}

const LEDGER = `create table if not exists schema_migrations
  (file text primary key, checksum text not null, applied_at timestamptz(3) not null default now())`

async function numberedFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file)).sort()
}

async function apply(client: pg.Client, { file, sql, known }: { file: string; sql: string; known: Applied[] }) {
  const checksum = createHash('sha256').update(sql).digest('hex')
  const before = known.find((row) => row.file === file)
  if (before?.checksum === checksum) return false
  if (before) throw new Error(`${file} was changed after it had been applied; write a new file instead`)
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('reset role')
    await client.query('insert into schema_migrations (file, checksum) values ($1, $2)', [file, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
  return true
}
