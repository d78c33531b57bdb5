import { sql } from 'drizzle-orm'
import { callStep, dropRecord, moveRecord } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { isApplied } from '../../domain/drafts/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { again } from './again.ts'
import { type AiDraftRow, aiDraftObject, appliedOf, loadAiDraft, parseAiDraft } from './internal.ts'
import { presentAiDraft } from './present.ts'
import { freePicture, freeReceipt, TARGETS } from './targets.ts'

const ACTION = 'ai_drafts.undo'
const REVIEWED = 'ai_drafts.undo_review'
type Undoing = typeof ACTION | typeof REVIEWED
type Changes = { reviewedBy?: null; reviewedAt?: null }

const REASONS = {
  CHANGED: 'It was changed since it was made: delete it there if you mean to',
  INVOICE: 'An invoice was made of it: delete that first',
  QUOTE: 'A quote was made of it: delete that first',
  NOTES: 'Notes were written on it: delete it there if you mean to',
  GONE: 'It was deleted meanwhile',
  FILES: 'Files were added to it: delete it there if you mean to',
} as const

const LATE = 'It is not applied any more'
const WRITTEN_ON = 'It was changed since a reviewer decided it: its business has it'

/**
 * What was made of a draft is unmade, and the draft is ready again: only while what was made is as it was (C-26). Of something
 * that was there before, or is gone, only the draft is. Two trips. What depends on it: CONFLICT with the reason.
 */
export const undoAiDraft = (tenant: TenantDb, id: string, version?: number): Promise<AiDraftRow> =>
  tenant.once(ACTION, parseAiDraft, () => again(version, () => attempt(tenant, id, version)))

async function attempt(tenant: TenantDb, id: string, version?: number): Promise<AiDraftRow> {
  const row = await loadAiDraft(tenant, ACTION, id)
  if (!isApplied(row.status) || !appliedOf(row) || (version ?? row.version) !== row.version) throw refused(row, LATE)
  if (row.depended && row.depended !== 'GONE') throw refused(row, REASONS[row.depended])
  return takeBack(tenant, row, ACTION, {})
}

/**
 * What a reviewer of the platform decided, taken back by him or another one: it is in review again, and what was made of it is
 * unmade (H-AI-16, C-26). Only while nobody wrote on either since: else CONFLICT with the reason, and nothing more of it. Two trips.
 */
export const undoReview = (tenant: TenantDb, id: string, version?: number): Promise<AiDraftRow> =>
  tenant.once(REVIEWED, parseAiDraft, () => again(version, () => attemptReviewed(tenant, id, version)))

async function attemptReviewed(tenant: TenantDb, id: string, version?: number): Promise<AiDraftRow> {
  const row = await loadAiDraft(tenant, REVIEWED, id)
  if (!row.review?.is_as_reviewed || (version ?? row.version) !== row.version) throw refused(null, WRITTEN_ON)
  if (row.depended) throw refused(null, REASONS[row.depended])
  return takeBack(tenant, row, REVIEWED, { reviewedBy: null, reviewedAt: null })
}

function takeBack(tenant: TenantDb, row: AiDraftRow, action: Undoing, changes: Changes): Promise<AiDraftRow> {
  const { id, version, intent } = row
  const made = row.applied_version === null || row.depended === 'GONE' ? null : (appliedOf(row)?.id ?? null)
  const target = made === null || intent === 'NONE' ? null : TARGETS[intent]
  return tenant.write(
    {
      action,
      id,
      version,
      changes: { unmade: made },
      also: made !== null && target ? [{ action: target.deletes, id: made }] : [],
    },
    [...(made === null ? [] : unmaking(tenant, row, made)), undone(tenant, id, action, changes)],
    aiDraftObject(id),
    parseAiDraft,
  )
}

/** Behind the lock of what was made. */
function unmaking(tenant: TenantDb, row: AiDraftRow, made: string): Step[] {
  const { id, intent } = row
  if (intent === 'NONE') return []
  const { table } = TARGETS[intent]
  return [
    ...callStep(tenant, [sql`app.hold_what_was_made(${id}::uuid)`]),
    ...callStep(tenant, [sql`app.must_be_undoable(${id}::uuid)`]),
    ...(table === 'expenses' ? freeReceipt(tenant, made) : []),
    ...(table === 'work_items' ? freePicture(tenant, row, made) : []),
    ...dropRecord(tenant, table, made),
  ]
}

const undone = (tenant: TenantDb, id: string, action: Undoing, changes: Changes): Step =>
  moveRecord<'ai_drafts'>(tenant, action, id, {
    ...changes,
    invoiceId: null,
    quoteId: null,
    madeWorkItemId: null,
    expenseId: null,
    appliedVersion: null,
    appliedAt: null,
    appliedBy: null,
  })

function refused(row: AiDraftRow | null, reason: string): AppError {
  const conflict = new AppError('CONFLICT', reason)
  conflict.latest = row && presentAiDraft(row)
  return conflict
}
