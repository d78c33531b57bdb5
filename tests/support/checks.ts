import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../local/root.ts'

export interface Check {
  name: string
  command: string[]
}

export const FORMAT_AND_LINT: Check = { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings'] }
/** By one checker: each of the four that there would be works out anew what all files share. */
export const TYPES: Check = { name: 'types', command: ['tsc', '--noEmit', '--checkers', '1'] }
export const DEAD_CODE: Check = { name: 'dead code', command: ['knip', '--no-progress'] }
/** Without the tests as a way in: what only they use is dead too. */
export const SHIPPED_CODE: Check = {
  name: 'dead code that ships',
  command: ['knip', '--no-progress', '--config', 'knip.shipped.json', '--include', 'files,exports,types'],
}
export const ARCHITECTURE: Check = {
  name: 'architecture',
  command: ['vitest', 'run', '--project', 'unit', 'tests/architecture.test.ts'],
}

/** Runs a tool of the project; says what it said only when it failed. */
export async function runCheck({ name, command: [tool, ...args] }: Check): Promise<boolean> {
  const started = performance.now()
  const child = spawn(join(ROOT, 'node_modules', '.bin', String(tool)), args, { cwd: ROOT })
  const said: Buffer[] = []
  child.stdout.on('data', (bytes) => said.push(bytes))
  child.stderr.on('data', (bytes) => said.push(bytes))
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null)).on('close', resolve)
  })
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  if (code !== 0) console.log(Buffer.concat(said).toString('utf8'))
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  return code === 0
}
