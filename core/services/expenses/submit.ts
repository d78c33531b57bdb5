import { sql } from 'drizzle-orm'
import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { expenseMachine, submitProblems } from '../../domain/expenses/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type ExpenseRow, expenseObject, loadExpense, parseExpense } from './internal.ts'

/** Hands it to whoever approves. One trip; what is incomplete is refused with each field that is missing, which costs one more. */
export async function submitExpense(tenant: TenantDb, id: string, version?: number): Promise<ExpenseRow> {
  try {
    return await submit(tenant, id, version)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VALIDATION_ERROR') throw error
    const details = submitProblems(await loadExpense(tenant, 'expenses.submit', id))
    throw new AppError('VALIDATION_ERROR', 'This expense cannot be submitted yet', { details })
  }
}

const submit = (tenant: TenantDb, id: string, version?: number) =>
  tenant.write(
    { action: 'expenses.submit', id, version },
    [
      tenant.db.execute(
        sql`select app.must_be_complete(${sql.raw(expenseMachine.conditions.complete.sql('e'))}) from expenses e where e.tenant_id = app.tenant() and e.id = ${id}::uuid`,
      ),
      moveRecord<'expenses'>(tenant, 'expenses.submit', id, {
        submittedAt: sql`app.now()`,
        submittedBy: sql`app.actor()`,
        decidedAt: null,
        decidedBy: null,
        rejectedReason: null,
      }),
    ],
    expenseObject(id),
    parseExpense,
  )
