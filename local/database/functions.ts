import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'

/** What tables hang on (defaults, policies, their own protection): applied before the numbered files, only ever replaced in place. */
export const BEFORE_TABLES = ['session.sql', 'protect.sql']

const LEDGER = `create table if not exists schema_functions
  (file text primary key, checksum text not null, functions text[] not null, applied_at timestamptz(3) not null default now())`

interface Source {
  file: string
  sql: string
  checksum: string
}

interface Applied {
  file: string
  checksum: string
  /** Signatures, such as `app.member(jsonb,text[])`, that the file made. */
  functions: string[]
}

/**
 * Brings the functions of `files` to what the folder says, in one transaction: whatever changed is applied again, and what no
 * file makes any more is dropped. Answers the files that changed; a file that fails leaves everything as it was.
 */
export async function applyFunctions(client: pg.Client, folder: string, when: 'before' | 'after'): Promise<string[]> {
  await client.query(LEDGER)
  const isMine = ({ file }: { file: string }) => BEFORE_TABLES.includes(file) === (when === 'before')
  const sources = (await readSources(folder)).filter(isMine)
  const known = (await client.query<Applied>('select file, checksum, functions from schema_functions')).rows.filter(
    isMine,
  )
  const changed = sources.filter(({ file, checksum }) => known.find((row) => row.file === file)?.checksum !== checksum)
  const gone = known.filter(({ file }) => !sources.some((source) => source.file === file))
  if (changed.length + gone.length === 0) return []
  await inTransaction(client, async () => {
    const made = await replaceAll(client, changed, known, when === 'before' ? ['off'] : ['off', 'on'])
    await dropLeftovers(client, known, gone, made)
    await client.query('delete from schema_functions where file = any ($1)', [gone.map(({ file }) => file)])
    for (const { file, checksum } of changed) {
      await client.query(
        `insert into schema_functions (file, checksum, functions) values ($1, $2, $3) on conflict (file)
           do update set checksum = excluded.checksum, functions = excluded.functions, applied_at = now()`,
        [file, checksum, made.get(file)],
      )
    }
  })
  return [...changed, ...gone].map(({ file }) => `functions/${file}`)
}

async function readSources(folder: string): Promise<Source[]> {
  const names = (await readdir(join(folder, 'functions'))).filter((file) => /^[a-z0-9_-]+\.sql$/.test(file))
  // BEFORE_TABLES in its own order, the others by name.
  const ordered = [...BEFORE_TABLES.filter((file) => names.includes(file)), ...names.sort()]
  return Promise.all(
    [...new Set(ordered)].map(async (file) => {
      const sql = await readFile(join(folder, 'functions', file), 'utf8')
      return { file, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  try {
    await client.query('begin')
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/**
 * Twice: at first nobody checks the bodies, since functions of two files may call each other; then everybody is there.
 * Before there are tables a body cannot be checked at all.
 * Replacing in place is what an old Worker does not notice; only a function whose result has another shape is dropped first.
 */
async function replaceAll(client: pg.Client, sources: Source[], known: Applied[], checks: ('off' | 'on')[]) {
  const made = new Map<string, string[]>()
  for (const check of checks) {
    await client.query(`set local check_function_bodies = ${check}`)
    for (const source of sources) {
      const before = await versions(client)
      const old = known.find(({ file }) => file === source.file)?.functions ?? []
      await replace(client, source, old)
      const now = await versions(client)
      made.set(
        source.file,
        [...now].filter(([name, version]) => before.get(name) !== version).map(([name]) => name),
      )
    }
  }
  return made
}

const CANNOT_REPLACE = '42P13'

async function replace(client: pg.Client, { file, sql }: Source, old: string[]): Promise<void> {
  const run = async () => {
    await client.query('savepoint file')
    await client.query('set local role app_owner')
    await client.query(sql)
    await client.query('reset role')
  }
  try {
    await run().catch(async (error: { code?: string }) => {
      await client.query('rollback to savepoint file')
      if (error.code !== CANNOT_REPLACE || BEFORE_TABLES.includes(file)) throw error
      await drop(client, old)
      await run()
    })
  } catch (error) {
    throw new Error(`functions/${file}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

/** Every function of the schema with the version of its row, which a replacement changes. */
async function versions(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; version: string }>(`
    select p.oid::regprocedure::text as name, concat(p.oid, '.', p.xmin, '.', p.ctid) as version
    from pg_proc p where p.pronamespace = 'app'::regnamespace`)
  return new Map(rows.map(({ name, version }) => [name, version]))
}

async function dropLeftovers(client: pg.Client, known: Applied[], gone: Applied[], made: Map<string, string[]>) {
  const kept = known.filter(({ file }) => !made.has(file) && !gone.some((one) => one.file === file))
  const living = new Set([...kept.flatMap(({ functions }) => functions), ...[...made.values()].flat()])
  await drop(
    client,
    known.flatMap(({ functions }) => functions).filter((name) => !living.has(name)),
  )
}

async function drop(client: pg.Client, signatures: string[]): Promise<void> {
  for (const signature of signatures) await client.query(`drop function if exists ${signature}`)
}
