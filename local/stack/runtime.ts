import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Log, Miniflare, NoOpLog, supportedCompatibilityDate, type WorkerOptions } from 'miniflare'
import { endWithUs, type Release } from './guard.ts'
import { counterWorker, rateLimitBindings } from './rate-limits.ts'
import type { Module } from './worker-bundle.ts'

export interface RuntimeOptions {
  port: number
  modules: readonly Module[]
  vars: Record<string, string>
  assetsDir: string
  dataDir: string
  logFile?: string
}

export interface Runtime {
  /** Fires every cron and waits for it. */
  fireCrons(): Promise<void>
  stop(): Promise<void>
}

/** The same as in wrangler.toml, as far as the pinned runtime knows it. */
const COMPATIBILITY_DATE = ['2026-08-15', supportedCompatibilityDate].sort()[0]!
export const CRONS = ['* * * * *']
export const QUEUES = ['webhooks', 'messages', 'ai', 'bulk', 'dead']
const ASSETS_NAME = 'assets'
const GUARD_EVERY_MS = 20
const SIGNALS = ['SIGINT', 'SIGTERM'] as const
const BATCH = { maxBatchSize: 10, maxBatchTimeout: 0.05 }

/** Runs the bundle in workerd with queues, Durable Objects, R2 and assets of its own. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
  const said = createWriteStream(options.logFile ?? join(options.dataDir, 'worker.log'), { flags: 'a', mode: 0o600 })
  const before = SIGNALS.map((signal) => process.listeners(signal))
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port: options.port,
    cf: false,
    log: new NoOpLog() as Log,
    handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
      stdout.pipe(said, { end: false })
      stderr.pipe(said, { end: false })
    },
    r2Persist: join(options.dataDir, 'files'),
    durableObjectsPersist: join(options.dataDir, 'objects'),
    workers: [workerOptions(options), assetsWorker(options.assetsDir), counterWorker],
  })
  SIGNALS.forEach((signal, i) => {
    for (const listener of process.listeners(signal)) {
      // Miniflare ends the process at once, before anything else has closed.
      if (!before[i]!.includes(listener)) process.off(signal, listener)
    }
  })
  const release = await whileStarting(miniflare.ready)
  const worker = await miniflare.getWorker()
  return {
    async fireCrons() {
      for (const cron of CRONS) await worker.scheduled({ cron, scheduledTime: new Date() })
    },
    async stop() {
      await miniflare.dispose()
      release?.()
      said.end()
    },
  }
}

/** Watches the runtime from the moment that it exists. */
async function whileStarting(isReady: Promise<unknown>): Promise<Release | null> {
  let release: Release | null = null
  const look = (): void => {
    release ??= endWithUs('/workerd')
  }
  const timer = setInterval(look, GUARD_EVERY_MS)
  await isReady.finally(() => clearInterval(timer))
  look()
  return release
}

function workerOptions({ modules, vars }: RuntimeOptions): WorkerOptions {
  const producers = QUEUES.map((name) => [`QUEUE_${name.toUpperCase()}`, { queueName: `hub-${name}` }])
  const consumers = QUEUES.map((name) => [
    `hub-${name}`,
    name === 'dead' ? BATCH : { ...BATCH, maxRetries: 8, deadLetterQueue: 'hub-dead' },
  ])
  return {
    name: 'smb-hub',
    modules: modulesOf(modules),
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: ['nodejs_compat'],
    bindings: vars,
    queueProducers: Object.fromEntries(producers),
    queueConsumers: Object.fromEntries(consumers),
    durableObjects: {
      LIMITER: { className: 'Limiter', useSQLite: true },
      LIVE: { className: 'Live', useSQLite: true },
      CALL_METER: { className: 'CallMeter', useSQLite: true },
    },
    r2Buckets: { FILES: 'hub-files' },
    serviceBindings: { ASSETS: ASSETS_NAME },
    wrappedBindings: rateLimitBindings(),
  }
}

/** As Miniflare takes them. */
export const modulesOf = (modules: readonly Module[]) =>
  modules.map(({ name, contents }) => ({ type: 'ESModule' as const, path: name, contents }))

/** A Worker of their own: Miniflare sends every request of a Worker that has assets through two more. */
function assetsWorker(directory: string): WorkerOptions {
  return {
    name: ASSETS_NAME,
    modules: [{ type: 'ESModule', path: 'assets.js', contents: 'export default {}' }],
    compatibilityDate: COMPATIBILITY_DATE,
    assets: {
      directory,
      routerConfig: { has_user_worker: false },
      assetConfig: { html_handling: 'auto-trailing-slash', not_found_handling: 'single-page-application' },
    },
  }
}
