import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveEmbedded } from '../../local/database/embedded-thread.ts'
import { prepareLogins } from '../../local/database/logins.ts'
import { migrate } from '../../local/database/migrate.ts'
import { openDatabase } from '../../local/database/open.ts'
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

export const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))
const TEMPLATE = 'hub_template'

/** Uses the archive that `npm test` made, else makes one. */
export async function preparePGlite(): Promise<Prepared> {
  const given = process.env.TEST_PGLITE_SNAPSHOT
  if (given) return { source: { kind: 'pglite', snapshot: given }, stop: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'hub-pglite-'))
  const snapshot = join(folder, 'snapshot.tar')
  const users = { postgres: 'template', hub_app: 'template', hub_local: 'template' }
  const embedded = await serveEmbedded({ users })
  const url = (user: string): string => `postgres://${user}:template@127.0.0.1:${embedded.port}/postgres`
  await migrate({ adminUrl: url('postgres'), folder: MIGRATIONS })
  await prepareLogins({ kind: 'pglite', adminUrl: url('postgres'), appUrl: '', localUrl: '', close: async () => {} })
  await writeFile(snapshot, Buffer.from(await (await embedded.dump()).arrayBuffer()))
  await embedded.close()
  return { source: { kind: 'pglite', snapshot }, stop: () => rm(folder, { recursive: true, force: true }) }
}

/** Uses the server that `npm test` started, else starts one; says so when the machine has none. */
export async function preparePostgres(): Promise<Prepared> {
  const given = process.env.TEST_POSTGRES_URL
  const binaries = given ? null : findPostgres()
  if (!given && !binaries) {
    return { source: { kind: 'absent', reason: 'no PostgreSQL on this machine' }, stop: async () => {} }
  }
  const server = binaries ? await startPostgres(binaries) : { adminUrl: String(given), stop: async () => {} }
  const { adminUrl } = server
  const template = `${TEMPLATE}_${process.pid}`
  await query(adminUrl, `create database ${template}`)
  const templateUrl = withDatabase(adminUrl, template)
  await migrate({ adminUrl: templateUrl, folder: MIGRATIONS })
  await prepareLogins(await openDatabase({ databaseUrl: templateUrl }))
  return { source: { kind: 'postgres', adminUrl, template }, stop: () => server.stop() }
}

export function withDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.href
}
