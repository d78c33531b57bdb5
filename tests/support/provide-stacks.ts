import type { TestProject } from 'vitest/node'
import { buildQuickApp } from './quick-app.ts'
import { startStack, type TestStack } from './stack.ts'
import { countWrites } from './write-counts.ts'

/** Starts a stack for each build of the app, for all files of a vitest project; what does not start fails these files and no others. */
export async function provideStacks(
  project: TestProject,
  database: 'pglite' | 'postgres',
  builds: readonly ('shipped' | 'quick')[],
): Promise<() => Promise<void>> {
  const started: TestStack[] = []
  const stop = async () => {
    await Promise.all(started.map((stack) => stack.stop()))
  }
  try {
    for (const build of builds) {
      const stack = await startStack({ database, ...(build === 'quick' ? { assetsDir: await buildQuickApp() } : {}) })
      started.push(stack)
      await countWrites(stack.adminUrl)
    }
    project.provide(
      'stacks',
      started.map(({ kind, origin, servicesUrl, adminUrl, signingKey }) => ({
        kind,
        origin,
        servicesUrl,
        adminUrl,
        signingKey,
      })),
    )
  } catch (error) {
    await stop()
    project.provide('stacks', { isBroken: error instanceof Error ? String(error.stack) : String(error) })
  }
  return stop
}
