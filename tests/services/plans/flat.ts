import { afterAll, beforeAll, beforeEach, expect, inject } from 'vitest'
import type { TenantDb } from '../../../core/db/tenant-db.ts'
import { explain, type Plan } from './explain.ts'
import { type Fill, openSized, type Sized } from './sized.ts'

export const SMALL = 10_000
/** A million take over a minute to fill: `npm run bench plans` asks for those. */
export const LARGE = Number(process.env.PLANS_ROWS ?? 300_000)
export const SORTED_MAX = 1_100
const GROWTH_MAX = 1.2
const PAGES_SLACK = 8
/** All that one agent has, or what one member has not read: few, and the planner may change its mind. */
const PAGES_FEW = 80

type Verb<Filled> = (tenant: TenantDb, sized: Sized & Filled) => Promise<unknown>

/** The same business in two sizes; skipped where there is no PostgreSQL. */
export function useSizes<Filled>(fill: Fill<Filled>) {
  const source = inject('database')
  const sizes: (Sized & Filled)[] = []
  beforeAll(async () => {
    if (source.kind !== 'postgres') return
    sizes.push(...(await Promise.all([openSized(source, SMALL, fill), openSized(source, LARGE, fill)])))
  }, 600_000)
  beforeEach((context) => {
    if (source.kind === 'absent') context.skip(source.reason)
  })
  afterAll(() => Promise.all(sizes.map((sized) => sized.close())))
  return {
    sizes,
    /** The plans of the last batch that a verb sends, at each size. */
    async plansOf(verb: Verb<Filled>, role: 'OWNER' | 'AGENT' = 'OWNER'): Promise<[small: Plan[], large: Plan[]]> {
      const plans: Plan[][] = []
      // One after the other: the handle made last says which gateway all of a process go to.
      for (const sized of sizes) {
        const batches = await sized.recorder.during(() => verb(sized.as(role), sized))
        plans.push(await explain(sized.adminUrl, batches.at(-1)!))
      }
      return plans as [Plan[], Plan[]]
    },
  }
}

/**
 * A tree of a hundred times the entries is one level higher, and each descent reads that level once. Whatever grows more
 * has looked at rows that it did not answer. `read`: tables of so few rows that reading them whole says nothing.
 */
export function expectFlat([small, large]: [Plan[], Plan[]], read: readonly string[] = []): void {
  for (const [index, plan] of large.entries()) {
    const { buffers, descents, scanned, told } = small[index]!
    const most = Math.max(PAGES_FEW, buffers * GROWTH_MAX + Math.min(descents, plan.descents) + PAGES_SLACK)
    const whole = [...scanned, ...plan.scanned].filter((table) => !read.includes(table))
    expect(whole, plan.told).toEqual([])
    expect(plan.sorted, plan.told).toBeLessThanOrEqual(SORTED_MAX)
    expect(plan.buffers, `${told}\n${plan.told}`).toBeLessThanOrEqual(most)
  }
}
