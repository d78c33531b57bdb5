import { type ClosedDays, daysWith } from '../closing/spans.ts'
import { addDays, compareDates } from '../kernel/dates.ts'
import { isAfterDue, rankOf, type Schedule, type Stage, type StageDay, stagesOf } from './schedule.ts'

/** Why nothing goes out. Those of WAITS are over some day: then the stage comes after all. */
export const REASONS = [
  'OFF',
  'PAID',
  'VOID',
  'PAUSED',
  'PROMISED',
  'DISPUTED',
  'PAYMENT_PENDING',
  'BEFORE_RULE',
  'SENT_LATER',
  'SUPERSEDED',
  'ADDRESS_MISSING',
  'ADDRESS_FAILED',
  'REFUSED',
  'NO_ANSWER',
  // It went out, with the text that comes with the product: nothing is known for what the business's own one names.
  'TEXT_INCOMPLETE',
] as const
export type Reason = (typeof REASONS)[number]
export const WAITS = ['OFF', 'PAUSED', 'PROMISED', 'DISPUTED', 'PAYMENT_PENDING'] as const satisfies Reason[]
const isWait = (reason: Reason | null) => reason !== null && (WAITS as readonly Reason[]).includes(reason)

export const STATES = ['PLANNED', 'SENT', 'SKIPPED'] as const
export type State = (typeof STATES)[number]

/** What was decided of a stage of an invoice; `day`: the local day on which it was, or on which it went out. */
export interface Decision {
  stage: Stage
  state: State
  reason: Reason | null
  day: string
  /** A provider was asked: nobody knows for certain that nothing went out. */
  isAttempted: boolean
}

/** All that decides about the reminders of one invoice. Days are days where the business is. */
export interface ReminderFacts {
  dueDate: string
  isVoid: boolean
  isOwed: boolean
  /** Null: never by anybody. */
  sentOn: string | null
  /** Since when the schedule holds as it is; null: nobody has sent anything with it before his eyes. */
  ruleSince: string | null
  /** While the business was closed: what fell due then is not made up for. */
  closed: readonly ClosedDays[]
  schedule: Schedule
  /** Null: not paused; `until` is the last day of the pause, null: until somebody ends it. */
  pause: { until: string | null } | null
  promisedOn: string | null
  isDisputed: boolean
  isPaymentPending: boolean
  /** Null: there is none. */
  address: 'works' | 'failed' | null
  decisions: readonly Decision[]
  /** The latest day on which a reminder of any kind went out. */
  remindedOn: string | null
}

/** What one morning comes to for an invoice. */
export interface Verdict {
  /** Goes out today. */
  due: StageDay | null
  /** Will never go out any more, and was not decided before. */
  skipped: { stage: Stage; offset: number; reason: Reason }[]
}

const NOTHING: Verdict = { due: null, skipped: [] }

/**
 * What is decided on a local day: of all stages whose day has come the latest alone, whatever mornings were missed; none twice,
 * none behind one that was decided, and no two on one day (TM2, TM4, TM5).
 */
export function decide(facts: ReminderFacts, today: string): Verdict {
  if (waitReason(facts, today) !== null || overReason(facts) !== null) return NOTHING
  if (facts.remindedOn !== null && facts.remindedOn >= today) return NOTHING
  const open = openStages(facts, today)
  const latest = open.at(-1)
  if (!latest) return NOTHING
  const earlier = open.slice(0, -1).map((one) => ({ ...one, reason: 'SUPERSEDED' as const }))
  if (latest.stage === 'COLLECTIONS' || facts.address === 'works') return { due: latest, skipped: earlier }
  const reason = facts.address === null ? 'ADDRESS_MISSING' : 'ADDRESS_FAILED'
  return { due: null, skipped: [...earlier, { ...latest, reason }] }
}

/** Why an invoice waits for another day; null: it does not. */
export function waitReason(facts: ReminderFacts, today: string): Reason | null {
  const { schedule, ruleSince, pause, promisedOn } = facts
  if (!schedule.enabled || ruleSince === null) return 'OFF'
  if (pause && (pause.until === null || today <= pause.until)) return 'PAUSED'
  if (promisedOn !== null && today <= promisedOn) return 'PROMISED'
  if (facts.isDisputed) return 'DISPUTED'
  return facts.isPaymentPending ? 'PAYMENT_PENDING' : null
}

