import type { TestProject } from 'vitest/node'
import { provideStacks } from './provide-stacks.ts'

/** What `npm start` runs, once, on the embedded database as it does. */
export default (project: TestProject): Promise<() => Promise<void>> => provideStacks(project, 1, 'pglite')
