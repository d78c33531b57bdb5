import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import { getRecord } from '../../db/records.ts'
import type { Also, Step, TenantDb } from '../../db/tenant-db.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { draftSteps, refuseUnlessOut } from '../credit-notes/create.ts'
import { creditableObject, parseCreditable } from '../credit-notes/creditable.ts'
import { sentCreditNote } from '../credit-notes/sent-kind.ts'
import { finaliseStep, issueSteps } from '../documents/steps.ts'

export interface RefundCredit {
  noteId: string
  /** Of the invoice that it was worked out from. */
  version: number
  steps: Step[]
  also: Also[]
}

/**
 * The credit note of what a refund takes from an invoice, for the transaction that records the refund: in minor units, with
 * its tax. Refused like any credit note, before anything moves. One trip.
 */
export async function creditOfRefund(
  tenant: TenantDb,
  invoiceId: string,
  amount: bigint,
  reason: string,
): Promise<RefundCredit> {
  const object = creditableObject(sql`${invoiceId}::uuid`, null)
  const creditable = await getRecord(tenant, 'payments.refund', invoiceId, object, parseCreditable)
  refuseUnlessOut(creditable)
  const noteId = newId()
  const typed = formatMoney(amount, creditable.row.currency)
  const { steps } = draftSteps(tenant, creditable, noteId, { amount: typed, reason })
  return {
    noteId,
    version: creditable.row.version,
    steps: [...steps, finaliseStep(tenant, 'credit_note', noteId), ...issueSteps(tenant, sentCreditNote, noteId)],
    also: [{ action: 'credit_notes.mark_sent', id: noteId, changes: { invoice_id: invoiceId } }],
  }
}
