import { sql } from 'drizzle-orm'
import type { UpdateCreditNote } from '../../contract/credit-notes.ts'
import { callStep, getRecord, setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { writeParts } from '../documents/steps.ts'
import { auditable, isAnnotation, plainColumns } from '../documents/written.ts'
import { inOrder } from '../in-order.ts'
import { askedOf, pieceOf } from './asked.ts'
import { buildCreditNote } from './build.ts'
import { repeated } from './create.ts'
import { type Creditable, creditableObject, parseCreditable } from './creditable.ts'
import { type CreditNoteRow, creditNoteObject, parseCreditNote } from './internal.ts'

const TRIES = 5

/** Edits a draft: what it credits, and its words; on one that was issued internal notes and tags alone (C-18). Two trips where what it credits changes. */
export function updateCreditNote(tenant: TenantDb, id: string, input: UpdateCreditNote): Promise<CreditNoteRow> {
  if (isAnnotation(input)) return write(tenant, id, input, 'credit_notes.annotate')
  const isMoney = input.lines !== undefined || input.amount !== undefined
  if (!isMoney) return write(tenant, id, input, 'credit_notes.update')
  const verb = () => repeated(TRIES, () => recredit(tenant, id, input))
  return tenant.once('credit_notes.update', parseCreditNote, () => inOrder(tenant, 'credit_notes.update', verb, id))
}

async function recredit(tenant: TenantDb, id: string, input: UpdateCreditNote): Promise<CreditNoteRow> {
  const { note, creditable } = await load(tenant, id)
  const { if_match_version: version = note.version } = input
  if (version !== note.version) throw new AppError('CONFLICT', 'It changed meanwhile')
  const asked = askedOf(creditable, input)
  const { columns, lines } = buildCreditNote(creditable, pieceOf(creditable, asked), asked)
  const invoice = creditable.row
  return tenant.write(
    {
      action: 'credit_notes.update',
      id,
      version,
      changes: auditableOf(input),
    },
    [
      ...callStep(tenant, [sql`app.hold_credited(${invoice.id}::uuid, ${invoice.version}::int)`]),
      setRecord(tenant, 'credit_notes', id, { ...wordsOf(input), ...changed(columns) }),
      ...writeParts(tenant, 'credit_note', id, lines, { line_items: lines.map(({ name }) => ({ name, qty: '1' })) }),
      ...callStep(tenant, [sql`app.count_credit_notes(${invoice.id}::uuid)`]),
    ],
    creditNoteObject(id),
    parseCreditNote,
  )
}

/** The currency and how prices are written are its invoice's for good. */
const changed = ({ currency: _, pricesIncludeTax: __, ...columns }: ReturnType<typeof buildCreditNote>['columns']) =>
  columns

const load = (tenant: TenantDb, id: string) =>
  getRecord(
    tenant,
    'credit_notes.update',
    id,
    sql`(select jsonb_build_object('note', o, 'creditable', ${creditableObject(sql`(o->>'invoice_id')::uuid`, id)})
      from (select ${creditNoteObject(id)} as o) found where o is not null)`,
    (found): { note: CreditNoteRow; creditable: Creditable } => {
      const { note, creditable } = found as { note: unknown; creditable: unknown }
      return { note: parseCreditNote(note), creditable: parseCreditable(creditable) }
    },
  )

const write = (
  tenant: TenantDb,
  id: string,
  input: UpdateCreditNote,
  action: 'credit_notes.update' | 'credit_notes.annotate',
): Promise<CreditNoteRow> =>
  tenant.write(
    { action, id, version: input.if_match_version, changes: auditableOf(input) },
    [setRecord(tenant, 'credit_notes', id, wordsOf(input))],
    creditNoteObject(id),
    parseCreditNote,
  )

const auditableOf = ({ lines: _, amount: __, ...words }: UpdateCreditNote) => auditable(words as never)

const wordsOf = ({ reason, lines: _, amount: __, if_match_version: ___, ...words }: UpdateCreditNote) => ({
  ...plainColumns(words as never),
  ...(reason === undefined ? {} : { reason: reason?.trim() || null }),
})
