import { beforeEach, inject } from 'vitest'
import { query } from './admin.ts'
import type { StackSource, TestStack } from './stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    stack: StackSource
  }
}

export type SharedStack = Omit<TestStack, 'stop' | 'fireCrons'>

/** The stack that runs for the whole vitest project; the tests of the file are skipped where its database is absent. */
export function useStack(): SharedStack {
  const source = inject('stack')
  beforeEach((context) => {
    if (source.kind === 'absent') context.skip(source.reason)
    if (source.kind === 'broken') throw new Error(`The stack did not start: ${source.reason}`)
  })
  if (!('origin' in source)) return {} as SharedStack
  return { ...source, admin: (sql, values) => query(source.adminUrl, sql, values) }
}
