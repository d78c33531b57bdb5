import type { TenantDb } from '../../db/tenant-db.ts'
import { writeUbl } from '../../domain/einvoice/ubl.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type EInvoiceKind, loadBilled } from './internal.ts'
import { judged } from './problems.ts'

/**
 * The e-invoice of what went out, as UBL: the same whenever it is asked for, whatever was paid since. What it lacks is
 * refused field by field. One trip.
 */
export async function getEInvoice(
  tenant: TenantDb,
  kind: EInvoiceKind,
  id: string,
): Promise<{ number: string; xml: string }> {
  const row = await loadBilled(tenant, kind, id)
  const why = NOT_ISSUED[row.status]
  if (why) throw refused([{ field: 'status', message: why }])
  const { invoice, problems } = judged(row)
  if (problems.length > 0) throw refused(problems)
  return { number: invoice.number!, xml: writeUbl(invoice) }
}

const NOT_ISSUED: Readonly<Record<string, string>> = {
  DRAFT: 'A draft has no e-invoice: send it, or mark it as sent',
  VOID: 'This invoice is void, and what is void has no e-invoice',
}

const refused = (details: { field: string; message: string }[]) =>
  new AppError('VALIDATION_ERROR', 'This cannot be an e-invoice yet', { details })
