import { eq, sql } from 'drizzle-orm'
import type { NewJob } from '../../contract/jobs.ts'
import { aiDrafts } from '../../db/ai-draft-schema.ts'
import { setRecord } from '../../db/records.ts'
import { rowOf, type Step, type TenantDb } from '../../db/tenant-db.ts'
import { type Composed, composeDraft } from '../../domain/drafts/compose.ts'
import { type DraftFields, levelOf } from '../../domain/drafts/fields.ts'
import type { Known } from '../../domain/drafts/known.ts'
import { aiDraftMachine, isAwaited, MODEL_OUTCOMES } from '../../domain/drafts/machine.ts'
import { mergeFields } from '../../domain/drafts/merge.ts'
import { linesOf } from '../../domain/extraction/found.ts'
import { beginning } from '../../domain/kernel/beginning.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { knownOf } from '../extraction/facts.ts'
import { again } from './again.ts'
import { type AskedModel, type AskPorts, askModel } from './ask-model.ts'
import { composedColumns } from './columns.ts'
import type { AiDraftRow } from './internal.ts'
import { FIRST_VERSION, isMadeUnasked, settlingJobs } from './make-job.ts'
import { loadAsking, loadFacts, sourceAgain } from './source.ts'

const ACTION = 'ai_drafts.propose'
const REASON_MAX = 500

/** Asks a model what it would add to what rules read; `tries`: how often it was asked again. `app.ai_ask_key` names it the same. */
export const proposeJob = (id: string, tries = 0): NewJob => ({
  type: 'AI_DRAFT_PROPOSE',
  key: `ai_draft.propose:${id}${tries > 0 ? `:${tries}` : ''}`,
  payload: { ai_draft_id: id },
})

/**
 * What a model adds to a draft that nobody has touched yet, held against its words (H-AI-3, 14, PI1). It is asked once; what it
 * is no help with, and why, is said beside what rules read, which stands. A person's correction is never overwritten.
 */
export async function proposeDraft(ports: AskPorts, tenant: TenantDb, id: string): Promise<void> {
  const found = await loadAsking(tenant, ACTION, id)
  const { row, facts, month } = found
  if (!isAwaited(row.model_state)) return
  const { occasion } = knownOf(facts, row)
  const intent = isChosen(row) ? row.intent : undefined
  const asked: AskedModel = isUntouched(row)
    ? await askModel(ports, tenant.actor, month, { lines: linesOf(row.source_text), occasion, intent }, id)
    : { outcome: 'none', reason: 'It was changed or decided on before a model was asked' }
  let seen: Found | null = found
  // Whoever wrote while it was asked is not overwritten, and the model is not asked again for that.
  await again(undefined, async () => {
    const now = seen ?? (await loadFacts(tenant, ACTION, id))
    seen = null
    if (isAwaited(now.row.model_state)) await settle(tenant, now, asked)
  })
}

type Found = Awaited<ReturnType<typeof loadFacts>>

const isUntouched = (row: AiDraftRow) =>
  isPossible(aiDraftMachine, 'update', row) && row.edited.length === 0 && row.reviewed_by === null

async function settle(tenant: TenantDb, { row, facts, contacts }: Found, answer: AskedModel): Promise<void> {
  const asked: AskedModel =
    answer.outcome === 'proposed' && !isUntouched(row)
      ? { outcome: 'none', reason: 'It was changed or decided on while a model was asked' }
      : answer
  const added: Added = asked.outcome === 'proposed' ? addedTo(row, asked, knownOf(facts, row), contacts) : {}
  await tenant.write(
    {
      action: ACTION,
      id: row.id,
      version: row.version,
      changes: { outcome: asked.outcome },
      jobs:
        isMadeUnasked(row.created_by) && row.version === FIRST_VERSION
          ? settlingJobs(row.id, FIRST_VERSION + 1, { ...row, ...added })
          : [],
    },
    [
      isUntouched(row)
        ? setRecord(tenant, 'ai_drafts', row.id, { ...added, ...toldOf(asked), ...doubted(row, added) })
        : toldAlone(tenant, row, asked),
    ],
    rowOf(sql`select true as done`),
    () => undefined,
  )
}

