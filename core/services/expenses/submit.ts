import { sql } from 'drizzle-orm'
import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { expenseMachine, submitProblems } from '../../domain/expenses/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Fields } from '../../domain/profiles/validate.ts'
import { refuseIncomplete } from '../profile/required.ts'
import { withSettings } from '../settings.ts'
import { type ExpenseRow, expenseObject, loadExpense, parseExpense } from './internal.ts'

/**
 * Hands it to whoever approves. One trip; what is incomplete is refused with each field that is missing, which costs one
 * more, and so does a profile that asks for more than every expense needs.
 */
export function submitExpense(tenant: TenantDb, id: string, version?: number): Promise<ExpenseRow> {
  return withSettings(tenant, 'expenses.submit', async ({ profile, version: settings }) => {
    if (profile.required_fields.expense.some((field) => !ALWAYS.includes(field)))
      refuseIncomplete('expense', fieldsOf(await loadExpense(tenant, 'expenses.submit', id)), 'send', profile)
    try {
      return await submit(tenant, id, version, settings)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'VALIDATION_ERROR') throw error
      const details = submitProblems(await loadExpense(tenant, 'expenses.submit', id))
      throw new AppError('VALIDATION_ERROR', 'This expense cannot be submitted yet', { details })
    }
  })
}

/** What every expense needs, whatever the profile says (submitProblems). */
const ALWAYS: readonly string[] = ['expense_date', 'amount']

const fieldsOf = ({ vendor, vendor_name, tax_total, ...row }: ExpenseRow): Fields => ({
  ...row,
  vendor: vendor ?? vendor_name,
  tax: tax_total,
})

const submit = (tenant: TenantDb, id: string, version: number | undefined, settings: number) =>
  tenant.write(
    { action: 'expenses.submit', id, version, settings },
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
