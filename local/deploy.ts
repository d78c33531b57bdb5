import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, parseEnv } from 'node:util'
import { setPasswordOf } from './database/logins.ts'
import { migrate } from './database/migrate.ts'
import { checkProductionVars } from './deploy/production-vars.ts'
import { ROOT } from './root.ts'
import { buildWebApp } from './stack/web-app.ts'
import { bundleWorker } from './stack/worker-bundle.ts'

const USAGE = `npm run deploy -- --vars <file>   migrates the database, uploads secrets, Worker and app
npm run deploy -- --dry-run       builds everything and uploads nothing`

const { values } = parseArgs({ options: { vars: { type: 'string' }, 'dry-run': { type: 'boolean' } } })
try {
  if (values['dry-run']) await dryRun()
  else if (values.vars) await deploy(values.vars)
  else throw new Error(USAGE)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function dryRun(): Promise<void> {
  await buildWebApp(ROOT)
  await writeWorker()
  wrangler('deploy', '--dry-run')
}

/** What wrangler.toml names: the very modules that the tests run, which wrangler uploads as they are. */
async function writeWorker(): Promise<void> {
  const folder = join(ROOT, 'dist', 'worker')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { name, contents } of await bundleWorker(join(ROOT, 'workers', 'index.ts')))
    writeFileSync(join(folder, name), contents)
}

async function deploy(file: string): Promise<void> {
  const vars = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>
  const { adminUrl, appUrl, secrets } = checkProductionVars(vars, localSecrets())
  await buildWebApp(ROOT)
  await writeWorker()
  console.log('Applied:', await migrate({ adminUrl, folder: join(ROOT, 'migrations') }))
  await setPasswordOf(adminUrl, appUrl)
  const folder = mkdtempSync(join(tmpdir(), 'hub-deploy-'))
  try {
    const secretsFile = join(folder, 'secrets.json')
    writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 })
    wrangler('deploy', '--secrets-file', secretsFile)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The keys of this machine's own data, which must not sign anything elsewhere. */
function localSecrets(): string[] {
  const file = join(ROOT, process.env.DATA_DIR ?? '.data', 'secrets.json')
  return existsSync(file) ? Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : []
}

function wrangler(...args: string[]): void {
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' }
  const { status } = spawnSync(join(ROOT, 'node_modules', '.bin', 'wrangler'), args, {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`wrangler ${args[0]} failed`)
}
