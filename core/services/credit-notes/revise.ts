import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { RevisedInvoice } from '../../contract/credit-notes.ts'
import { newId } from '../../db/ids.ts'
import { callStep, getRecord } from '../../db/records.ts'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { isIssued } from '../../domain/credit-notes/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { finaliseStep, issueSteps } from '../documents/steps.ts'
import { draftSteps, refuseUnlessOut, repeated } from './create.ts'
import { type Creditable, creditableObject, parseCreditable } from './creditable.ts'
import { sentCreditNote } from './sent-kind.ts'

const TRIES = 5
const parse = (row: unknown): RevisedInvoice => RevisedInvoice.parse(row)

/**
 * Corrects an invoice that is out: credits all that is left of it and opens a draft with the same lines, in one transaction (C-18). However
 * often and by how many it is asked for there is one of each. What was paid waits as the customer's money for the corrected one. Two trips.
 */
export function reviseInvoice(
  tenant: TenantDb,
  id: string,
  reason?: string | null,
  version?: number,
): Promise<RevisedInvoice> {
  const tries = version === undefined ? TRIES : 1
  return tenant.once('invoices.revise', parse, () =>
    repeated(tries, () => attempt(tenant, id, reason ?? null, version)),
  )
}

const Revised = z.object({ revised: RevisedInvoice.nullable() })

async function attempt(
  tenant: TenantDb,
  id: string,
  reason: string | null,
  version: number | undefined,
): Promise<RevisedInvoice> {
  const object = sql`${creditableObject(sql`${id}::uuid`, null)} || jsonb_build_object('revised', app.revision_of(${id}::uuid))`
  const { creditable, revised } = await getRecord(tenant, 'invoices.revise', id, object, (found) => ({
    creditable: parseCreditable(found),
    revised: Revised.parse(found).revised,
  }))
  if (revised) return revised
  refuseUnlessOut(creditable)
  refuseDrafts(creditable)
  return revise(tenant, creditable, reason, version)
}

/** What a draft has could not be credited here, and the invoice would not be credited in full. */
function refuseDrafts({ row }: Creditable): void {
  if (!row.credit_notes.every(isIssued))
    throw new AppError('CONFLICT', 'A credit note of this invoice is drafted: send it or delete it first')
}

function revise(
  tenant: TenantDb,
  creditable: Creditable,
  reason: string | null,
  version: number | undefined,
): Promise<RevisedInvoice> {
  const { id, version: seen } = creditable.row
  const [noteId, invoiceId] = [newId(), newId()]
  const { steps, total } = draftSteps(tenant, creditable, noteId, { reason }, { revisedInvoiceId: invoiceId })
  return tenant.write(
    {
      action: 'invoices.revise',
      id,
      version: version ?? seen,
      changes: { credit_note_id: noteId, invoice_id: invoiceId, amount: String(total), detail: reason },
      also: [
        { action: 'credit_notes.mark_sent', id: noteId, changes: { invoice_id: id } },
        { action: 'invoices.create', id: invoiceId, changes: { corrects_id: id } },
      ],
    },
    [
      ...callStep(tenant, [sql`app.copy_as_draft(${id}::uuid, ${invoiceId}::uuid)`]),
      ...steps,
      finaliseStep(tenant, 'credit_note', noteId),
      ...issueSteps(tenant, sentCreditNote, noteId),
    ],
    rowOf(sql`select ${noteId}::text as credit_note_id, ${invoiceId}::text as invoice_id`),
    parse,
  )
}
