import type { AiUsage } from '../../../core/contract/ai-usage.ts'
import { newestMonths, usageOf } from '../../../core/domain/plans/usage.ts'
import { ok, type Reply, type World } from './mock-api.ts'

const TODAY = '2026-11-20'
const NOTHING = { calls: 0, useful: 0, useless: 0, silent: 0, cost_usd: '0.000000', unpriced: 0 }

/** What models were asked: so many of a thousand this month, and as many in each of the two before. */
export function usageWith(used: number, more: Partial<AiUsage> = {}): AiUsage {
  const limit = more.limit === undefined ? 1000 : more.limit
  const asked = { ...NOTHING, calls: used, useful: used, cost_usd: `${(used / 1000).toFixed(6)}` }
  const months = newestMonths(TODAY, 12).map((month, back) => ({
    month,
    ...(back < 3 && used > 0 ? asked : NOTHING),
  }))
  return {
    plan: limit === null ? 'PRO' : 'STARTER',
    is_model_set_up: true,
    used,
    limit,
    ...usageOf(used, limit, TODAY),
    median_latency_ms: used > 0 ? 870 : null,
    months,
    ...more,
  }
}

export const aiUsageAnswer = (world: World): Reply => ok(usageWith(world.isEmpty ? 0 : 412))
