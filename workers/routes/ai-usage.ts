import { AiUsage } from '../../core/contract/ai-usage.ts'
import { getAiUsage } from '../../core/services/ai-usage/get.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const usage = route('get', '/ai-usage', {
  summary: 'What models were asked this month against the plan, and in the months before',
  data: AiUsage,
  tags: ['Drafts'],
})

export const aiUsageRoutes = router().openapi(usage, async (c) =>
  answer(c, await getAiUsage(tenantDb(c), c.var.services.draftModel !== null)),
)
