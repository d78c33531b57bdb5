import { AI_DRAFT_LIMITS, AiDraft, AiDraftSummary } from '../../contract/ai-drafts.ts'
import { type Action, mayTouch } from '../../domain/actions.ts'
import { levelOf } from '../../domain/drafts/fields.ts'
import { aiDraftMachine } from '../../domain/drafts/machine.ts'
import { mayMake } from '../../domain/drafts/makeable.ts'
import { linesOf } from '../../domain/extraction/found.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { isAgent, type Role } from '../../domain/permissions.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { type AiDraftRow, appliedOf, followed, parseSummary, type SummaryRow } from './internal.ts'
import { similarTo } from './similar.ts'

/** The wire shape of a draft; parsed, so that no column leaks. */
export const presentAiDraft = (row: AiDraftRow): AiDraft =>
  AiDraft.parse({
    ...summary(row, row.agent),
    intents: row.intents.map(({ value, confidence }) => ({ intent: value, confidence, level: levelOf(confidence) })),
    source_lines: linesOf(row.source_text).map(({ text }) => text),
    source_boxes: row.source_boxes,
    draft_payload: followed(row),
    fields: presentFields(row),
    edited: row.edited,
    similar: similarTo(row).slice(0, AI_DRAFT_LIMITS.similar).map(presentSimilar),
  })

/** How sure the machine is of each value; what else the words said is for learning alone. */
export const presentFields = ({ fields }: AiDraftRow): AiDraft['fields'] =>
  Object.fromEntries(
    Object.entries(fields).map(([path, { said: _, ...field }]) => [
      path,
      { ...field, level: levelOf(field.confidence) },
    ]),
  )

export function presentSummary(found: object): AiDraftSummary {
  const row = parseSummary(found)
  return AiDraftSummary.parse(summary(row, isAgent(row.role as Role) ? row.actor : null))
}

const presentSimilar = ({ amount, currency, created_at, ...shown }: AiDraftRow['candidates'][number]) => ({
  ...shown,
  amount: amount === null || currency === null ? null : formatMoney(BigInt(amount), currency),
  currency,
  created_at: toInstant(created_at),
})

function summary(row: SummaryRow | AiDraftRow, agent: string | null): AiDraftSummary {
  const applied = appliedOf(row)
  return {
    id: row.id,
    status: row.status,
    intent: row.intent,
    source_type: row.source_type,
    source_id: row.source_id,
    conversation_id: row.conversation_id,
    contact: row.contact,
    title: row.title,
    confidence: row.confidence,
    level: levelOf(row.confidence),
    applied: applied && { ...applied, at: toInstant(applied.at) },
    assigned_to: row.assigned_to,
    reviewed_by: row.reviewed_by,
    reviewed_at: toInstantOrNull(row.reviewed_at),
    review_notes: row.review_notes,
    failed_reason: row.failed_reason,
    proposal: { state: row.model_state, model: row.model_name, reason: row.model_reason, outcome: row.model_outcome },
    version: row.version,
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    created_by: row.created_by,
    allowed_actions: allowedActions(aiDraftMachine, { ...row, agent }, mayOn(row)),
  }
}

/** What whoever asks may do with a draft: to apply it he may make what it proposes. */
export const mayOn =
  ({ role, ...draft }: Pick<SummaryRow, 'intent' | 'bars' | 'off'> & { role: string }) =>
  (action: Action): boolean =>
    mayTouch(role as Role, action, true) && (action !== 'ai_drafts.apply' || mayMake(role as Role, draft))
