import { sql } from 'drizzle-orm'
import { moveRecord } from '../../db/records.ts'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { isAwaited, MODEL_OUTCOMES, modelAtFirst } from '../../domain/drafts/machine.ts'
import { again } from './again.ts'
import { type AiDraftRow, aiDraftObject, loadAiDraft, parseAiDraft } from './internal.ts'
import { proposeJob } from './propose.ts'

const ACTION = 'ai_drafts.retry'
const GIVEN_UP = 'It was tried for hours and never came to an end'

/**
 * Asks a model again that was asked in vain (B-9G-3): once for any number of clicks, because a draft that waits for one already is
 * answered as it is. CONFLICT where it was no failure, or somebody has touched the draft since. Two trips.
 */
export const retryAiDraft = (tenant: TenantDb, id: string, version?: number): Promise<AiDraftRow> =>
  tenant.once(ACTION, parseAiDraft, () =>
    again(version, async () => {
      const row = await loadAiDraft(tenant, ACTION, id)
      if (isAwaited(row.model_state)) return row
      const tries = row.model_tries + 1
      return tenant.write(
        { action: ACTION, id, version: version ?? row.version, jobs: [proposeJob(id, tries)] },
        [
          moveRecord<'ai_drafts'>(tenant, ACTION, id, {
            modelState: modelAtFirst(true),
            modelOutcome: null,
            modelReason: null,
            modelTries: tries,
            askedAt: sql`app.now()`,
            answeredAt: null,
          }),
        ],
        aiDraftObject(id),
        parseAiDraft,
      )
    }),
  )

/** The job that asks was given up for good: a draft that still waits for it says so. Two trips; told twice it is said once. */
export async function giveUpAsking(tenant: TenantDb, id: string): Promise<void> {
  const action = 'ai_drafts.propose'
  const row = await loadAiDraft(tenant, action, id)
  if (!isAwaited(row.model_state)) return
  const outcome = 'given_up'
  await tenant.write(
    { action, id, version: row.version, changes: { outcome } },
    [
      moveRecord<'ai_drafts'>(tenant, action, id, {
        modelState: MODEL_OUTCOMES.none,
        modelOutcome: outcome,
        modelReason: GIVEN_UP,
        answeredAt: sql`app.now()`,
      }),
    ],
    rowOf(sql`select true as done`),
    () => undefined,
  )
}
