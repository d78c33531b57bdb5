import { sql } from 'drizzle-orm'
import { AI_DRAFT_LIMITS, type ApplyAiDraft } from '../../contract/ai-drafts.ts'
import { newId } from '../../db/ids.ts'
import { callStep, moveRecord } from '../../db/records.ts'
import type { Reference, Step, TenantDb } from '../../db/tenant-db.ts'
import { aiDraftMachine, isApplied } from '../../domain/drafts/machine.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { reviewerOf } from '../../domain/reviews/access.ts'
import { inOrder } from '../in-order.ts'
import { requireSwitches } from '../profile/required.ts'
import { withSettings } from '../settings.ts'
import { again } from './again.ts'
import { decided, letGoOfFile } from './decide.ts'
import { type AiDraftRow, aiDraftObject, followed, loadAiDraft, parseAiDraft } from './internal.ts'
import { presentAiDraft } from './present.ts'
import { similarTo } from './similar.ts'
import { MAKERS, type Made, type Making, refuseNothing, rolesOf, TARGETS } from './targets.ts'

const ACTION = 'ai_drafts.apply'

/**
 * What a draft proposes is made, by the person who asks for it: one object, however often and by how many it is applied
 * (H-SM-9, MO14). It stays a draft or work inside the house: nothing is sent (H-AI-7). Something alike of the same contact and
 * day: VALIDATION_ERROR `similar`, until it is made all the same or taken as that. Two trips; one where it is made already.
 */
export const applyAiDraft = (tenant: TenantDb, id: string, input: ApplyAiDraft): Promise<AiDraftRow> =>
  tenant.once(ACTION, parseAiDraft, () =>
    inOrder(tenant, ACTION, () => again(input.if_match_version, () => attempt(tenant, id, input)), id),
  )

async function attempt(tenant: TenantDb, id: string, input: ApplyAiDraft): Promise<AiDraftRow> {
  const row = await loadAiDraft(tenant, ACTION, id)
  if (isApplied(row.status) && isTold(tenant, row)) return row
  refuseUnlessOpen(tenant, row, input)
  return input.merge_into === undefined ? makeOf(tenant, row, input) : merge(tenant, row, input.merge_into)
}

/** A reviewer of the platform sees what he settled himself, and nothing that others did (C-22). */
const isTold = ({ actor }: TenantDb, row: AiDraftRow): boolean =>
  actor.kind !== 'ops' || row.applied_by === reviewerOf(actor.userId)

function refuseUnlessOpen(
  { actor }: TenantDb,
  row: AiDraftRow,
  { if_match_version: version = row.version }: ApplyAiDraft,
): void {
  if (version === row.version && isPossible(aiDraftMachine, 'apply', { ...row, is_held: row.review?.is_held })) return
  const conflict = new AppError('CONFLICT', 'It has changed since you loaded it')
  // Nor is he told of it by a refusal: its door says how it ended.
  conflict.latest = actor.kind === 'ops' ? null : presentAiDraft(row)
  throw conflict
}

/** Makes what a draft proposes, of the version that was read. */
export function makeOf(tenant: TenantDb, found: AiDraftRow, { override_warnings }: ApplyAiDraft): Promise<AiDraftRow> {
  const row = { ...found, draft_payload: followed(found) }
  const { intent } = row
  if (intent === 'NONE') return refuseNothing()
  const [target, maker]: [Making, (typeof MAKERS)[typeof intent]] = [TARGETS[intent], MAKERS[intent]]
  return withSettings(tenant, ACTION, async (settings) => {
    requireSwitches(settings.profile, target.creates)
    const made = newId()
    const { steps, only, references, changes }: Made = await maker(tenant, made, row, settings)
    if (!override_warnings) refuseSimilar(row)
    return tenant.write(
      {
        action: ACTION,
        id: row.id,
        version: row.version,
        settings: settings.version,
        references: (references ?? []).filter((one) => !isOfRow(one, row)),
        changes: { intent, made, edited: row.edited },
        also: [{ action: target.creates, id: made, ...(changes ? { changes } : {}) }],
        ...rolesOf(target, only),
      },
      [
        ...stillThere(
          tenant,
          (references ?? []).filter((one) => isOfRow(one, row)),
        ),
        ...steps,
        applied(tenant, row.id, target, made, 1),
        ...letGo(tenant, row),
      ],
      aiDraftObject(row.id),
      parseAiDraft,
    )
  })
}

const isOfRow = ({ table, id }: Reference, { contact }: AiDraftRow) => table === 'contacts' && id === contact?.id

/** For whom it is was looked up when he was chosen: an agent need not see him otherwise, but there he must be. */
const stillThere = (tenant: TenantDb, contacts: readonly Reference[]): Step[] =>
  callStep(
    tenant,
    contacts.map(({ id, field }) => sql`app.must_stand(${id}::uuid, ${field})`),
  )

/** It is of something that is there: nothing is made. */
function merge(tenant: TenantDb, row: AiDraftRow, other: string): Promise<AiDraftRow> {
  const { intent } = row
  if (intent === 'NONE') return refuseNothing()
  if (!similarTo(row).some(({ id }) => id === other)) throw invalid('merge_into', 'Choose one of the similar ones')
  const target = TARGETS[intent]
  return tenant.write(
    {
      action: ACTION,
      id: row.id,
      version: row.version,
      references: [{ table: target.table, id: other, field: 'merge_into' }],
      changes: { intent, merged_into: other },
      ...rolesOf(target, undefined),
    },
    [applied(tenant, row.id, target, other, null), ...letGo(tenant, row)],
    aiDraftObject(row.id),
    parseAiDraft,
  )
}

const letGo = (tenant: TenantDb, { id, file_id }: AiDraftRow) => (file_id === null ? [] : letGoOfFile(tenant, id))

const applied = (tenant: TenantDb, id: string, { column }: Making, made: string, version: number | null) =>
  moveRecord<'ai_drafts'>(tenant, ACTION, id, {
    [column]: made,
    appliedVersion: version,
    appliedAt: sql`app.now()`,
    appliedBy: sql`app.actor()`,
    // Who makes what he was asked to look at has looked at it.
    ...(tenant.actor.kind === 'ops' ? decided : {}),
  } as never)

function refuseSimilar(row: AiDraftRow): void {
  const similar = similarTo(row).slice(0, AI_DRAFT_LIMITS.similar)
  if (similar.length === 0) return
  throw new AppError('VALIDATION_ERROR', 'There is one like it already: use that, or make another', {
    details: [{ field: 'similar', message: 'There is one like it from today', code: 'SIMILAR_EXISTS' }],
  })
}
