import { z } from '@hono/zod-openapi'
import { AiTask, AiTaskQuery } from '../../core/contract/ai-tasks.ts'
import { AiUsage } from '../../core/contract/ai-usage.ts'
import { listAiTasks } from '../../core/services/ai-tasks/list.ts'
import { getAiUsage } from '../../core/services/ai-usage/get.ts'
import { systemDb, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { page } from './object.ts'

const tags = ['Drafts']

const usage = route('get', '/ai-usage', {
  summary: 'What models were asked this month against the plan, and in the months before',
  data: AiUsage,
  tags,
})
const tasks = route('get', '/ai-tasks', {
  summary:
    'What machines did and do now, newest first: what rules read, what models were asked, what rules of the owner made',
  query: AiTaskQuery,
  data: z.array(AiTask),
  tags,
})

const asIs = (task: AiTask) => task

export const aiUsageRoutes = router()
  .openapi(usage, async (c) => {
    const { callMeter, draftModel } = c.var.services
    return answer(c, await getAiUsage(tenantDb(c), { system: systemDb(c), callMeter }, draftModel !== null))
  })
  .openapi(tasks, (c) => page(c, listAiTasks, c.req.valid('query'), asIs))
