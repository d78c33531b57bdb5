import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AiUsage } from '../../contract/ai-usage.ts'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AI_CALLS_A_MONTH } from '../../domain/plans/entitlements.ts'
import { newestMonths, usageOf } from '../../domain/plans/usage.ts'
import { type CallPorts, heard } from '../ai-drafts/calls.ts'
import { dollars } from './dollars.ts'

const ACTION = 'ai_usage.read'
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
  tenant_id: z.string(),
  plan: z.string(),
  today: z.string(),
  months: z.array(MonthRow),
  median_latency_ms: z.number().nullable(),
})
type MonthRow = z.infer<typeof MonthRow>
type UsageRow = z.infer<typeof UsageRow>
const NOTHING = { calls: 0, useful: 0, useless: 0, silent: 0, cost_micros: 0, unpriced: 0 }

/**
 * What models were asked this month against the plan, as they were counted, and in the eleven months before (also where no model is
 * set up) as the ledger says, by the days of the business (B-9A-2). One trip, and one more where calls are in doubt.
 */
export async function getAiUsage(tenant: TenantDb, ports: CallPorts, isModelSetUp: boolean): Promise<AiUsage> {
  const object = sql`app.ai_usage(${NEWEST}::int)`
  const row = await getObject(tenant, ACTION, object, (found) => UsageRow.parse(found))
  const months = newestMonths(row.today, MONTHS).map(
    (month) => row.months.find((one) => one.month === month) ?? { month, ...NOTHING },
  )
  const [now, ...before] = months as [MonthRow, ...MonthRow[]]
  const of = { tenant_id: row.tenant_id, month: now.month }
  const used = () => ports.callMeter.used(of.tenant_id, of.month)
  const counted = isModelSetUp ? await heard(ports, tenant.actor, ACTION, of, used) : null
  return present(row, [{ ...now, calls: counted?.calls ?? now.calls }, ...before], isModelSetUp)
}

function present(row: UsageRow, months: [MonthRow, ...MonthRow[]], isModelSetUp: boolean): AiUsage {
  const { plan, today, median_latency_ms } = row
  const limit = AI_CALLS_A_MONTH[plan] ?? null
  const used = months[0].calls
  return AiUsage.parse({
    plan,
    is_model_set_up: isModelSetUp,
    used,
    limit,
    ...usageOf(used, limit, today),
    median_latency_ms,
    months: months.map(({ cost_micros, ...month }) => ({ ...month, cost_usd: dollars(cost_micros) })),
  })
}
