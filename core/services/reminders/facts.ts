import { z } from 'zod'
import { type ClosedDays, closedDays } from '../../domain/closing/spans.ts'
import { sendsReminders } from '../../domain/plans/entitlements.ts'
import { REASONS, type ReminderFacts, STATES } from '../../domain/reminders/decide.ts'
import { MORNING_HOUR } from '../../domain/reminders/morning.ts'
import { type Schedule, STAGES, scheduleFor } from '../../domain/reminders/schedule.ts'
import { type BusinessRow, profileOf } from '../settings.ts'

const days = z.array(z.number())
const Override = z.object({ enabled: z.boolean(), days_after_due: days, days_before_due: days }).partial()

/** What `app.reminder_facts` says of an invoice. */
export const FactsRow = z.object({
  id: z.string(),
  due_date: z.string(),
  is_void: z.boolean(),
  is_owed: z.boolean(),
  sent_on: z.string().nullable(),
  paused_at: z.string().nullable(),
  paused_until: z.string().nullable(),
  promised_on: z.string().nullable(),
  is_disputed: z.boolean(),
  is_payment_pending: z.boolean(),
  email: z.string().nullable(),
  email_problem: z.string().nullable(),
  own: Override.nullable(),
  decisions: z.array(
    z.object({
      stage: z.enum(STAGES),
      state: z.enum(STATES),
      reason: z.enum(REASONS).nullable(),
      day: z.string(),
      isAttempted: z.boolean(),
    }),
  ),
  reminded_on: z.string().nullable(),
})
export type FactsRow = z.infer<typeof FactsRow>

export interface Rule {
  schedule: Schedule
  since: string | null
  closed: readonly ClosedDays[]
}

/** The schedule of a business as it works by itself: off where its plan has none (C-16). */
export function ruleOf(business: BusinessRow): Rule {
  const { ar_reminders: schedule } = profileOf(business).automations
  const enabled = schedule.enabled && sendsReminders(business.plan)
  const closed = closedDays(business.closed_spans, business.timezone, MORNING_HOUR * 60)
  return { schedule: { ...schedule, enabled }, since: business.reminder_rule?.since ?? null, closed }
}

/** As the rules want it. A contact can be left out of the schedule, or have other days; without a plan for it there is none. */
export function factsOf(row: FactsRow, { schedule, since, closed }: Rule): ReminderFacts {
  const own = scheduleFor(schedule, row.own)
  return {
    dueDate: row.due_date,
    isVoid: row.is_void,
    isOwed: row.is_owed,
    sentOn: row.sent_on,
    ruleSince: since,
    closed,
    schedule: { ...own, enabled: schedule.enabled && own.enabled },
    pause: row.paused_at === null ? null : { until: row.paused_until },
    promisedOn: row.promised_on,
    isDisputed: row.is_disputed,
    isPaymentPending: row.is_payment_pending,
    address: row.email === null ? null : row.email_problem === null ? 'works' : 'failed',
    decisions: row.decisions,
    remindedOn: row.reminded_on,
  }
}
