import { ROOT } from './root.ts'
import { lockData } from './stack/data-lock.ts'
import { ensureDemo } from './stack/demo.ts'
import { claimPort } from './stack/ports.ts'
import { Refusal } from './stack/refusal.ts'
import { loadSettings } from './stack/settings.ts'
import { type Stack, startStack } from './stack/stack.ts'

const STOPPING_MS = 5_000
let stack: Stack | undefined
let isStopping = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => void stop())
await start().catch(refuse)

async function start(): Promise<void> {
  const settings = loadSettings(ROOT, process.env)
  const lock = await lockData(settings.dataDir)
  process.on('exit', () => lock.release())
  const port = await claimPort(settings.port)
  const { dataDir, databaseUrl, vars } = settings
  const database = databaseUrl ? { databaseUrl } : { dataDir }
  stack = await startStack({ port, dataDir, database, vars, crons: true })
  const demo = await ensureDemo(dataDir, stack).catch((error: unknown) => {
    console.error('The demo business could not be made:', error)
    return null
  })
  if (demo) console.log(`The demo business: sign in as ${demo.email} with the password ${demo.password}`)
  if (demo?.reviewer) console.log(`A reviewer of the platform (/ops): ${demo.reviewer}, the same password`)
  console.log(`SMB Hub is ready on ${stack.origin}`)
}

async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  setTimeout(() => process.exit(1), STOPPING_MS).unref()
  await stack?.stop()
  process.exit(0)
}

function refuse(error: unknown): void {
  console.error(error instanceof Refusal ? error.message : error)
  process.exit(1)
}
