import { char, date, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { expenseMachine } from '../domain/expenses/machine.ts'
import { instant, kept, money, owned } from './columns.ts'

// The type of the table of migrations/0042_expenses.sql.

export const expenses = pgTable('expenses', {
  ...owned,
  status: text().notNull().default(expenseMachine.initial),
  source: text().notNull().default('MANUAL'),
  vendorContactId: uuid(),
  vendorName: text(),
  expenseDate: date({ mode: 'string' }),
  listedOn: date({ mode: 'string' }).notNull(),
  amount: money(),
  currency: char({ length: 3 }).notNull(),
  taxTotal: money(),
  invoiceNumber: text(),
  dueDate: date({ mode: 'string' }),
  category: text(),
  notes: text(),
  receiptFileId: uuid(),
  aiConfidence: numeric({ mode: 'number' }),
  submittedAt: instant(),
  submittedBy: text(),
  decidedAt: instant(),
  decidedBy: text(),
  rejectedReason: text(),
  ...kept,
})
