import { sql } from 'drizzle-orm'
import type { RejectExpense } from '../../contract/expenses.ts'
import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type ExpenseRow, expenseObject, parseExpense } from './internal.ts'

const decided = { decidedAt: sql`app.now()`, decidedBy: sql`app.actor()` }

/** Says that it was spent for the business. One trip. */
export const approveExpense = (tenant: TenantDb, id: string, version?: number): Promise<ExpenseRow> =>
  tenant.write(
    { action: 'expenses.approve', id, version },
    [moveRecord<'expenses'>(tenant, 'expenses.approve', id, decided)],
    expenseObject(id),
    parseExpense,
  )

/** Gives it back with the reason; it is mended and submitted again. One trip. */
export const rejectExpense = (
  tenant: TenantDb,
  id: string,
  { reason, if_match_version }: RejectExpense,
): Promise<ExpenseRow> =>
  tenant.write(
    { action: 'expenses.reject', id, version: if_match_version, changes: { reason } },
    [moveRecord<'expenses'>(tenant, 'expenses.reject', id, { ...decided, rejectedReason: reason.trim() })],
    expenseObject(id),
    parseExpense,
  )
