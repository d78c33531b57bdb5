import { change, leaders, type Row, view } from './rights.ts'

const EXPENSES = 'expenses'

/** Rows of the table of actions: what is done with expenses. What becomes of one is gated by H-RBAC-16 to those who lead. */
export const EXPENSE_ACTIONS = {
  'expenses.read': { may: view(EXPENSES) },
  'expenses.create': { may: change(EXPENSES), audit: 'expense.create', tells: 'expense' },
  'expenses.upload': { of: 'expenses.create', audit: 'expense.upload', event: 'expense.uploaded', tells: 'expense' },
  'expenses.receive': { also: ['JOB'], audit: 'expense.receive', event: 'expense.uploaded', tells: 'expense' },
  'expenses.update': { may: change(EXPENSES), audit: 'expense.update', tells: 'expense' },
  'expenses.submit': { may: change(EXPENSES), audit: 'expense.submit', event: 'expense.submitted', tells: 'expense' },
  'expenses.approve': { may: leaders, audit: 'expense.approve', event: 'expense.approved', tells: 'expense' },
  'expenses.reject': { may: leaders, audit: 'expense.reject', event: 'expense.rejected', tells: 'expense' },
  'expenses.delete': { may: change(EXPENSES), audit: 'expense.delete', tells: 'expense' },
} as const satisfies Record<string, Row>
