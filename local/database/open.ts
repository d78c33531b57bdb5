import { createHmac, randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openEmbedded } from './embedded.ts'

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

export type Whereabouts = { dataDir: string } | { snapshot: string } | { databaseUrl: string }

/** Opens the embedded database (in a folder, or in memory from an archive), or takes a PostgreSQL that is running. */
export async function openDatabase(where: Whereabouts): Promise<OpenDatabase> {
  if ('databaseUrl' in where) return takeServer(where.databaseUrl)
  if ('snapshot' in where) return serveInside({ snapshot: where.snapshot })
  await mkdir(where.dataDir, { recursive: true, mode: 0o700 })
  return serveInside({ folder: join(where.dataDir, 'database') })
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

/** Derived from the administrator's, so that two copies beside one server agree about it. */
function loginUrl(adminUrl: string, user: string): string {
  const url = new URL(adminUrl)
  const secret = createHmac('sha256', `${url.username}:${url.password}@${url.host}`).update(user).digest('base64url')
  url.username = user
  url.password = secret
  return url.href
}

async function serveInside(place: { folder: string } | { snapshot: string }): Promise<OpenDatabase> {
  const users = { postgres: newPassword(), hub_app: newPassword(), hub_local: newPassword() }
  const database = await openEmbedded({ ...place, users })
  const url = (user: keyof typeof users): string =>
    `postgres://${user}:${users[user]}@127.0.0.1:${database.port}/postgres`
  return {
    kind: 'pglite',
    adminUrl: url('postgres'),
    appUrl: url('hub_app'),
    localUrl: url('hub_local'),
    close: () => database.close(),
  }
}

const newPassword = (): string => randomBytes(24).toString('base64url')
