import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { parseEnv } from 'node:util'
import { Refusal } from './refusal.ts'

export interface Settings {
  port: number
  dataDir: string
  databaseUrl: string | undefined
  /** What `.dev.vars` holds, for the Worker. */
  vars: Record<string, string>
}

const PORT_DEFAULT = 8787

/** Reads `.dev.vars`, made from its example when it is missing; the process environment wins. */
export function loadSettings(root: string, env: NodeJS.ProcessEnv): Settings {
  const file = join(root, '.dev.vars')
  if (!existsSync(file)) copyFileSync(join(root, '.dev.vars.example'), file)
  const written = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>
  const vars = Object.fromEntries(Object.entries(written).map(([name, value]) => [name, env[name] ?? value]))
  const dataDir = env.DATA_DIR || vars.DATA_DIR || '.data'
  return {
    port: parsePort(env.PORT || vars.PORT || String(PORT_DEFAULT)),
    dataDir: isAbsolute(dataDir) ? dataDir : join(root, dataDir),
    databaseUrl: env.DATABASE_URL || vars.DATABASE_URL || undefined,
    vars,
  }
}

function parsePort(value: string): number {
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Refusal(`PORT must be a number from 0 to 65535, not "${value}".`)
}
