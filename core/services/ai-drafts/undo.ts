import { sql } from 'drizzle-orm'
import { callStep, dropRecord, moveRecord } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { isApplied } from '../../domain/drafts/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { again } from './again.ts'
import { type AiDraftRow, aiDraftObject, appliedOf, loadAiDraft, parseAiDraft } from './internal.ts'
import { presentAiDraft } from './present.ts'
import { freeReceipt, TARGETS } from './targets.ts'

const ACTION = 'ai_drafts.undo'

const REASONS = {
  CHANGED: 'It was changed since it was made: delete it there if you mean to',
  INVOICE: 'An invoice was made of it: delete that first',
  QUOTE: 'A quote was made of it: delete that first',
  NOTES: 'Notes were written on it: delete it there if you mean to',
  FILES: 'Files were added to it: delete it there if you mean to',
} as const

/**
 * What was made of a draft is unmade, and the draft is ready again: only while what was made is as it was (C-26). Of something
 * that was there before, or is gone, only the draft is. Two trips. What depends on it: CONFLICT with the reason.
 */
export const undoAiDraft = (tenant: TenantDb, id: string, version?: number): Promise<AiDraftRow> =>
  tenant.once(ACTION, parseAiDraft, () => again(version, () => attempt(tenant, id, version)))

async function attempt(tenant: TenantDb, id: string, version?: number): Promise<AiDraftRow> {
  const row = await loadAiDraft(tenant, ACTION, id)
  const applied = appliedOf(row)
  if (!isApplied(row.status) || !applied || (version ?? row.version) !== row.version)
    throw refused(row, 'It is not applied any more')
  if (row.depended && row.depended !== 'GONE') throw refused(row, REASONS[row.depended])
  const isMade = row.applied_version !== null && row.depended !== 'GONE'
  const target = row.intent === 'NONE' ? null : TARGETS[row.intent]
  return tenant.write(
    {
      action: ACTION,
      id,
      version: row.version,
      changes: { unmade: isMade ? applied.id : null },
      also: isMade && target ? [{ action: target.deletes, id: applied.id }] : [],
    },
    [...(isMade ? unmaking(tenant, row, applied.id) : []), ready(tenant, id)],
    aiDraftObject(id),
    parseAiDraft,
  )
}

/** Behind the lock of what was made. */
function unmaking(tenant: TenantDb, { id, intent }: AiDraftRow, made: string): Step[] {
  if (intent === 'NONE') return []
  const { table } = TARGETS[intent]
  return [
    ...callStep(tenant, [sql`app.hold_what_was_made(${id}::uuid)`]),
    ...callStep(tenant, [sql`app.must_be_undoable(${id}::uuid)`]),
    ...(table === 'expenses' ? freeReceipt(tenant, made) : []),
    ...dropRecord(tenant, table, made),
  ]
}

const ready = (tenant: TenantDb, id: string): Step =>
  moveRecord<'ai_drafts'>(tenant, ACTION, id, {
    invoiceId: null,
    quoteId: null,
    madeWorkItemId: null,
    expenseId: null,
    appliedVersion: null,
    appliedAt: null,
    appliedBy: null,
  })

function refused(row: AiDraftRow, reason: string): AppError {
  const conflict = new AppError('CONFLICT', reason)
  conflict.latest = presentAiDraft(row)
  return conflict
}
