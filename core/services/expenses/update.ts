import type { UpdateExpense } from '../../contract/expenses.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { inOrder } from '../in-order.ts'
import { auditable, columnsOf, indexSteps, receiptSteps, referencesOf, type Written } from './fields.ts'
import { type ExpenseRow, expenseObject, loadExpense, parseExpense } from './internal.ts'

/**
 * Changes the fields that were sent, of a draft or of one that was rejected. One trip; amounts without their currency, or a
 * currency without its amounts, cost a look at what is there.
 */
export const updateExpense = (tenant: TenantDb, id: string, input: UpdateExpense): Promise<ExpenseRow> =>
  inOrder(tenant, 'expenses.update', () => update(tenant, id, input), id)

async function update(tenant: TenantDb, id: string, input: UpdateExpense): Promise<ExpenseRow> {
  const { if_match_version, ...sent } = input
  const before = saysWholeMoney(sent) ? null : await loadExpense(tenant, 'expenses.update', id)
  const written = before ? withMoneyOf(before, sent) : sent
  const { receipt_file_id: receipt } = written
  const columns = { ...columnsOf(written), ...(receipt === null ? { receiptFileId: null } : {}) }
  return tenant.write(
    {
      action: 'expenses.update',
      id,
      version: if_match_version ?? before?.version,
      references: referencesOf(written),
      changes: auditable(sent),
    },
    [
      setRecord(tenant, 'expenses', id, columns as never),
      ...receiptSteps(tenant, id, receipt),
      ...indexSteps(tenant, id, written),
    ],
    expenseObject(id),
    parseExpense,
  )
}

function saysWholeMoney({ amount, currency, tax_total }: Written): boolean {
  const given = [amount, currency, tax_total].filter((value) => value !== undefined)
  return given.length === 0 || given.length === 3
}

/** What was not sent is what it was, written in the currency that it has from now on. */
function withMoneyOf(before: ExpenseRow, sent: Written): Written {
  const stored = (minor: bigint | null) => (minor === null ? null : formatMoney(minor, before.currency))
  const { currency = before.currency, amount = stored(before.amount), tax_total = stored(before.tax_total) } = sent
  return { ...sent, currency, amount, tax_total }
}
