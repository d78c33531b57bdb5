import type { TestProject } from 'vitest/node'
import { isWhole } from './drawn.ts'
import { provideStacks } from './provide-stacks.ts'

/**
 * What `npm start` runs, on the embedded database as it does: the first as shipped, and in `npm test` a second with the
 * quick app for the journeys that are not about loading.
 */
export default (project: TestProject): Promise<() => Promise<void>> =>
  provideStacks(project, 'pglite', isWhole ? ['shipped'] : ['shipped', 'quick'])
