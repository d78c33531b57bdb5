import type { TestProject } from 'vitest/node'
import { provideStacks } from './provide-stacks.ts'
import { usualDatabase } from './stack.ts'

export default (project: TestProject): Promise<() => Promise<void>> =>
  provideStacks(project, usualDatabase(), ['shipped', 'shipped'])
