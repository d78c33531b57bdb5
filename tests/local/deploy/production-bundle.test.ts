import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { ROOT } from '../../../local/root.ts'
import { bundleWorker, type Module } from '../../../local/stack/worker-bundle.ts'
import { startStack } from '../../support/stack.ts'
import { startingModules } from '../../support/starting-modules.ts'

const ENTRY = join(ROOT, 'workers', 'index.ts')
const GZIP_BYTES_MAX = 800 * 1024

it('the production bundle answers none of /local/*', { timeout: 90_000 }, async () => {
  const assetsDir = await mkdtemp(join(tmpdir(), 'hub-assets-'))
  await writeFile(join(assetsDir, 'index.html'), '<h1>app</h1>')
  const stack = await startStack({ database: 'pglite', workerEntry: ENTRY, assetsDir })
  try {
    for (const path of [
      'mailbox.json',
      'mailbox',
      'clock',
      'cron',
      'failures',
      'email',
      'stripe/mode',
      'stripe/redeliver',
      'model',
      'model/requests',
    ]) {
      for (const method of ['GET', 'POST']) {
        const response = await fetch(`${stack.origin}/local/${path}`, { method })
        const body = await response.text()
        // A browser that asks for an unknown page gets the app, never an answer of the local stack.
        if (response.ok) expect(body, path).toBe('<h1>app</h1>')
        else expect([404, 405], `${method} ${path}`).toContain(response.status)
      }
    }
  } finally {
    await stack.stop()
    await rm(assetsDir, { recursive: true })
  }
})

it('the production bundle holds nothing of the local stack, and fits', { timeout: 30_000 }, async () => {
  const modules = await bundleWorker(ENTRY)
  const textOf = (of: readonly Module[]) => of.map(({ contents }) => contents).join('\n')
  const whole = textOf(modules)
  for (const word of ['/local/', 'SERVICES_URL', 'whsec_local', 'sms_local', 'model_local', 'local-reader'])
    expect(whole).not.toContain(word)
  // Zod's messages in German.
  expect(whole).not.toContain('E-Mail-Adresse')
  const start = textOf(startingModules(modules))
  expect(gzipSync(start).length).toBeLessThan(GZIP_BYTES_MAX)
  // What draws papers is read with the first of them.
  const OF_PAPERS = 'beginbfchar'
  expect(whole).toContain(OF_PAPERS)
  expect(start).not.toContain(OF_PAPERS)
  expect(start).not.toMatch(/fontkit|StructTreeRoot/)
})
