import { afterEach, expect } from 'vitest'
import type { TestDatabase } from './database.ts'

/** What does not add up, in any business. */
export const bookProblems = (database: TestDatabase) =>
  database.admin(`select t.name, m.* from app.tenants t cross join lateral app.money_problems(t.id) m`)

/** arrival = applied + unapplied + returned, whatever a test of this file did. */
export function useBalancedBooks(database: TestDatabase): void {
  afterEach(async () => {
    if (database.kind) expect(await bookProblems(database)).toEqual([])
  })
}
