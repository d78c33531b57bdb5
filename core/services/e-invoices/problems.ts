import type { TenantDb } from '../../db/tenant-db.ts'
import type { Problem } from '../../domain/documents/conditions.ts'
import { eInvoiceOf } from '../../domain/einvoice/billed.ts'
import type { EInvoice } from '../../domain/einvoice/model.ts'
import { remediesOf } from '../../domain/einvoice/remedies.ts'
import { checkEInvoice } from '../../domain/einvoice/rules/check.ts'
import { billedOf } from './billed.ts'
import { type BilledRow, type EInvoiceKind, loadBilled } from './internal.ts'

/** Why a document could be no e-invoice, if it were finalised now; one trip. */
export async function eInvoiceProblems(tenant: TenantDb, kind: EInvoiceKind, id: string): Promise<Problem[]> {
  return judged(await loadBilled(tenant, kind, id)).problems
}

const UNSEEN: Problem = {
  field: 'contact_id',
  message: 'Ask somebody who sees this customer in full: an e-invoice needs his address',
}

/** The e-invoice of a document, and what is to be done before it is one. */
export function judged(row: BilledRow): { invoice: EInvoice; problems: Problem[] } {
  const invoice = eInvoiceOf(billedOf(row))
  const rateNames = row.lines.map(({ tax_name }) => tax_name)
  return { invoice, problems: row.is_whole ? remediesOf(checkEInvoice(invoice), invoice, rateNames) : [UNSEEN] }
}
