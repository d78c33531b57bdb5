import type { Reminder } from '../../core/contract/reminders.ts'
import type { ReminderType } from '../../core/domain/templates/variables.ts'
import { post } from '../api.ts'
import { shortDay, today } from './format.ts'
import { Resource } from './resource.ts'

export type { Reminder }

export const reminders = new Resource('invoice', '/v1/reminders', { shows: ['payment', 'contact', 'business'] })

export interface Days {
  days_after_due: readonly number[]
  days_before_due: readonly number[]
}

/** What this schedule would have sent in the past ninety days; its first hundred. */
export const rehearsal = (days: Days) => ({
  queryKey: ['/v1/reminders', 'rehearsal', days],
  meta: { shows: ['invoice', 'payment'] as const },
  queryFn: () =>
    post('/v1/reminders/rehearsal', {
      days_after_due: [...days.days_after_due],
      days_before_due: [...days.days_before_due],
      limit: REHEARSED,
    }),
})
export const REHEARSED = 100

const DAYS_MAX = 3

/** Days as they are typed; null when they are none, or too many. */
export function readDays(typed: string): number[] | null {
  const days = typed
    .split(/[\s,;、，]+/)
    .filter(Boolean)
    .map(Number)
  const isFit = days.length <= DAYS_MAX && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 365)
  return isFit ? days : null
}
export const DAYS_HINT = 'Up to three days, such as 3, 7, 14'

/** `3, 7 and 14 days after the due date` */
export function scheduleWords({ days_after_due: after, days_before_due: before }: Days): string {
  const parts = [
    ...(before.length ? [`${listed(before)} before the due date`] : []),
    ...(after.length ? [`${listed(after)} after ${before.length ? 'it' : 'the due date'}`] : []),
  ]
  return parts.join(' and ') || 'on no day'
}

const listed = (days: readonly number[]) => {
  const last = days.at(-1)
  const words = days.length > 1 ? `${days.slice(0, -1).join(', ')} and ${last}` : String(last)
  return `${words} ${days.length === 1 && last === 1 ? 'day' : 'days'}`
}

/** What people look for: what went out, what will, and what would if something were mended. */
export const isWorthSaying = ({ state, reason }: Reminder) =>
  state !== 'SKIPPED' || !['PAID', 'VOID', 'BEFORE_RULE', 'SENT_LATER', 'SUPERSEDED'].includes(reason ?? '')

const STAGES: Record<Reminder['stage'], string> = {
  BEFORE_1: 'Reminder before the due date',
  BEFORE_2: 'Reminder before the due date',
  BEFORE_3: 'Reminder before the due date',
  REMINDER_1: 'First reminder',
  REMINDER_2: 'Second reminder',
  FINAL: 'Final reminder',
  COLLECTIONS: 'Work to collect it',
  EXTRA: 'Reminder',
}
export const stageWords = ({ stage }: Pick<Reminder, 'stage'>) => STAGES[stage]

/** What the texts of reminders are for. */
export const REMINDER_TEXTS = {
  REMINDER_BEFORE: STAGES.BEFORE_1,
  REMINDER_1: STAGES.REMINDER_1,
  REMINDER_2: STAGES.REMINDER_2,
  REMINDER_FINAL: STAGES.FINAL,
} as const satisfies Record<ReminderType, string>

/** Whether a text is one of these; asked of the words here, so that pages load no list of variables for it. */
export const isReminderText = (type: string): type is ReminderType => type in REMINDER_TEXTS

const REASONS: Record<NonNullable<Reminder['reason']>, string> = {
  OFF: 'reminders are off',
  PAID: 'it was paid',
  VOID: 'it is void',
  PAUSED: 'paused',
  PROMISED: 'payment was promised',
  DISPUTED: 'a payment is disputed',
  PAYMENT_PENDING: 'a payment is under way',
  BEFORE_RULE: 'before reminders were at work',
  SENT_LATER: 'the invoice was sent later',
  SUPERSEDED: 'another one took its place',
  ADDRESS_MISSING: 'there is no email address',
  ADDRESS_FAILED: 'mail to the address comes back',
  REFUSED: 'the mail service refused it',
  NO_ANSWER: 'nobody knows whether it went out',
  TEXT_INCOMPLETE: 'with the text that comes with the product',
}

/** How it stands, beside its day. */
export function stateWords({ state, reason, channel, manual, detail }: Reminder): string {
  if (state === 'SENT' && reason === 'TEXT_INCOMPLETE') return `sent ${REASONS[reason]} (${detail})`
  if (state === 'SENT') return channel === 'WORK_ITEM' ? 'made' : manual ? 'sent by hand' : 'sent'
  if (state === 'PLANNED') return 'planned'
  return `not sent: ${reason ? REASONS[reason] : ''}`
}

/** Its day was missed: what is planned still comes, but not on that day. */
export const isMissed = ({ state, on }: Reminder) => state === 'PLANNED' && on < today()
export const missedWords = ({ stage }: Reminder) =>
  stage === 'COLLECTIONS' ? 'A week after the final reminder' : 'On the next morning'

/** What goes out next, if anything does. */
export const nextReminder = (rows: readonly Reminder[] | undefined) => rows?.find(({ state }) => state === 'PLANNED')
export function nextWords(next: Reminder | undefined): string {
  if (!next) return ''
  // What was held back until now.
  return `${stageWords(next)} ${next.on < today() ? 'on the next morning' : `on ${shortDay(next.on)}`}`
}
