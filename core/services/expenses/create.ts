import { sql } from 'drizzle-orm'
import type { CreateExpense, UploadExpense } from '../../contract/expenses.ts'
import { expenses } from '../../db/expense-schema.ts'
import { newId } from '../../db/ids.ts'
import { files } from '../../db/schema.ts'
import type { Beat, Step, TenantDb } from '../../db/tenant-db.ts'
import { announcedFile, roomStep } from '../files/presign.ts'
import { inOrder } from '../in-order.ts'
import { withSettings } from '../settings.ts'
import { auditable, columnsOf, indexSteps, receiptSteps, referencesOf, type Written } from './fields.ts'
import { type ExpenseRow, expenseObject, parseExpense } from './internal.ts'

/** A draft that a person types; its receipt may be a file that has arrived before. One trip. */
export function createExpense(tenant: TenantDb, input: CreateExpense): Promise<ExpenseRow> {
  const id = newId()
  const { receipt_file_id: receipt, ...fields } = input
  return insertDraft(tenant, id, fields, {
    beat: { action: 'expenses.create', references: referencesOf(input), changes: auditable(input) },
    source: 'MANUAL',
    after: receiptSteps(tenant, id, receipt),
  })
}

/** A phone may lose its connection for hours; what has not come after a day is forgotten. */
const UPLOAD_UNTIL = sql`clock_timestamp() + interval '1 day'`

/**
 * A receipt that is about to be sent, and the draft that it is of (H-API-30). The bytes follow to the address in the answer, as
 * after a presign; repeated under its key it is the same draft and the same file. One trip.
 */
export function uploadExpense(tenant: TenantDb, input: UploadExpense): Promise<ExpenseRow> {
  const { file_name, mime_type, size_bytes, sha256, ...fields } = input
  const [id, fileId] = [newId(), newId()]
  const { row, job } = announcedFile(fileId, { file_name, mime_type, size_bytes, sha256 })
  return insertDraft(tenant, id, fields, {
    beat: {
      action: 'expenses.upload',
      references: referencesOf(fields),
      changes: { ...auditable(fields), file_name: row.fileName, mime_type, size_bytes },
      also: [{ action: 'files.create', id: fileId, changes: { file_name: row.fileName, mime_type, size_bytes } }],
      jobs: [job],
    },
    source: 'UPLOAD',
    after: [
      roomStep(tenant, size_bytes),
      tenant.insert(files, [{ ...row, expenseId: id, uploadUntil: UPLOAD_UNTIL as never }]),
      tenant.db.execute(
        sql`update expenses set receipt_file_id = ${fileId}::uuid where tenant_id = app.tenant() and id = ${id}::uuid`,
      ),
    ],
  })
}

interface Draft {
  beat: Omit<Beat, 'id'>
  source: 'MANUAL' | 'UPLOAD'
  /** What makes its receipt. */
  after: Step[]
}

const insertDraft = (tenant: TenantDb, id: string, input: Written, draft: Draft): Promise<ExpenseRow> =>
  inOrder(tenant, draft.beat.action, () =>
    withSettings(tenant, draft.beat.action, ({ version, business }) =>
      tenant.write(
        { ...draft.beat, id, ...(input.currency === undefined ? { settings: version } : {}) },
        [...draftExpense(tenant, id, input, { source: draft.source, currency: business.currency }), ...draft.after],
        expenseObject(id),
        parseExpense,
      ),
    ),
  )

/** An expense as it is written; in the currency of the business unless it says another. */
export function draftExpense(
  tenant: TenantDb,
  id: string,
  input: Written,
  { currency: home, ...more }: { source: ExpenseRow['source']; currency: string; aiConfidence?: number },
): Step[] {
  const { currency = home } = input
  const row = { listedOn: sql`app.today()`, ...columnsOf({ ...input, currency }), id, ...more }
  return [tenant.insert(expenses, [row as never]), ...indexSteps(tenant, id, input)]
}
