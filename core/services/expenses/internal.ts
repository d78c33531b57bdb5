import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ExpenseSource } from '../../contract/expenses.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { expenseMachine } from '../../domain/expenses/machine.ts'
import { fileMachine } from '../../domain/files/machine.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'
import { bigintJson } from '../json.ts'

export const ReceiptRow = z.object({
  id: z.string(),
  file_name: z.string(),
  mime_type: z.string(),
  size_bytes: z.number(),
  sha256: z.string().nullable(),
  status: z.enum(fileMachine.states),
  object_key: z.string(),
  upload_until: z.string(),
})

const ExpenseRow = z.object({
  tenant_id: z.string(),
  id: z.string(),
  status: z.enum(expenseMachine.states),
  source: ExpenseSource,
  vendor_contact_id: z.string().nullable(),
  vendor_name: z.string().nullable(),
  /** What it is called now. */
  vendor: z.string().nullable(),
  expense_date: z.string().nullable(),
  listed_on: z.string(),
  amount: bigintJson.nullable(),
  currency: z.string(),
  tax_total: bigintJson.nullable(),
  invoice_number: z.string().nullable(),
  due_date: z.string().nullable(),
  category: z.string().nullable(),
  notes: z.string().nullable(),
  ai_confidence: z.number().nullable(),
  read_at: z.string().nullable(),
  submitted_at: z.string().nullable(),
  submitted_by: z.string().nullable(),
  decided_at: z.string().nullable(),
  decided_by: z.string().nullable(),
  rejected_reason: z.string().nullable(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
  // JSON of their own, read where they are shown.
  receipt: z.unknown(),
  sender: z.unknown(),
  duplicates: z.unknown(),
})
export type ExpenseRow = z.infer<typeof ExpenseRow>

export const parseExpense = (row: unknown): ExpenseRow => ExpenseRow.parse(row)
export const expenseObject = (id: string): SQL => sql`app.expense_object(${id}::uuid)`
export const expenseColumns = columnsOf(ExpenseRow, { role: 'role' })

/** One trip. */
export const loadExpense = (tenant: TenantDb, action: Action, id: string): Promise<ExpenseRow> =>
  getRecord(tenant, action, id, expenseObject(id), parseExpense)
