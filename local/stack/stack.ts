import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { prepareLogins } from '../database/logins.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase, type Whereabouts } from '../database/open.ts'
import { startGateway } from '../gateway/gateway.ts'
import { ROOT } from '../root.ts'
import { MODEL_KEY } from '../services/model/state.ts'
import { startServices } from '../services/server.ts'
import { databaseClock } from './clock.ts'
import { startRuntime } from './runtime.ts'
import { loadSecrets } from './secrets.ts'
import { buildWebApp } from './web-app.ts'
import { bundleWorker } from './worker-bundle.ts'

export interface StackOptions {
  port: number
  dataDir: string
  database: Whereabouts
  vars: Record<string, string>
  /** Crons fire each minute; tests fire them when they want. */
  crons: boolean
  workerEntry?: string
  /** Where the Worker's output goes; `worker.log` beside the data when absent. */
  logFile?: string
  /** The built app; built from its sources when absent. */
  assetsDir?: string
}

export interface Stack {
  origin: string
  servicesUrl: string
  /** The administrator's connection string. */
  adminUrl: string
  fireCrons(): Promise<void>
  stop(): Promise<void>
}

const CRON_EVERY_MS = 60_000
const ANSWERING_MS = 30_000

/** Brings up everything that one machine needs; what was started is stopped again when a later part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const started: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end()
  }
  try {
    return { ...(await bringUp(options, started)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function bringUp(options: StackOptions, started: (() => Promise<void>)[]): Promise<Omit<Stack, 'stop'>> {
  const origin = `http://127.0.0.1:${options.port}`
  const parts = Promise.all([
    bundleWorker(options.workerEntry ?? join(ROOT, 'local', 'worker.ts')),
    options.assetsDir ?? buildWebApp(ROOT),
  ])
  // It is awaited below; until then a failure of the database comes first.
  parts.catch(() => {})
  const database = await openDatabase(options.database)
  started.push(() => database.close())
  await migrate({ adminUrl: database.adminUrl, folder: join(ROOT, 'migrations') })
  await prepareLogins(database)
  const gateway = await startGateway({ connectionString: database.appUrl })
  started.push(() => gateway.close())
  const services = await startServices({
    dataDir: options.dataDir,
    clock: databaseClock(database.localUrl),
    webhookUrl: () => `${origin}/v1/webhooks/stripe`,
    webhookSecret: options.vars.STRIPE_WEBHOOK_SECRET ?? '',
    smsWebhookUrl: () => `${origin}/v1/webhooks/sms/twilio`,
    smsAuthToken: options.vars.SMS_AUTH_TOKEN ?? '',
    mailEvents: {
      url: () => `${origin}/v1/webhooks/mail/resend`,
      secret: options.vars.RESEND_WEBHOOK_SECRET ?? MAIL_EVENTS_SECRET,
    },
  })
  started.push(() => services.close())
  const [modules, built] = await parts
  // A copy of its own: another start may build the app again meanwhile.
  const assetsDir = join(options.dataDir, 'web')
  rmSync(assetsDir, { recursive: true, force: true })
  cpSync(built, assetsDir, { recursive: true })
  const vars = {
    ...simulated(services.url),
    ...loadSecrets(options.dataDir),
    ...options.vars,
    VERSION: version(),
    APP_ORIGIN: origin,
    DATABASE_URL: database.appUrl,
    DATABASE_GATEWAY: gateway.url,
    SERVICES_URL: services.url,
  }
  const runtime = await startRuntime({ ...options, modules, vars, assetsDir })
  started.push(() => runtime.stop())
  await untilHealthy(origin)
  if (options.crons) started.push(everyMinute(runtime.fireCrons))
  return { origin, servicesUrl: services.url, adminUrl: database.adminUrl, fireCrons: runtime.fireCrons }
}

const MAIL_EVENTS_SECRET = 'whsec_mail_local'

/** The outside services of this machine; `.dev.vars` may name real ones. */
function simulated(servicesUrl: string): Record<string, string> {
  return {
    STRIPE_API_URL: `${servicesUrl}/stripe`,
    STRIPE_SECRET_KEY: 'sk_test_local',
    STRIPE_CLIENT_ID: 'ca_local',
    CHECKOUT_ORIGIN: servicesUrl,
    MAIL_API_URL: `${servicesUrl}/mail`,
    MAIL_API_KEY: 're_local',
    MAIL_FROM: 'SMB Hub <hub@smbhub.example>',
    MAIL_IN_DOMAIN: 'in.smbhub.example',
    MAIL_IN_HOST: 'mx.in.smbhub.example',
    RESEND_WEBHOOK_SECRET: MAIL_EVENTS_SECRET,
    POSTMARK_INBOUND_AUTH: 'postmark:postmark_local',
    MAILGUN_SIGNING_KEY: 'mailgun_key_local',
    // Short enough to watch an outage, long enough for a machine that is busy.
    MAIL_TIMEOUT_MS: '3000',
    SMS_API_URL: `${servicesUrl}/sms`,
    SMS_ACCOUNT_SID: 'AC_local',
    SMS_TIMEOUT_MS: '3000',
    STRIPE_TIMEOUT_MS: '5000',
    MODEL_URL: `${servicesUrl}/model/v1`,
    MODEL_NAME: 'local-reader',
    MODEL_KEY,
    MODEL_USD_PER_MILLION_IN: '0.15',
    MODEL_USD_PER_MILLION_OUT: '0.6',
    LIMIT_FACTOR: '10',
  }
}

const version = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version

async function untilHealthy(origin: string): Promise<void> {
  let last = 'no answer'
  for (const until = Date.now() + ANSWERING_MS; Date.now() < until; await setTimeout(50)) {
    try {
      const response = await fetch(`${origin}/health`)
      const body = await response.text()
      if (response.ok) return
      last = `${response.status} ${body.slice(0, 500)}`
      if (response.status === 503) break
    } catch (error) {
      last = String(error)
    }
  }
  throw new Error(`${origin}/health does not answer as it should: ${last}`)
}

function everyMinute(fire: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  const tick = (): void => {
    running ??= fire()
      .catch((error: unknown) => console.error('A cron failed:', error))
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(tick, CRON_EVERY_MS)
  // What became due while nothing ran should not wait another minute.
  tick()
  return async () => {
    clearInterval(timer)
    await Promise.race([running, setTimeout(1_000)])
  }
}
