import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { idOf } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { addDays } from '../../domain/kernel/dates.ts'
import { decide, type Verdict } from '../../domain/reminders/decide.ts'
import { channelOf, type Stage } from '../../domain/reminders/schedule.ts'
import { type BusinessRow, parseBusiness } from '../settings.ts'
import { FactsRow, factsOf, type Rule, ruleOf } from './facts.ts'

const INVOICES_MAX = 500
/** Nothing is later than the latest day of a schedule, and what follows it. */
const LATEST_DAYS = 400

/** Where a morning that was cut into parts goes on: behind this due date and invoice. */
export interface MorningPlace {
  after?: { due_date: string; id: string } | undefined
}

const Morning = z.object({ business: z.unknown(), candidates: z.array(FactsRow) })

/**
 * Decides what goes out today of 500 invoices, and leaves a job for each and one for the rest. Repeated it decides nothing
 * new (TM4). Answers the jobs that it left. Two trips.
 */
export async function decideMorning(
  tenant: TenantDb,
  { key, after }: { key: string } & MorningPlace,
): Promise<LeftJob[]> {
  const [{ today }, found] = await tenant.read(
    'reminders.decide',
    tenant.db.execute<{ object: unknown }>(sql`select jsonb_build_object('business', app.business(), 'candidates',
      app.reminder_candidates(app.today() - ${LATEST_DAYS}::int, app.today() + ${BEFORE_MAX}::int, ${after?.due_date ?? '-infinity'}::date, ${after?.id ?? FIRST}::uuid, ${INVOICES_MAX}::int)) as object`),
  )
  const { business, candidates } = parse(found.rows[0]?.object)
  const rule = ruleOf(business)
  if (!rule.schedule.enabled) return []
  const rows = (await Promise.all(candidates.map((row) => decided(row, rule, today)))).flat()
  const last = candidates.length === INVOICES_MAX ? candidates.at(-1) : undefined
  if (rows.length === 0 && !last) return []
  await tenant.commit({
    beat: {
      action: 'reminders.decide',
      id: null,
      changes: { decided: rows.length },
      jobs: last
        ? [
            {
              type: 'REMINDERS_DECIDE',
              key: nextKey(key, last),
              payload: { after: { due_date: last.due_date, id: last.id } },
            },
          ]
        : [],
    },
    steps: [
      tenant.db.execute(sql`select app.end_unanswered_reminders()`),
      tenant.db.execute(sql`select app.decide_reminders(${JSON.stringify(rows)}::jsonb)`),
    ],
  })
  return rows.filter(({ state }) => state === 'PLANNED').map(({ id }) => jobOf(id, today))
}

interface LeftJob {
  type: 'AR_REMINDER_SEND'
  key: string
}

/** As `app.decide_reminders` names it. */
const jobOf = (id: string, today: string): LeftJob => ({
  type: 'AR_REMINDER_SEND',
  key: `reminder.send:${id}:${today}`,
})

/** So far ahead a schedule may ask before the due date. */
const BEFORE_MAX = 365
const FIRST = '00000000-0000-0000-0000-000000000000'

function parse(object: unknown): { business: BusinessRow; candidates: FactsRow[] } {
  const { business, candidates } = Morning.parse(object)
  return { business: parseBusiness(business), candidates }
}

const nextKey = (key: string, { id }: FactsRow) => `${key.split('/')[0]}/${id}`

async function decided(row: FactsRow, rule: Rule, today: string) {
  const { due, skipped }: Verdict = decide(factsOf(row, rule), today)
  const all = [
    ...skipped.map((one) => ({ ...one, state: 'SKIPPED' })),
    ...(due ? [{ ...due, state: 'PLANNED', reason: null }] : []),
  ]
  return Promise.all(
    all.map(async ({ stage, offset, state, reason }) => ({
      id: await reminderId(row.id, stage, row.due_date),
      invoice_id: row.id,
      stage,
      channel: channelOf(stage),
      due_date: row.due_date,
      day: addDays(row.due_date, offset),
      state,
      reason,
    })),
  )
}

/** The same for the same stage of the same due date, whoever decides it and however often (TM5). */
export const reminderId = (invoice: string, stage: Stage, dueDate: string): Promise<string> =>
  idOf(`reminder\n${invoice}\n${stage}\n${dueDate}`)