/** Why nothing of it will ever be asked for; null: it is still owed. */
export function overReason({ isVoid, isOwed }: ReminderFacts): Reason | null {
  if (isVoid) return 'VOID'
  return isOwed ? null : 'PAID'
}

/** The stages that could go out today, in their order. */
function openStages(facts: ReminderFacts, today: string): StageDay[] {
  const passed = passedRank(facts, today)
  return stagesOf(facts.schedule).filter(
    (one) => rankOf(one.stage) > passed && hasCome(facts, one, today) && missedReason(facts, one) === null,
  )
}

/** A stage is used up by whatever ended it; what only waited, or was left lying for a day, comes again. */
export function isTaken({ state, reason, day, isAttempted }: Decision, today: string): boolean {
  if (state === 'SKIPPED') return !isWait(reason)
  return state === 'SENT' || isAttempted || day >= today
}

const passedRank = ({ decisions }: ReminderFacts, today: string): number =>
  Math.max(-1, ...decisions.filter((one) => isTaken(one, today)).map(({ stage }) => rankOf(stage)))

function hasCome(facts: ReminderFacts, { stage, offset }: StageDay, today: string): boolean {
  const { dueDate } = facts
  // What announces a day is no use after it.
  if (!isAfterDue(stage)) return addDays(dueDate, offset) <= today && today <= dueDate
  if (stage !== 'COLLECTIONS') return addDays(dueDate, offset) <= today
  const from = collectionsDay(facts, offset, today)
  return from !== null && from <= today
}

/** Somebody takes it over once the final reminder had its days, however late that was. */
function collectionsDay({ dueDate, schedule, decisions }: ReminderFacts, offset: number, today: string): string | null {
  const final = decisions.find((one) => one.stage === 'FINAL' && isTaken(one, today))
  if (!final) return null
  const finalOffset = stagesOf(schedule).find(({ stage }) => stage === 'FINAL')!.offset
  const [planned, waited] = [addDays(dueDate, offset), addDays(final.day, offset - finalOffset)]
  return compareDates(planned, waited) > 0 ? planned : waited
}

/** Why a stage whose day was too early never comes. */
function missedReason(
  { dueDate, sentOn, ruleSince, closed }: ReminderFacts,
  { stage, offset }: StageDay,
): Reason | null {
  if (stage === 'COLLECTIONS') return null
  const day = addDays(dueDate, offset)
  if ((ruleSince !== null && day < ruleSince) || daysWith(closed, day)) return 'BEFORE_RULE'
  return sentOn !== null && day <= sentOn ? 'SENT_LATER' : null
}

/** What is said of a stage that nothing was decided of, on `today`. Null: nothing will come of it, and nothing was missed. */
export function outlook(facts: ReminderFacts, one: StageDay, today: string): { state: State; reason: Reason | null } {
  const skipped = (reason: Reason) => ({ state: 'SKIPPED' as const, reason })
  const over = overReason(facts)
  if (over) return skipped(over)
  const missed = missedReason(facts, one)
  if (missed) return skipped(missed)
  const isOutOfTime = !isAfterDue(one.stage) && today > facts.dueDate
  // Of several that have come the latest alone goes out.
  const latest = openStages(facts, today).at(-1)
  const passed = Math.max(passedRank(facts, today), latest ? rankOf(latest.stage) : -1)
  if (passed > rankOf(one.stage) || isOutOfTime) return skipped('SUPERSEDED')
  const day = addDays(facts.dueDate, one.offset)
  const wait = waitReason(facts, day > today ? day : today)
  if (wait) return skipped(wait)
  if (one.stage !== 'COLLECTIONS' && facts.address !== 'works')
    return skipped(facts.address === null ? 'ADDRESS_MISSING' : 'ADDRESS_FAILED')
  return { state: 'PLANNED', reason: null }
}

/** The stage that a person's own reminder counts as; null: it is one more, of no stage (H-API-25). */
export function manualStage(facts: ReminderFacts, today: string): StageDay | null {
  if (today <= facts.dueDate) return null
  // What is planned and not out yet is the one that goes out now.
  const passed = passedRank({ ...facts, decisions: facts.decisions.filter(({ state }) => state !== 'PLANNED') }, today)
  const mails = stagesOf(facts.schedule).filter(
    ({ stage }) => isAfterDue(stage) && stage !== 'COLLECTIONS' && rankOf(stage) > passed,
  )
  const come = mails.filter(({ offset }) => addDays(facts.dueDate, offset) <= today)
  return come.at(-1) ?? mails[0] ?? null
}
