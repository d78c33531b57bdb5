import { sql } from 'drizzle-orm'
import { EXPENSES_TOTALLED_MAX, ExpenseTotals, type ExpenseTotalsQuery } from '../../contract/expenses.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { namesNothing, selectRows } from './list.ts'

interface Total extends Record<string, unknown> {
  status: string
  currency: string
  count: number
  amount: string
  tax_total: string
}

/** How many there are and what they come to, for each status and currency. One trip. */
export async function totalExpenses(tenant: TenantDb, filters: ExpenseTotalsQuery): Promise<ExpenseTotals> {
  if (namesNothing(filters)) return { totals: [] }
  const [, found] = await tenant.read(
    'expenses.read',
    tenant.db.execute<Total>(sql`
      select e.status, e.currency, count(*)::int as count, coalesce(sum(e.amount), 0)::text as amount, coalesce(sum(e.tax_total), 0)::text as tax_total
      from (${selectRows(filters, null, EXPENSES_TOTALLED_MAX + 1)}) e group by e.status, e.currency order by e.status, e.currency`),
  )
  const counted = found.rows.reduce((sum, { count }) => sum + count, 0)
  return ExpenseTotals.parse({ totals: counted > EXPENSES_TOTALLED_MAX ? null : found.rows.map(present) })
}

const present = ({ currency, amount, tax_total, ...row }: Total) => ({
  ...row,
  currency,
  amount: formatMoney(BigInt(amount), currency),
  tax_total: formatMoney(BigInt(tax_total), currency),
})
