import { HomeSummary } from '../../core/contract/business.ts'
import { getHomeSummary } from '../../core/services/home/get.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const summary = route('get', '/home/summary', {
  summary: 'What is open, late and paid today, and what is next',
  data: HomeSummary,
  tags: ['Home'],
})

export const homeRoutes = router().openapi(summary, async (c) => answer(c, await getHomeSummary(tenantDb(c))))
