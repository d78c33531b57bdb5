import type { TestProject } from 'vitest/node'
import { startStack } from './stack.ts'
import { countWrites } from './write-counts.ts'

/** Starts one stack for all files of a vitest project; one that does not start fails these files and no others. */
export async function provideStack(
  project: TestProject,
  database: 'pglite' | 'postgres',
): Promise<() => Promise<void>> {
  try {
    const stack = await startStack({ database })
    if (stack.kind === 'absent') project.provide('stack', stack)
    else {
      await countWrites(stack.adminUrl)
      const { kind, origin, servicesUrl, adminUrl } = stack
      project.provide('stack', { kind, origin, servicesUrl, adminUrl })
      return () => stack.stop()
    }
  } catch (error) {
    project.provide('stack', { kind: 'broken', reason: error instanceof Error ? String(error.stack) : String(error) })
  }
  return async () => {}
}
