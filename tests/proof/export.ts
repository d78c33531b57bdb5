import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../local/root.ts'

/** `npm run prove:export [rows]`, in a heap as small as a Worker's: what is not needed goes when it has to. */
const FLAGS = ['--max-old-space-size=96', '--max-semi-space-size=2', '--import', './tests/support/load-sources.ts']

const run = [...FLAGS, join(ROOT, 'tests', 'proof', 'export-beside-cursor.ts'), ...process.argv.slice(2)]
process.exitCode = spawnSync(process.execPath, run, { stdio: 'inherit', cwd: ROOT }).status ?? 1
