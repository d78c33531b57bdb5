import { sql } from 'drizzle-orm'
import { CallMonth, callMonthQuery } from '../../core/services/ai-drafts/calls.ts'
import type { TestBusiness } from './business.ts'

/** As whoever asks a model loads it, beside the draft. */
export async function callMonthOf(business: TestBusiness): Promise<CallMonth> {
  const tenant = business.as('OWNER')
  const found = tenant.db.execute<{ month: unknown }>(sql`select ${callMonthQuery} as month`)
  const [, { rows }] = await tenant.read('ai_usage.read', found)
  return CallMonth.parse(rows[0]?.month)
}
