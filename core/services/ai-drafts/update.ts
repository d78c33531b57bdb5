import type { UpdateAiDraft } from '../../contract/ai-drafts.ts'
import { moveRecord } from '../../db/records.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { composeDraft } from '../../domain/drafts/compose.ts'
import { changedPaths } from '../../domain/drafts/payload.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { type Facts, knownOf } from '../extraction/facts.ts'
import { inOrder } from '../in-order.ts'
import { assigneeSteps, assigningRoles } from '../work-items/fields.ts'
import { again } from './again.ts'
import { composedColumns, titleOf } from './columns.ts'
import { type AiDraftRow, aiDraftObject, parseAiDraft } from './internal.ts'
import { loadFacts, sourceOf } from './source.ts'
import { referencesIn, typedPayload } from './typed.ts'

/**
 * Corrects a draft, drafts it anew as something else, gives it to somebody. What a person changed is kept as that (H-AI-15).
 * Two trips. A payload that cannot be: VALIDATION_ERROR with the path; a draft that was decided on: CONFLICT.
 */
export function updateAiDraft(tenant: TenantDb, id: string, input: UpdateAiDraft): Promise<AiDraftRow> {
  const action = isAssignment(input) ? 'ai_drafts.assign' : 'ai_drafts.update'
  return tenant.once(action, parseAiDraft, () =>
    inOrder(tenant, action, () => again(input.if_match_version, () => attempt(tenant, action, id, input)), id),
  )
}

async function attempt(tenant: TenantDb, action: Updating, id: string, input: UpdateAiDraft): Promise<AiDraftRow> {
  const { row, facts } = await loadFacts(tenant, action, checkId(id))
  if (input.if_match_version !== undefined && input.if_match_version !== row.version)
    throw new AppError('CONFLICT', 'It has changed since you loaded it')
  const correction = correctionOf(row, facts, input)
  if (tenant.actor.kind === 'ops') refuseAssignee(row, correction)
  return write(tenant, action, row, input, correction)
}

/** Whose work it is, its business says (C-22). */
function refuseAssignee({ draft_payload: before }: AiDraftRow, { draftPayload: after }: Correction): void {
  if (after?.assigned_to && after.assigned_to !== before.assigned_to)
    throw invalid('draft_payload.assigned_to', 'Its business says whose work it is')
}

type Updating = 'ai_drafts.assign' | 'ai_drafts.update'
type Correction = Partial<Omit<ReturnType<typeof anew>, 'edited'> & ReturnType<typeof corrected>>

function correctionOf(row: AiDraftRow, facts: Facts, input: UpdateAiDraft): Correction {
  const redrafted = input.intent && input.intent !== row.intent ? anew(row, facts, input.intent) : null
  const before = redrafted
    ? { payload: redrafted.draftPayload, edited: [] }
    : { payload: row.draft_payload, edited: row.edited }
  return { ...redrafted, ...(input.draft_payload && corrected(row, before, input)) }
}

function write(
  tenant: TenantDb,
  action: Updating,
  { id, version }: AiDraftRow,
  input: UpdateAiDraft,
  correction: Correction,
): Promise<AiDraftRow> {
  const { assigned_to, review_notes } = input
  const { edited, draftPayload, intent } = correction
  return tenant.write(
    {
      action,
      id,
      version,
      references: draftPayload ? referencesIn(draftPayload) : [],
      changes: { edited, intent, assigned_to },
      ...assigningRoles(input),
    },
    [
      ...assigneeSteps(tenant, input),
      moveRecord<'ai_drafts'>(tenant, action, id, {
        ...correction,
        assignedTo: assigned_to,
        reviewNotes: review_notes === undefined ? undefined : review_notes?.trim() || null,
      }),
    ],
    aiDraftObject(id),
    parseAiDraft,
  )
}

const isAssignment = ({ assigned_to, intent, draft_payload, review_notes }: UpdateAiDraft) =>
  assigned_to !== undefined && intent === undefined && draft_payload === undefined && review_notes === undefined

/** All that was read, as another thing; for whom a person said it is, it stays. */
function anew(row: AiDraftRow, facts: Facts, intent: NonNullable<UpdateAiDraft['intent']>) {
  const contactId = sourceContact(row)
  const source = sourceOf(row.source_text, row.subject, contactId, row.source_boxes)
  const composed = composeDraft(source, knownOf(facts, row), intent)
  const columns = composedColumns(composed, row.source_text, row.file_id)
  const { contact_id: chosen } = row.draft_payload as Whom
  const isKept = Boolean(chosen && composed.fields.contact_id && chosen !== contactId)
  return isKept
    ? { ...columns, draftPayload: { ...columns.draftPayload, contact_id: chosen }, contactId: chosen, edited: [WHO] }
    : { ...columns, contactId, edited: [] as string[] }
}

function corrected(
  row: AiDraftRow,
  before: { payload: Record<string, unknown>; edited: string[] },
  input: UpdateAiDraft,
) {
  const draftPayload = typedPayload(input.intent ?? row.intent, input.draft_payload ?? {})
  const edited = [...new Set([...before.edited, ...changedPaths(before.payload, draftPayload)])]
  const { contact_id, vendor_contact_id } = draftPayload as Whom
  const contactId = contact_id ?? sourceContact(row) ?? vendor_contact_id ?? null
  return { draftPayload, edited: edited.slice(0, EDITED_MAX), contactId, title: titleOf(draftPayload, row.source_text) }
}

const WHO = 'contact_id'
interface Whom {
  contact_id?: string | null
  vendor_contact_id?: string | null
}

/** Of whom the source is, whatever its payload says: as it was read, else as it is kept, but for a vendor who was chosen; nobody who is gone. */
function sourceContact({ fields, contact, contact_id, draft_payload }: AiDraftRow): string | null {
  const id = fields.contact_id?.value ?? (contact_id === draft_payload.vendor_contact_id ? null : contact_id)
  return id === contact_id && !contact ? null : id
}

const EDITED_MAX = 500
