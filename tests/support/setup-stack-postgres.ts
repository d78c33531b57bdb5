import type { TestProject } from 'vitest/node'
import { provideStack } from './provide-stack.ts'

export default (project: TestProject): Promise<() => Promise<void>> => provideStack(project, 'postgres')
