import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { JobPayload } from '../../contract/jobs.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { AUTONOMY_LEVELS, BY_ITSELF_MAX, draftsByItself, isMadeByItself } from '../../domain/drafts/autonomy.ts'
import { levelOf } from '../../domain/drafts/fields.ts'
import { aiDraftMachine, isReady } from '../../domain/drafts/machine.ts'
import { linesOf } from '../../domain/extraction/found.ts'
import { AppError, ERRORS } from '../../domain/kernel/errors.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { BASE } from '../../domain/profiles/base.ts'
import { makeOf } from './apply.ts'
import type { AskPorts } from './ask-model.ts'
import { draftOf, insertDraft } from './create.ts'
import { type AiDraftRow, loadAiDraft } from './internal.ts'
import { FIRST_VERSION, isMadeUnasked, settlingJobs } from './make-job.ts'
import { similarTo } from './similar.ts'
import { loadSource } from './source.ts'

const Standing = z.object({
  autonomy: z.object({ level: z.enum(AUTONOMY_LEVELS), amount_cap: z.string() }).partial(),
  currency: z.string(),
  is_fresh: z.boolean(),
  is_vouched: z.boolean(),
  is_known: z.boolean(),
  is_drafted: z.boolean(),
  made: z.number(),
  made_of_sender: z.number(),
})
type Standing = Omit<z.infer<typeof Standing>, 'autonomy'> & { autonomy: typeof BASE.automations.ai_drafts }

/**
 * A draft of a message that came in, where the business wished one of each (C-26, L2): once, and none of what a machine wrote,
 * of what asks for nothing that rules are fairly sure of, of a message that somebody drafted already, or of a flood. Three trips.
 */
export async function draftByItself(
  ports: Pick<AskPorts, 'draftModel'>,
  tenant: TenantDb,
  messageId: string,
): Promise<void> {
  const standing = await standingOf(tenant, 'ai_drafts.create', messageId)
  if (!standing || standing.is_drafted || !draftsByItself(standing.autonomy.level) || isFlood(standing)) return
  const origin = { type: 'MESSAGE', id: messageId } as const
  const { source, facts, contacts } = await loadSource(tenant, 'ai_drafts.create', origin)
  if (!source?.is_written) return
  const reading = {
    origin,
    source,
    facts,
    contacts,
    text: source.text,
    intent: undefined,
    contactId: source.contact_id,
  }
  const draft = draftOf(reading)
  if (draft.intent === 'NONE' || levelOf(draft.intents[0]?.confidence ?? 0) === 'LOW') return
  await insertDraft(tenant, ports, reading, draft, settlingJobs(draft.id, FIRST_VERSION, draft))
}

const isFlood = ({ made, made_of_sender }: Standing) =>
  made >= BY_ITSELF_MAX.business || made_of_sender >= BY_ITSELF_MAX.sender

/** A draft that nobody asked for becomes its object, where its owner wished that of sure ones (H-AI-9, L3). Otherwise it waits for a person, who is told then what is missing. */
export async function applyByItself(tenant: TenantDb, { ai_draft_id: id, version }: Judging): Promise<void> {
  const row = await loadAiDraft(tenant, 'ai_drafts.apply', id)
  if (
    row.version !== version ||
    !isMadeUnasked(row.created_by) ||
    !isReady(row.status) ||
    !isPossible(aiDraftMachine, 'apply', row)
  )
    return
  const standing = row.source_id === null ? null : await standingOf(tenant, 'ai_drafts.apply', row.source_id)
  if (!standing?.is_fresh) return
  const isVouched = standing.is_vouched && standing.is_known
  if (isMadeByItself(judged(row), { ...standing, isVouched })) await makeOf(tenant, row, {}).catch(leaveRefused)
}

type Judging = JobPayload<'AI_DRAFT_APPLY'>

/** What a person would be told when he applies it, he is told then. */
function leaveRefused(error: unknown): void {
  if (!(error instanceof AppError) || ERRORS[error.code].job !== 'drop') throw error
}

const judged = (row: AiDraftRow) => ({
  intent: row.intent,
  intents: row.intents,
  fields: row.fields,
  lines: linesOf(row.source_text),
  subject: row.subject,
  payload: row.draft_payload,
  edited: row.edited,
  similar: similarTo(row).length,
})

async function standingOf(tenant: TenantDb, action: Action, messageId: string): Promise<Standing | null> {
  const [, found] = await tenant.read(
    action,
    tenant.db.execute<{ object: unknown }>(sql`select app.message_standing(${messageId}::uuid) as object`),
  )
  if (!found.rows[0]?.object) return null
  const { autonomy, ...standing } = Standing.parse(found.rows[0].object)
  return { ...standing, autonomy: { ...BASE.automations.ai_drafts, ...autonomy } as Standing['autonomy'] }
}