/** Of what was decided meanwhile nothing changes, so neither its version nor its time does: it can be taken back still. */
const toldAlone = (tenant: TenantDb, { id }: AiDraftRow, asked: AskedModel): Step =>
  tenant.db
    .update(aiDrafts)
    .set(toldOf(asked))
    .where(tenant.mine(aiDrafts, eq(aiDrafts.id, id)))

/** What became unsure by it is to be looked at (H-AI-9). */
const doubted = (row: AiDraftRow, { confidence }: Added) =>
  confidence !== undefined && levelOf(confidence) === 'LOW' && isPossible(aiDraftMachine, 'doubt', row)
    ? { status: aiDraftMachine.actions.doubt.to }
    : {}

/** By a person; what rules are surest of is less. */
const isChosen = ({ intents }: AiDraftRow) => intents[0]?.confidence === 1

const toldOf = (asked: AskedModel) => ({
  modelOutcome: asked.outcome,
  answeredAt: sql`app.now()`,
  ...(asked.outcome === 'proposed'
    ? { modelState: MODEL_OUTCOMES.proposed, modelName: beginning(asked.model, 200), modelReason: null }
    : { modelState: MODEL_OUTCOMES.none, modelReason: beginning(asked.reason, REASON_MAX) }),
  // Nobody was asked.
  ...(asked.outcome === 'none' ? { askedAt: null } : {}),
})

type Added = Partial<ReturnType<typeof composedColumns> & { contactId: string }>
type Proposed = Extract<AskedModel, { outcome: 'proposed' }>

/** Another intent than that of the rules counts where they are not sure, and is offered beside theirs where they are. */
function addedTo(row: AiDraftRow, { intent, fields }: Proposed, known: Known, contacts: Found['contacts']): Added {
  const isOther = intent !== row.intent && intent !== 'NONE'
  const sureness = row.intents[0]?.confidence ?? 0
  if (isOther && levelOf(sureness) === 'HIGH')
    return { intents: [...row.intents.filter(({ value }) => value !== intent), { value: intent, confidence: OFFERED }] }
  const source = { ...sourceAgain(row, row.contact?.id ?? null, contacts), isPaper: false }
  const read: Composed = isOther
    ? composeDraft(source, known, intent)
    : { intent: row.intent, intents: row.intents, fields: row.fields }
  const [first, ...others] = read.intents
  const intents = first ? [{ ...first, confidence: isOther ? PROPOSED : first.confidence }, ...others] : []
  const composed = {
    ...read,
    intents,
    fields: withoutHome(merged(read.fields, fields), known.currency),
  }
  const { contact_id: told } = composed.fields
  return { ...composedColumns(composed, row.source_text, row.file_id), ...(told ? { contactId: told.value } : {}) }
}

/** A currency is worth a word where it is another than that of the business. */
function withoutHome({ currency, ...fields }: DraftFields, home: string): DraftFields {
  return currency && currency.value !== home ? { ...fields, currency } : fields
}

/** The one line that rules made of a title alone gives way to lines of a model, where any of them stands in the source. */
function merged(read: DraftFields, proposed: DraftFields): DraftFields {
  const lines = linesIn(read)
  const isStopgap = lines.length === 1 && levelOf(read[lines[0]!]!.confidence) === 'LOW'
  const others = Object.fromEntries(Object.entries(read).filter(([path]) => !isStopgap || path !== lines[0]))
  const found = mergeFields(others, proposed)
  return isStopgap && linesIn(found).length === 0 ? mergeFields(read, proposed) : found
}

const linesIn = (fields: DraftFields) => Object.keys(fields).filter((path) => path.startsWith('line_items.'))

const OFFERED = 0.5
/** By a model alone. */
const PROPOSED = 0.7
