import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** `npm run prove:refunds`: the six events of a refund in all of their 720 orders, on real PostgreSQL; each must leave the same state. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'postgres',
  'tests/services/webhooks/refund-orders',
]
const { status } = spawnSync(process.execPath, vitest, {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, REFUND_ORDERS: '720' },
})
process.exitCode = status ?? 1
