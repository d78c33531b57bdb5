import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { openDatabase } from '../../local/database/open.ts'
import { type Gateway, startGateway } from '../../local/gateway/gateway.ts'
import { query } from './admin.ts'
import { type DatabaseSource, withDatabase } from './database-source.ts'

declare module 'vitest' {
  interface ProvidedContext {
    database: DatabaseSource
  }
}

export interface TestDatabase {
  kind: 'pglite' | 'postgres'
  adminUrl: string
  /** What the Worker would log in with. */
  appUrl: string
  localUrl: string
  gateway: Gateway
  /** As the administrator, past row security. */
  admin<T extends object>(sql: string, values?: unknown[]): Promise<T[]>
  close(): Promise<void>
}

/** Gives the test file a migrated, empty database of its own; its tests are skipped where there is none. */
export function useDatabase(): TestDatabase {
  const database = {} as TestDatabase
  const source = inject('database')
  beforeAll(async () => {
    if (source.kind !== 'absent') Object.assign(database, await openTestDatabase(source))
  }, 60_000)
  beforeEach((context) => {
    if (source.kind === 'absent') context.skip(source.reason)
  })
  afterAll(() => database.close?.())
  return database
}

export async function openTestDatabase(source: Exclude<DatabaseSource, { kind: 'absent' }>): Promise<TestDatabase> {
  const place = source.kind === 'pglite' ? { snapshot: source.snapshot } : { databaseUrl: await copyTemplate(source) }
  const database = await openDatabase(place)
  const gateway = await startGateway({ connectionString: database.appUrl })
  return {
    ...database,
    gateway,
    admin: (sql, values) => query(database.adminUrl, sql, values),
    async close() {
      await gateway.close()
      await database.close()
      if (source.kind === 'postgres') await dropCopy(source.adminUrl, database.adminUrl)
    },
  }
}

async function copyTemplate(source: { adminUrl: string; template: string }): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  await query(source.adminUrl, `create database ${name} template ${source.template} strategy file_copy`)
  return withDatabase(source.adminUrl, name)
}

async function dropCopy(adminUrl: string, databaseUrl: string): Promise<void> {
  await query(adminUrl, `drop database ${new URL(databaseUrl).pathname.slice(1)} with (force)`)
}
