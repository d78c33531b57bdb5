import type { TestProject } from 'vitest/node'
import { ROOT } from '../../local/root.ts'
import { buildWebApp } from '../../local/stack/web-app.ts'
import { isWhole } from './drawn.ts'
import { buildQuickApp } from './quick-app.ts'

declare module 'vitest' {
  interface ProvidedContext {
    apps: { shipped: string; quick: string }
  }
}

/** What is shipped, and what most tests of pages have in `npm test`; `npm run test:whole` and single files have what is shipped. */
export default async function setup(project: TestProject): Promise<void> {
  const shipped = await buildWebApp(ROOT)
  project.provide('apps', { shipped, quick: isWhole ? shipped : await buildQuickApp() })
}
