import type { UpdateAiDraft } from '../../contract/ai-drafts.ts'
import { moveRecord } from '../../db/records.ts'
import { checkId, type Reference, type TenantDb } from '../../db/tenant-db.ts'
import { composeDraft } from '../../domain/drafts/compose.ts'
import { KEPT_CONTACT, KEPT_VENDOR, type Kept, keptOf, withKept } from '../../domain/drafts/kinds.ts'
import { changedPaths, confidenceOf } from '../../domain/drafts/payload.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { knownOf } from '../extraction/facts.ts'
import { inOrder } from '../in-order.ts'
import { assigneeSteps, assigningRoles } from '../work-items/fields.ts'
import { again } from './again.ts'
import { composedColumns, titleOf } from './columns.ts'
import { type AiDraftRow, aiDraftObject, followed, parseAiDraft } from './internal.ts'
import { loadFacts, sourceAgain } from './source.ts'
import { namesOf, referencesIn, typedPayload } from './typed.ts'

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
  const { row, facts, contacts } = await loadFacts(tenant, action, checkId(id))
  if (input.if_match_version !== undefined && input.if_match_version !== row.version)
    throw new AppError('CONFLICT', 'It has changed since you loaded it')
  return write(tenant, action, row, input, correctionOf(tenant, { row, facts, contacts }, input))
}

type Loaded = Awaited<ReturnType<typeof loadFacts>>
type Making = NonNullable<UpdateAiDraft['intent']>
type Updating = 'ai_drafts.assign' | 'ai_drafts.update'
interface Correction {
  columns: Partial<ReturnType<typeof anew> & ReturnType<typeof corrected>>
  /** What the payload names that it did not before. */
  references: Reference[]
}

function correctionOf({ actor }: TenantDb, loaded: Loaded, input: UpdateAiDraft): Correction {
  const { row } = loaded
  const redrafted = input.intent && input.intent !== row.intent ? anew(loaded, input.intent) : null
  const before = redrafted
    ? { payload: redrafted.draftPayload, edited: redrafted.edited }
    : { payload: followed(row), edited: row.edited }
  if (!input.draft_payload) return { columns: redrafted ?? {}, references: [] }
  const written = corrected(row, before, input)
  if (actor.kind === 'ops') refuseAssignee(before.payload, written.draftPayload)
  const known = referencesIn(before.payload)
  const references = referencesIn(written.draftPayload).filter(({ id }) => !known.some((one) => one.id === id))
  return { columns: { ...redrafted, ...written }, references }
}

/** Whose work it is, its business says (C-22). */
function refuseAssignee(before: Whom, after: Whom): void {
  if (after.assigned_to && after.assigned_to !== before.assigned_to)
    throw invalid('draft_payload.assigned_to', 'Its business says whose work it is')
}

function write(
  tenant: TenantDb,
  action: Updating,
  { id, version }: AiDraftRow,
  input: UpdateAiDraft,
  { columns, references }: Correction,
): Promise<AiDraftRow> {
  const { assigned_to, review_notes } = input
  const { edited, intent } = columns
  return tenant.write(
    {
      action,
      id,
      version,
      references,
      changes: { edited, intent, assigned_to },
      ...assigningRoles(input),
    },
    [
      ...assigneeSteps(tenant, input),
      moveRecord<'ai_drafts'>(tenant, action, id, {
        ...columns,
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

/** All that was read, as another thing; what stood there when it was that before, and what a person wrote that both have, stands. */
function anew({ row, facts, contacts }: Loaded, intent: Making) {
  const source = sourceContact(row)
  const words = { ...sourceAgain(row, source, contacts), isPaper: false }
  const composed = composedColumns(composeDraft(words, knownOf(facts, row), intent), row.source_text, row.file_id)
  const kept = keptOf(stillKept(row), { ...row, draftPayload: standing(row) })
  const drafted = withKept(composed, kept, namesOf(intent))
  return {
    ...drafted,
    kept,
    title: titleOf(drafted.draftPayload, row.source_text),
    confidence: confidenceOf(composed.intents[0]?.confidence ?? 0, drafted.fields),
    contactId: (drafted.draftPayload as Whom).contact_id ?? source,
  }
}

/** Who was chosen and is gone is nobody; who was merged into another is that one. */
const stillKept = ({ kept, kept_contact_id, kept_vendor_id }: AiDraftRow): Kept => {
  const now = { [KEPT_CONTACT]: kept_contact_id, [KEPT_VENDOR]: kept_vendor_id }
  const chosen = Object.entries(now).filter(([key]) => kept[key])
  return { ...kept, ...Object.fromEntries(chosen.map(([key, value]) => [key, { ...kept[key]!, value }])) }
}

const standing = ({ draft_payload: payload, contact }: AiDraftRow) =>
  payload.contact_id ? { ...payload, contact_id: contact?.id ?? null } : payload

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

interface Whom {
  contact_id?: string | null
  vendor_contact_id?: string | null
  assigned_to?: string | null
}

/** Of whom the source is, whatever its payload or its words alone say: as it was read, else as it is kept, but for a vendor who was chosen; nobody who is gone. */
function sourceContact({ fields, contact, contact_id, source_contact_id, vendor_id }: AiDraftRow): string | null {
  if (fields.contact_id) return fields.contact_id.span ? null : source_contact_id
  return contact_id === vendor_id ? null : (contact?.id ?? null)
}

const EDITED_MAX = 500
