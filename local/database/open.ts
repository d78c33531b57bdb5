import { createHmac } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type EmbeddedDatabase, openEmbedded } from './embedded.ts'

export interface OpenDatabase {
  kind: 'pglite' | 'postgres'
  /** The administrator: runs migrations, reads everything. */
  adminUrl: string
  /** What the Worker logs in as; forced row security binds it. */
  appUrl: string
  /** May write the offset of product time, nothing else; exists on one machine only. */
  localUrl: string
  close(): Promise<void>
}

/** Opens the embedded database in a folder, or takes a PostgreSQL that is already running. */
export async function openDatabase(where: { dataDir: string } | { databaseUrl: string }): Promise<OpenDatabase> {
  return 'databaseUrl' in where ? takeServer(where.databaseUrl) : openFolder(where.dataDir)
}

function takeServer(databaseUrl: string): OpenDatabase {
  return {
    kind: 'postgres',
    adminUrl: databaseUrl,
    appUrl: loginUrl(databaseUrl, 'hub_app'),
    localUrl: loginUrl(databaseUrl, 'hub_local'),
    close: async () => {},
  }
}

async function openFolder(dataDir: string): Promise<OpenDatabase> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const passwords = { postgres: password('postgres'), hub_app: password('hub_app'), hub_local: password('hub_local') }
  const database: EmbeddedDatabase = await openEmbedded(join(dataDir, 'database'), passwords)
  const url = (user: keyof typeof passwords): string =>
    `postgres://${user}:${passwords[user]}@127.0.0.1:${database.port}/postgres`
  return {
    kind: 'pglite',
    adminUrl: url('postgres'),
    appUrl: url('hub_app'),
    localUrl: url('hub_local'),
    close: () => database.close(),
  }
}

const seed = crypto.randomUUID()
const password = (user: string): string => createHmac('sha256', seed).update(user).digest('base64url')

/** Derived from the administrator's, so that two copies beside one server agree about it. */
function loginUrl(adminUrl: string, user: string): string {
  const url = new URL(adminUrl)
  const secret = createHmac('sha256', `${url.username}:${url.password}@${url.host}`).update(user).digest('base64url')
  url.username = user
  url.password = secret
  return url.href
}
