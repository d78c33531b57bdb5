import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveEmbedded } from '../../local/database/embedded-thread.ts'
import { prepareLogins } from '../../local/database/logins.ts'
import { migrate } from '../../local/database/migrate.ts'
import { openDatabase } from '../../local/database/open.ts'
import { ROOT } from '../../local/root.ts'
import { query } from './admin.ts'
import { findPostgres, startPostgres } from './postgres.ts'

/** A migrated, empty database that each test file gets a copy of. */
export type DatabaseSource =
  | { kind: 'pglite'; snapshot: string }
  | { kind: 'postgres'; adminUrl: string; template: string }
  | { kind: 'absent'; reason: string }

export interface Prepared {
  source: DatabaseSource
  stop(): Promise<void>
}

export const MIGRATIONS = join(ROOT, 'migrations')
const OLD_MS = 3_600_000
const TEMPLATE = 'hub_template'

/** An archive of an empty database, kept until what it is made from changes: making one takes seconds. */
export async function preparePGlite(): Promise<Prepared> {
  const folder = join(ROOT, 'dist', 'tests')
  const name = `pglite-${await hashOfSources()}.tar`
  const snapshot = join(folder, name)
  await mkdir(folder, { recursive: true })
  if (!existsSync(snapshot)) {
    const unfinished = `${snapshot}.${process.pid}`
    await writeFile(unfinished, await makeSnapshot())
    await rename(unfinished, snapshot)
    await removeOld(folder)
  }
  return { source: { kind: 'pglite', snapshot }, stop: async () => {} }
}

/** Another run may be using the archive before this one, but not for long. */
async function removeOld(folder: string): Promise<void> {
  for (const file of (await readdir(folder)).filter((name) => /^pglite-\w+\.tar/.test(name))) {
    const path = join(folder, file)
    if (Date.now() - (await stat(path)).mtimeMs > OLD_MS) await rm(path, { force: true })
  }
}

async function hashOfSources(): Promise<string> {
  const migrations = (await readdir(MIGRATIONS, { recursive: true })).sort().map((file) => join(MIGRATIONS, file))
  const others = ['local/database/logins.ts', 'node_modules/@electric-sql/pglite/package.json'].map((file) =>
    join(ROOT, file),
  )
  const hash = createHash('sha256')
  for (const file of [...migrations, ...others].filter((name) => /\.\w+$/.test(name)))
    hash.update(file).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}

async function makeSnapshot(): Promise<Buffer> {
  const users = { postgres: 'template', hub_app: 'template', hub_local: 'template' }
  const embedded = await serveEmbedded({ users })
  const adminUrl = `postgres://postgres:template@127.0.0.1:${embedded.port}/postgres`
  await migrate({ adminUrl, folder: MIGRATIONS })
  await prepareLogins({ kind: 'pglite', adminUrl, appUrl: '', localUrl: '', close: async () => {} })
  const archive = Buffer.from(await (await embedded.dump()).arrayBuffer())
  await embedded.close()
  return archive
}

/** Uses the server that `npm test` started, else starts one; says so when the machine has none. */
export async function preparePostgres(): Promise<Prepared> {
  const given = process.env.TEST_POSTGRES_URL
  if (given) return { source: { kind: 'postgres', adminUrl: given, template: TEMPLATE }, stop: async () => {} }
  const binaries = findPostgres()
  if (!binaries) return { source: { kind: 'absent', reason: 'no PostgreSQL on this machine' }, stop: async () => {} }
  const server = await startPostgres(binaries)
  await makeTemplate(server.adminUrl)
  return {
    source: { kind: 'postgres', adminUrl: server.adminUrl, template: TEMPLATE },
    stop: () => server.stop(),
  }
}

/** The migrated, empty database that others are copied from. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await query(adminUrl, `create database ${TEMPLATE}`)
  const templateUrl = withDatabase(adminUrl, TEMPLATE)
  await migrate({ adminUrl: templateUrl, folder: MIGRATIONS })
  await prepareLogins(await openDatabase({ databaseUrl: templateUrl }))
}

export function withDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.href
}
