import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../local/root.ts'
import { loadSecrets } from '../../local/stack/secrets.ts'
import { startStack as startLocalStack } from '../../local/stack/stack.ts'
import { buildWebApp } from '../../local/stack/web-app.ts'
import { query } from './admin.ts'
import { type DatabaseSource, preparePGlite, preparePostgres, withDatabase } from './database-source.ts'
import { freePort } from './ports.ts'
import { findPostgres } from './postgres.ts'

/** Where the running stack of a vitest project is; plain data, because it crosses to the test processes. */
export interface StackAddress {
  kind: 'pglite' | 'postgres'
  origin: string
  servicesUrl: string
  adminUrl: string
  /** What its access tokens are signed with. */
  signingKey: string
}

export interface TestStack extends StackAddress {
  /** Asks the database past row security. */
  admin<T extends object>(sql: string, values?: unknown[]): Promise<T[]>
  fireCrons(): Promise<void>
  stop(): Promise<void>
}

/** PostgreSQL where the machine has it, as in production; the journeys keep the embedded one that `npm start` has. */
export const usualDatabase = () => (findPostgres() ? 'postgres' : 'pglite')

/** What a hash costs is asserted where hashing is tested; hundreds of people sign up here. */
const CHEAP_PASSWORDS = { PASSWORD_LOG2N: '1' }

/** Everything that `npm start` runs, on free ports and with data that is thrown away; crons fire when told. */
export async function startStack(options: {
  database: 'pglite' | 'postgres'
  workerEntry?: string
  assetsDir?: string
  vars?: Record<string, string>
}): Promise<TestStack> {
  const { source, stop } = await (options.database === 'pglite' ? preparePGlite() : preparePostgres())
  if (source.kind === 'absent') throw new Error(source.reason)
  const dataDir = await mkdtemp(join(tmpdir(), 'hub-stack-'))
  const stack = await startLocalStack({
    ...options,
    assetsDir: options.assetsDir ?? (await buildWebApp(ROOT).catch(() => emptyApp(dataDir))),
    port: await freePort(),
    dataDir,
    database: await placeOf(source),
    vars: { STRIPE_WEBHOOK_SECRET: 'whsec_local', SMS_AUTH_TOKEN: 'sms_local', ...CHEAP_PASSWORDS, ...options.vars },
    crons: false,
    logFile: await logFileOf(options.database),
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {
    kind: options.database,
    origin: stack.origin,
    servicesUrl: stack.servicesUrl,
    adminUrl: stack.adminUrl,
    signingKey: loadSecrets(dataDir).AUTH_PRIVATE_JWK,
    admin: (sql, values) => query(stack.adminUrl, sql, values),
    fireCrons: stack.fireCrons,
    async stop() {
      await stack.stop()
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** What the Worker said, kept for whoever looks into a failing test. */
async function logFileOf(database: string): Promise<string> {
  const folder = join(ROOT, 'dist', 'tests')
  await mkdir(folder, { recursive: true })
  return join(folder, `worker-${database}.log`)
}

/** The API can be tested while the app does not build; the journeys then fail by what they do not see. */
async function emptyApp(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'empty-app')
  await mkdir(folder)
  await writeFile(join(folder, 'index.html'), '<title>The app does not build</title>')
  return folder
}

async function placeOf(source: Exclude<DatabaseSource, { kind: 'absent' }>) {
  if (source.kind === 'pglite') return { snapshot: source.snapshot }
  const name = `stack_${crypto.randomUUID().replaceAll('-', '')}`
  await query(source.adminUrl, `create database ${name} template ${source.template} strategy file_copy`)
  return { databaseUrl: withDatabase(source.adminUrl, name) }
}
