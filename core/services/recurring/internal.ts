import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { NewJob } from '../../contract/jobs.ts'
import { RecurringContent } from '../../contract/recurring-invoices.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { recurringInvoiceMachine } from '../../domain/recurring/machine.ts'
import { MODES, type Schedule, UNITS } from '../../domain/recurring/schedule.ts'
import { columnsOf } from '../columns.ts'
import { bigintJson } from '../json.ts'

const RecurringRow = z.object({
  id: z.string(),
  status: z.enum(recurringInvoiceMachine.states),
  contact_id: z.string(),
  contact: z.unknown(),
  every_count: z.number(),
  every_unit: z.enum(UNITS),
  starts_on: z.string(),
  ends_on: z.string().nullable(),
  times: z.number().nullable(),
  due_days: z.number(),
  mode: z.enum(MODES),
  currency: z.string(),
  total: bigintJson,
  content: z.unknown(),
  period: z.number(),
  next_on: z.string().nullable(),
  problem: z.string().nullable(),
  made: z.number(),
  last_invoice: z.unknown(),
  today: z.string(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum([...ACTING_ROLES, 'JOB']),
})
export type RecurringRow = z.infer<typeof RecurringRow>

export const parseRecurring = (row: unknown): RecurringRow => RecurringRow.parse(row)
export const recurringObject = (id: string): SQL => sql`app.recurring_invoice_object(${id}::uuid)`
export const recurringColumns = columnsOf(RecurringRow, { role: 'role', today: 'today' })

/** What each of its invoices says. */
export const contentOf = (row: RecurringRow): RecurringContent => RecurringContent.parse(row.content)

export const scheduleOf = (row: RecurringRow): Schedule => ({
  startsOn: row.starts_on,
  everyCount: row.every_count,
  everyUnit: row.every_unit,
  endsOn: row.ends_on,
  times: row.times,
})

/** Makes the invoice of a period, when its day has come; of a version, because what was paused or changed asks anew. */
export const makeJob = (id: string, period: number, version: number): NewJob => ({
  type: 'RECURRING_MAKE',
  key: `recurring.make:${id}:${period}:${version}`,
  payload: { recurring_id: id, period },
})
