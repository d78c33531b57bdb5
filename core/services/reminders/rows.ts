import { z } from 'zod'
import { Reminder } from '../../contract/reminders.ts'
import { daysBetween } from '../../domain/kernel/dates.ts'
import { outlook, REASONS, STATES } from '../../domain/reminders/decide.ts'
import { STAGES } from '../../domain/reminders/schedule.ts'
import { columnsOf } from '../columns.ts'
import { toInstantOrNull } from '../instants.ts'
import { FactsRow, factsOf, type Rule } from './facts.ts'

const ReminderRow = z.object({
  day: z.string(),
  invoice_id: z.string(),
  stage: z.enum([...STAGES, 'EXTRA']),
  channel: z.enum(['EMAIL', 'WORK_ITEM']),
  /** Null: nothing was decided yet. */
  state: z.enum(STATES).nullable(),
  reason: z.enum(REASONS).nullable(),
  manual: z.boolean(),
  sent_at: z.string().nullable(),
  invoice_number: z.string().nullable(),
  contact_name: z.string(),
  created_by: z.string(),
  key: z.string(),
  /** What decides about it, as long as nothing was; then what is kept with it. */
  facts: z.unknown(),
  rule: z.unknown(),
  today: z.string(),
})
export type ReminderRow = z.infer<typeof ReminderRow>

/** In the order in which `app.listed_reminders` answers them. */
export const reminderColumns = columnsOf(ReminderRow, { today: 'today' })
export const placeOf = ({ day, key }: ReminderRow) => [day, key] as const

const Kept = z.object({ detail: Reminder.shape.detail, said: Reminder.shape.said })
const NOTHING_KEPT: z.infer<typeof Kept> = { detail: null, said: null }

const Agreed = z.object({ since: z.string() }).nullable()

/** What was decided, or what would be as things are. */
export function presentReminder(row: ReminderRow, rule: Pick<Rule, 'schedule' | 'closed'>): Reminder {
  const { day, invoice_id, invoice_number, contact_name, stage, channel, manual, created_by } = row
  return Reminder.parse({
    invoice_id,
    invoice_number,
    contact_name,
    stage,
    channel,
    on: day,
    ...stateOf(row, rule),
    ...(row.state !== null && row.facts !== null ? Kept.parse(row.facts) : NOTHING_KEPT),
    manual,
    sent_at: toInstantOrNull(row.sent_at),
    created_by,
  })
}

function stateOf(
  { state, reason, stage, day, facts, rule: agreed, today }: ReminderRow,
  rule: Pick<Rule, 'schedule' | 'closed'>,
) {
  if (state !== null || stage === 'EXTRA') return { state, reason }
  const row = FactsRow.parse(facts)
  const since = Agreed.parse(agreed)?.since ?? null
  return outlook(factsOf(row, { ...rule, since }), { stage, offset: daysBetween(row.due_date, day) }, today)
}
