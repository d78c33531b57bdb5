import type { TestProject } from 'vitest/node'
import { startStack } from './stack.ts'

/** Starts one stack for all files of a vitest project. */
export async function provideStack(
  project: TestProject,
  database: 'pglite' | 'postgres',
): Promise<() => Promise<void>> {
  const stack = await startStack({ database })
  if (stack.kind === 'absent') {
    project.provide('stack', stack)
    return async () => {}
  }
  const { kind, origin, servicesUrl, adminUrl } = stack
  project.provide('stack', { kind, origin, servicesUrl, adminUrl })
  return () => stack.stop()
}
