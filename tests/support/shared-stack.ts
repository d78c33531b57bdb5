import { afterAll, beforeAll, inject } from 'vitest'
import { query } from './admin.ts'
import type { StackAddress, TestStack } from './stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    stacks: StackAddress[] | { isBroken: string }
  }
}

export type SharedStack = Omit<TestStack, 'stop' | 'fireCrons'>

/** A stack that runs for the whole vitest project: where there are two, each worker has its own, or the one that it names. */
export function useStack(at = Number(process.env.VITEST_POOL_ID) - 1): SharedStack {
  const stacks = inject('stacks')
  if ('isBroken' in stacks) throw new Error(`The stack did not start: ${stacks.isBroken}`)
  const stack = stacks[at % stacks.length]!
  return { ...stack, admin: (sql, values) => query(stack.adminUrl, sql, values) }
}

/** A stack of the file's own, for what all businesses of one would notice: product time, an outage, every event again. */
export function useOwnStack(): SharedStack {
  const own = {} as TestStack
  beforeAll(async () => {
    // All that a stack is made of is loaded by the few files that make one.
    const { startStack, usualDatabase } = await import('./stack.ts')
    Object.assign(own, await startStack({ database: usualDatabase() }))
  }, 60_000)
  afterAll(() => own.stop?.())
  return own
}
