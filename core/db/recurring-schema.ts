import { date, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { recurringInvoiceMachine } from '../domain/recurring/machine.ts'
import { instant, kept, money, owned } from './columns.ts'

// Types of the tables of migrations/0060_recurring_invoices.sql.

export const recurringInvoices = pgTable('recurring_invoices', {
  ...owned,
  contactId: uuid().notNull(),
  status: text().notNull().default(recurringInvoiceMachine.initial),
  everyCount: integer().notNull(),
  everyUnit: text().notNull(),
  startsOn: date().notNull(),
  endsOn: date(),
  times: integer(),
  dueDays: integer().notNull(),
  mode: text().notNull(),
  currency: text().notNull(),
  total: money().notNull(),
  content: jsonb().$type<object>().notNull(),
  period: integer().notNull().default(1),
  nextOn: date(),
  problem: text(),
  ...kept,
})

/** Which invoice was made of which period: one each. */
export const recurringPeriods = pgTable('recurring_periods', {
  tenantId: uuid().notNull(),
  recurringId: uuid().notNull(),
  period: integer().notNull(),
  day: date().notNull(),
  invoiceId: uuid().notNull(),
  madeAt: instant().notNull().defaultNow(),
})
