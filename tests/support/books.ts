import { afterEach, expect } from 'vitest'
import type { TestDatabase } from './database.ts'

/** What does not add up, in a business or in any. */
export const bookProblems = (database: TestDatabase, tenantId: string | null = null) =>
  database.admin(
    `select t.name, m.* from app.tenants t cross join lateral app.money_problems(t.id) m where $1::uuid is null or t.id = $1::uuid`,
    [tenantId],
  )

/** arrival = applied + unapplied + returned, whatever a test of this file did. */
export function useBalancedBooks(database: TestDatabase): void {
  afterEach(async () => {
    if (database.kind) expect(await bookProblems(database)).toEqual([])
  })
}
