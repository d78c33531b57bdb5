import type { Expense } from '../../core/contract/expenses.ts'
import { get } from '../api.ts'
import type { Kind } from './queries.ts'
import { Resource } from './resource.ts'

export type { Expense }
export type ExpenseStatus = Expense['status']

export const expenses = new Resource('expense', '/v1/expenses', { shows: ['contact', 'file'] })

/** Costs that come back; asked for by who looks at them. */
export const recurringCosts = {
  queryKey: ['/v1/expenses/recurring'],
  meta: { shows: ['expense', 'contact'] as readonly Kind[] },
  queryFn: async () => (await get('/v1/expenses/recurring')).data,
}

/** Of a month, or of all there are. */
export const expenseTotals = (month: string) => ({
  queryKey: ['/v1/expenses/totals', month],
  meta: { shows: ['expense'] as readonly Kind[] },
  queryFn: async () => (await get('/v1/expenses/totals', { query: month ? { month } : {} })).data,
})

export const STATUS_LABELS: Record<ExpenseStatus, string> = {
  DRAFT: 'Draft',
  SUBMITTED: 'Submitted',
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
}

/** How a row, a window and the palette call it. */
export const nameOf = ({ vendor_name, receipt }: Pick<Expense, 'vendor_name' | 'receipt'>): string =>
  vendor_name ?? receipt?.file_name ?? 'Expense without a vendor'
