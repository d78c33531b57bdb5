import { z } from 'zod'
import { USAGE_STATES } from '../domain/plans/usage.ts'
import { PlainDate } from './common.ts'

const count = z.number().int().nonnegative()
const cost = z.string().meta({ description: 'US dollars with six decimals', example: '0.012500' })

const AiMonth = z
  .strictObject({
    month: PlainDate.meta({ description: 'Its first day, where the business is' }),
    calls: count.meta({ description: 'Those that count against the plan' }),
    useful: count.meta({ description: 'Answers that could be used' }),
    useless: count.meta({ description: 'Answers that could not; they count' }),
    silent: count.meta({ description: 'No answer came; they do not count' }),
    cost_usd: cost.meta({ description: 'Of the answers whose price is known' }),
    unpriced: count.meta({ description: 'Answers whose price nobody set' }),
  })
  .meta({ id: 'AiMonth' })

export const AiUsage = z
  .strictObject({
    plan: z.string(),
    is_model_set_up: z.boolean().meta({ description: 'Without a model rules read everything, and nothing is counted' }),
    state: z
      .enum(USAGE_STATES)
      .meta({ description: 'NEAR: 80 % are used. REACHED: no model is asked until `renews_on`' }),
    used: count.meta({ description: 'Calls of a model this month; what rules read is never counted' }),
    limit: count.nullable().meta({ description: 'Null without limit' }),
    left: count.nullable(),
    projected: count.nullable().meta({
      description: 'At the end of the month, at the pace of the days so far; null in its first two days',
    }),
    runs_out_on: PlainDate.nullable().meta({ description: 'The day on which the last one is used at that pace' }),
    renews_on: PlainDate,
    median_latency_ms: count.nullable().meta({ description: 'Of the newest 1,000 answers of this month' }),
    months: z.array(AiMonth).meta({ description: 'This month and the eleven before, newest first' }),
  })
  .meta({ id: 'AiUsage' })

export type AiUsage = z.infer<typeof AiUsage>
