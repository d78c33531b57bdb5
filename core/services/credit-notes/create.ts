import { sql } from 'drizzle-orm'
import type { CreateCreditNote } from '../../contract/credit-notes.ts'
import { creditNotes } from '../../db/credit-schema.ts'
import { newId } from '../../db/ids.ts'
import { callStep, getRecord } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { isVoid } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { writeParts } from '../documents/steps.ts'
import { inOrder } from '../in-order.ts'
import { askedOf, pieceOf } from './asked.ts'
import { buildCreditNote } from './build.ts'
import { type Creditable, creditableObject, parseCreditable } from './creditable.ts'
import { type CreditNoteRow, creditNoteObject, parseCreditNote } from './internal.ts'

/** Somebody else credits or pays it at the same moment. */
const TRIES = 5

/**
 * Drafts a credit note of an invoice that is out: some of its lines, an amount (major units, with tax), or all that is left. Its place in the
 * invoice is taken at once, so that all drafts together never have more than the invoice (MO11). Two trips.
 */
export function createCreditNote(tenant: TenantDb, invoiceId: string, input: CreateCreditNote): Promise<CreditNoteRow> {
  const verb = () => repeated(TRIES, () => draft(tenant, invoiceId, input))
  return tenant.once('credit_notes.create', parseCreditNote, () =>
    inOrder(tenant, 'credit_notes.create', verb, invoiceId),
  )
}

/** Again while it changed between the look and the write. */
export async function repeated<T>(tries: number, verb: () => Promise<T>): Promise<T> {
  try {
    return await verb()
  } catch (error) {
    // What the verb refused by itself has no cause.
    if (tries <= 1 || !(error instanceof AppError) || error.code !== 'CONFLICT' || !error.cause) throw error
    return repeated(tries - 1, verb)
  }
}

export const loadCreditable = (
  tenant: TenantDb,
  action: 'credit_notes.create' | 'invoices.revise',
  invoiceId: string,
) => getRecord(tenant, action, invoiceId, creditableObject(sql`${invoiceId}::uuid`, null), parseCreditable)

async function draft(tenant: TenantDb, invoiceId: string, input: CreateCreditNote): Promise<CreditNoteRow> {
  const creditable = await loadCreditable(tenant, 'credit_notes.create', invoiceId)
  const id = newId()
  const { steps, total } = draftSteps(tenant, creditable, id, input)
  refuseUnlessOut(creditable)
  return tenant.write(
    {
      action: 'credit_notes.create',
      id: invoiceId,
      version: creditable.row.version,
      changes: { credit_note_id: id, amount: String(total) },
    },
    steps,
    creditNoteObject(id),
    parseCreditNote,
  )
}

export function refuseUnlessOut({ row }: Creditable): void {
  if (statusesFor(invoiceMachine, 'create_credit_note').includes(row.status)) return
  throw new AppError(
    'CONFLICT',
    isVoid(row) ? 'This invoice is void: nothing is owed on it' : 'This invoice was not sent yet: change it instead',
  )
}

/** A draft as it is written, behind the lock of its invoice. */
export function draftSteps(
  tenant: TenantDb,
  creditable: Creditable,
  id: string,
  input: CreateCreditNote,
  more: { revisedInvoiceId?: string } = {},
): { steps: Step[]; total: bigint } {
  const { row } = creditable
  const asked = askedOf(creditable, input)
  const { columns, lines } = buildCreditNote(creditable, pieceOf(creditable, asked), asked)
  const note = {
    id,
    invoiceId: row.id,
    contactId: row.contact_id,
    issueDate: (input.issue_date ? sql`${input.issue_date}::date` : sql`app.today()`) as never,
    reference: row.reference,
    poNumber: row.po_number,
    reason: input.reason?.trim() || null,
    notes: input.notes ?? null,
    internalNotes: input.internal_notes ?? null,
    tags: input.tags ?? [],
    ...columns,
    ...more,
  }
  const written = {
    line_items: lines.map(({ name }) => ({ name, qty: '1' })),
    contact_id: row.contact_id,
    reference: [row.invoice_number, row.reference].filter(Boolean).join(' '),
  }
  return {
    total: columns.total,
    steps: [
      ...callStep(tenant, [sql`app.must_not_be_deducted(${row.id}::uuid)`]),
      tenant.insert(creditNotes, [note]),
      ...writeParts(tenant, 'credit_note', id, lines, written),
      ...callStep(tenant, [sql`app.count_credit_notes(${row.id}::uuid)`]),
    ],
  }
}
