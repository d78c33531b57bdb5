import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AiUsage } from '../../contract/ai-usage.ts'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AI_CALLS_A_MONTH } from '../../domain/plans/entitlements.ts'
import { newestMonths, usageOf } from '../../domain/plans/usage.ts'
import { dollars } from './dollars.ts'

const MONTHS = 12
const NEWEST = 1000

const MonthRow = z.object({
  month: z.string(),
  calls: z.number(),
  useful: z.number(),
  useless: z.number(),
  silent: z.number(),
  cost_micros: z.number(),
  unpriced: z.number(),
})
const UsageRow = z.object({
  plan: z.string(),
  today: z.string(),
  months: z.array(MonthRow),
  median_latency_ms: z.number().nullable(),
})
type UsageRow = z.infer<typeof UsageRow>
const NOTHING = { calls: 0, useful: 0, useless: 0, silent: 0, cost_micros: 0, unpriced: 0 }

/** What models were asked this month against the plan, and in the eleven months before, as the days of the business are (B-9A-2). One trip. */
export async function getAiUsage(tenant: TenantDb, isModelSetUp: boolean): Promise<AiUsage> {
  const object = sql`app.ai_usage(${NEWEST}::int)`
  return present(await getObject(tenant, 'ai_usage.read', object, (row) => UsageRow.parse(row)), isModelSetUp)
}

function present({ plan, today, months, median_latency_ms }: UsageRow, isModelSetUp: boolean): AiUsage {
  const limit = AI_CALLS_A_MONTH[plan] ?? null
  const shown = newestMonths(today, MONTHS).map(
    (month) => months.find((one) => one.month === month) ?? { month, ...NOTHING },
  )
  const used = shown[0]?.calls ?? 0
  return AiUsage.parse({
    plan,
    is_model_set_up: isModelSetUp,
    used,
    limit,
    ...usageOf(used, limit, today),
    median_latency_ms,
    months: shown.map(({ cost_micros, ...month }) => ({ ...month, cost_usd: dollars(cost_micros) })),
  })
}
