import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../../local/root.ts'

it('npm run deploy builds everything and uploads nothing in its dry run', { timeout: 120_000 }, () => {
  const run = spawnSync(process.execPath, [join(ROOT, 'local', 'deploy.ts'), '--dry-run'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const said = `${run.stdout}${run.stderr}`
  expect(run.status, said).toBe(0)
  expect(said).toContain('--dry-run: exiting now')
  for (const binding of ['LIMITER', 'LIVE', 'CALL_METER', 'QUEUE_WEBHOOKS', 'QUEUE_DEAD', 'FILES', 'ASSETS', 'AI'])
    expect(said).toContain(`env.${binding}`)
  // All modules together (the platform takes 3 MB, at most 10), 500 of them what reads PDFs, 99 what was learned of words, fetched by who reads one; what is read before the first request is measured with the production bundle.
  const gzipKib = Number(/gzip: ([\d.]+) KiB/.exec(said)?.[1])
  expect(gzipKib).toBeGreaterThan(0)
  expect(gzipKib).toBeLessThanOrEqual(1_970)
  expect(said).toMatch(/draw-\w+\.js/)
})

it('a deployment refuses to guess: without its variables it says how', () => {
  const run = spawnSync(process.execPath, [join(ROOT, 'local', 'deploy.ts')], { cwd: ROOT, encoding: 'utf8' })
  expect(run.status).toBe(1)
  expect(run.stderr).toContain('npm run deploy -- --vars')
})
