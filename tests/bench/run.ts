import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { newId } from '../../core/db/ids.ts'
import { ROOT } from '../../local/root.ts'
import { PASSWORD_LOG2N } from '../../workers/adapters/passwords/scrypt.ts'
import { signUp } from '../support/api.ts'
import { freePort } from '../support/ports.ts'
import { findPostgres } from '../support/postgres.ts'
import { startStack } from '../support/stack.ts'
import { ask, hangUp } from './ask.ts'
import { startBare } from './bare.ts'
import { printMail } from './mail.ts'
import { type Measured, measure, type Operation, percentile } from './measure.ts'
import { printTakes } from './meter.ts'
import { sizes } from './sizes.ts'
import { printTimings } from './timing.ts'
import { type BenchBusiness, makeBusinesses, newInvoice } from './world.ts'

const WARM_UP = { concurrency: 4, block: 20, forMs: 3_000 }
const ONE = { concurrency: 1, block: 10, forMs: 20_000 }
const SIXTEEN = { concurrency: 16, block: 48, forMs: 20_000 }

const ends: (() => Promise<void>)[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(130))

if (process.argv.includes('plans')) process.exit(await plans())
await bench().then(
  () => stop(0),
  (error: unknown) => {
    console.error(error)
    return stop(1)
  },
)

/** Prints figures and never judges them: what must hold is in the tests, as trips, pages and bytes. */
async function bench(): Promise<void> {
  if (process.argv.includes('meter')) return printTakes()
  if (!findPostgres()) return console.log('Nothing to measure: no PostgreSQL on this machine')
  const stack = await startStack({ database: 'postgres', vars: { PASSWORD_LOG2N: String(PASSWORD_LOG2N) } })
  ends.push(() => stack.stop())
  if (process.argv.includes('mail')) return printMail(stack, await signUp(stack))
  const bare = await startBare(stack.adminUrl, await freePort())
  ends.push(() => bare.stop())
  const businesses = await makeBusinesses(stack)
  if (process.argv.includes('timing')) return printTimings(stack, businesses)
  const operations = operationsOf(stack.origin, bare.url, businesses)
  await measure(operations, WARM_UP)
  print(1, await measure(operations, ONE))
  print(16, await measure(operations, SIXTEEN))
  const page = await ask(businesses[0]!.links[0]!, { headers: from(0) })
  console.table([
    ...(await sizes()),
    { name: 'portal page', bytes: page.text.length, gzip: gzipSync(page.text).length },
  ])
}

/** The first is what the others are compared with. */
function operationsOf(origin: string, bareUrl: string, businesses: readonly BenchBusiness[]): Operation[] {
  const at = (n: number) => businesses[n % businesses.length]!
  const links = businesses.flatMap(({ links }) => links)
  const get = (path: string, n: number) => ask(`${origin}${path}`, { headers: at(n).headers })
  const create = (n: number) =>
    ask(`${origin}/v1/invoices`, {
      method: 'POST',
      headers: { ...at(n).headers, 'idempotency-key': newId() },
      body: newInvoice(at(n).contactId),
    })
  return [
    { name: 'bare handler, one trip', expected: 200, run: () => ask(bareUrl) },
    { name: 'portal page', expected: 200, run: (n) => ask(links[n % links.length]!, { headers: from(n) }) },
    { name: 'list of 50 invoices', expected: 200, run: (n) => get('/v1/invoices?limit=50', n) },
    { name: 'one invoice', expected: 200, run: (n) => get(`/v1/invoices/${at(n).invoiceIds[n % 50]}`, n) },
    { name: 'create an invoice', expected: 201, run: create },
  ]
}

/** Each address has a limit of its own. */
function from(n: number) {
  return { 'cf-connecting-ip': `198.51.100.${n % 250}` }
}

function print(concurrency: number, measured: readonly Measured[]): void {
  const [bare] = measured
  const base = percentile(bare!.ms, 0.5)
  console.log(`\n${concurrency} at a time`)
  console.table(
    measured.map(({ name, ms, trips, failures }) => ({
      name,
      requests: ms.length,
      trips: [...trips].join(', '),
      'p50 ms': round(percentile(ms, 0.5)),
      'p95 ms': round(percentile(ms, 0.95)),
      'p50 / bare': round(percentile(ms, 0.5) / base),
      failed: [...failures].map(([status, count]) => `${count} x ${status}`).join(', '),
    })),
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** The plans of the tests, with a million rows instead of fewer. */
function plans(): Promise<number> {
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'postgres', 'tests/services/plans'], {
    cwd: ROOT,
    env: { ...process.env, PLANS_ROWS: '1000000' },
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
}

async function stop(code: number): Promise<void> {
  hangUp()
  for (const end of ends.splice(0).reverse()) await end().catch((error: unknown) => console.error(error))
  process.exit(code)
}
