import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'

/** `npm run prove:audit [seed] [runs]`: random edits, deletions and swaps of a sealed audit on real PostgreSQL, each of which must be found. */
const SEED = process.argv[2] ?? String(randomInt(2 ** 31))
const RUNS = process.argv[3] ?? '1000'
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

console.log(`${RUNS} runs, seed ${SEED}`)
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'postgres', 'tests/services/audit']
const { status } = spawnSync(process.execPath, vitest, {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, AUDIT_RUNS: RUNS, TEST_SEED: SEED },
})
process.exitCode = status ?? 1
