import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ROOT } from '../../local/root.ts'
import { buildForProduction, buildWebApp } from '../../local/stack/web-app.ts'
import { isWhole } from './drawn.ts'

declare module 'vitest' {
  interface ProvidedContext {
    apps: { shipped: string; quick: string }
  }
}

/**
 * The app as it is shipped, and in one piece: the same modules, but opening a page costs a browser a third less, because
 * it asks for 15 files instead of 50 to 90. `npm run test:whole` and single files have what is shipped everywhere; in
 * `npm test` every-page, what is about loading, and all journeys have it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shipped = await buildWebApp(ROOT)
  if (isWhole) {
    project.provide('apps', { shipped, quick: shipped })
    return async () => {}
  }
  const quick = await mkdtemp(join(tmpdir(), 'hub-app-'))
  await buildForProduction(ROOT, quick, true)
  cpSync(join(shipped, 'fonts'), join(quick, 'fonts'), { recursive: true })
  project.provide('apps', { shipped, quick })
  return () => rm(quick, { recursive: true, force: true })
}
