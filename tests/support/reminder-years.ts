import { addDays, todayIn } from '../../core/domain/kernel/dates.ts'
import { type Decision, decide, type ReminderFacts } from '../../core/domain/reminders/decide.ts'
import { morningStep } from '../../core/domain/reminders/morning.ts'
import { type Schedule, type Stage, stagesOf } from '../../core/domain/reminders/schedule.ts'

/** Simulated years of a business: its crons, its invoices, what went out and when. No database, and no clock but this one. */
export interface Years {
  zone: string
  from: string
  days: number
  /** One invoice is due every so many days. */
  every: number
  /** What becomes of a minute in which the cron should run; null: it runs, once. */
  faults: Faults | null
}

export interface Faults {
  /** Between 0 and 1, as Math.random. */
  random(): number
  /** The product's clock may be set back, too. */
  setsBack: boolean
}

export interface Sent {
  invoice: number
  stage: Stage
  at: number
}

export interface Story {
  invoices: { dueDate: string }[]
  sent: Sent[]
  /** Local days on which something was decided, in their order. */
  decidedOn: string[]
}

export const SCHEDULE: Schedule = { enabled: true, days_after_due: [3, 7, 14], days_before_due: [2] }
/** Nothing is left to decide of an invoice after so many days. */
const OVER_DAYS = 60
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

interface Invoice {
  index: number
  dueDate: string
  decisions: Decision[]
  remindedOn: string | null
}

export function live({ zone, from, days, every, faults }: Years): Story {
  const dues = Array.from({ length: Math.floor((days - OVER_DAYS) / every) }, (_, at) => addDays(from, 5 + at * every))
  const invoices = dues.map((dueDate, index): Invoice => ({ index, dueDate, decisions: [], remindedOn: null }))
  const story: Story = { invoices: dues.map((dueDate) => ({ dueDate })), sent: [], decidedOn: [] }
  const end = Date.parse(`${from}T00:00:00Z`) + days * DAY_MS
  let planned: Date | null = null
  let now = Date.parse(`${from}T00:00:00Z`)
  let first = 0
  while (now < end) {
    const step = morningStep(zone, planned, new Date(now))
    if (step.decides) {
      const today = todayIn(zone, new Date(now))
      while (first < invoices.length && addDays(invoices[first]!.dueDate, OVER_DAYS) < today) first++
      decideAll(invoices, first, today, now, story)
    }
    planned = step.next
    now = faults ? faultyNext(now, planned.getTime(), faults) : planned.getTime()
  }
  return story
}

/** The next minute in which a cron runs: in time, a second time, late, after days, at night, or before it was last. */
function faultyNext(now: number, planned: number, { random, setsBack }: Faults): number {
  const kind = random()
  if (kind < 0.15) return now + MINUTE_MS
  if (kind < 0.3) return Math.max(now + MINUTE_MS, planned - Math.floor(random() * 12 * 60) * MINUTE_MS)
  if (kind < 0.4) return planned + Math.floor(random() * 14 * 60) * MINUTE_MS
  if (kind < 0.45) return planned + Math.floor(random() * 4 * DAY_MS)
  if (setsBack && kind < 0.48) return now - Math.floor(random() * 5 * DAY_MS)
  return planned
}

function decideAll(invoices: Invoice[], first: number, today: string, now: number, story: Story): void {
  if (story.decidedOn.at(-1) !== today) story.decidedOn.push(today)
  for (let at = first; at < invoices.length; at++) {
    const invoice = invoices[at]!
    if (addDays(invoice.dueDate, -3) > today) break
    const { due, skipped } = decide(factsOf(invoice), today)
    for (const { stage, reason } of skipped)
      invoice.decisions.push({ stage, state: 'SKIPPED', reason, day: today, isAttempted: false })
    if (!due) continue
    invoice.decisions.push({ stage: due.stage, state: 'SENT', reason: null, day: today, isAttempted: true })
    if (due.stage !== 'COLLECTIONS') invoice.remindedOn = today
    story.sent.push({ invoice: invoice.index, stage: due.stage, at: now })
  }
}

const factsOf = ({ dueDate, decisions, remindedOn }: Invoice): ReminderFacts => ({
  dueDate,
  isVoid: false,
  isOwed: true,
  sentOn: addDays(dueDate, -30),
  ruleSince: '1900-01-01',
  closed: [],
  schedule: SCHEDULE,
  pause: null,
  promisedOn: null,
  isDisputed: false,
  isPaymentPending: false,
  address: 'works',
  decisions,
  remindedOn,
})

/** What people's clocks say, asked of something else than the product. */
export interface Clocks {
  /** `2026-07-01T09:00`. */
  at(zone: string, instant: number): string
}

/** What is wrong with a story: nothing, if the promise was kept. */
export function problemsOf(
  zone: string,
  { invoices, sent, decidedOn }: Story,
  clocks: Clocks,
  isCalm: boolean,
): string[] {
  const problems: string[] = []
  const seen = new Set<string>()
  const ofDay = new Set<string>()
  for (const { invoice, stage, at } of sent) {
    const [shown, named] = [clocks.at(zone, at), `${zone} ${invoices[invoice]!.dueDate} ${stage}`]
    const [day, hour] = [shown.slice(0, 10), Number(shown.slice(11, 13))]
    if (seen.has(`${invoice} ${stage}`)) problems.push(`${named} went out twice`)
    seen.add(`${invoice} ${stage}`)
    if (stage !== 'COLLECTIONS' && ofDay.has(`${invoice} ${day}`)) problems.push(`${named} is the second of ${day}`)
    ofDay.add(`${invoice} ${day}`)
    if (hour < 9 || hour >= 21) problems.push(`${named} went out at ${shown}`)
    const minuteBefore = clocks.at(zone, at - MINUTE_MS)
    if (isCalm && minuteBefore.startsWith(day) && Number(minuteBefore.slice(11, 13)) >= 9)
      problems.push(`${named} waited until ${shown}`)
  }
  return [...problems, ...missing(zone, invoices, sent, decidedOn, clocks)]
}

/** A stage is missed only where nothing could be decided from its day until the day of the next one. */
function missing(
  zone: string,
  invoices: Story['invoices'],
  sent: Sent[],
  decidedOn: string[],
  clocks: Clocks,
): string[] {
  const went = new Map(sent.map(({ invoice, stage, at }) => [`${invoice} ${stage}`, clocks.at(zone, at).slice(0, 10)]))
  const days = [...new Set(decidedOn)].sort()
  return invoices.flatMap(({ dueDate }, invoice) =>
    stagesOf(SCHEDULE).flatMap(({ stage, offset }, at, all) => {
      const next = all[at + 1]
      const until = stage.startsWith('BEFORE')
        ? dueDate
        : next && next.stage !== 'COLLECTIONS'
          ? addDays(dueDate, next.offset - 1)
          : '9999-12-31'
      const from = addDays(dueDate, offset)
      const could = days.find((day) => day >= from && day <= until)
      const did = went.get(`${invoice} ${stage}`)
      if (could === undefined) return []
      if (did === undefined) return [`${zone} ${dueDate} ${stage} never went out, though ${could} could`]
      // After the final reminder somebody has as many days as ever, however late it was.
      return stage !== 'COLLECTIONS' && did > could && !isSecondOfDay(went, invoice, could)
        ? [`${zone} ${dueDate} ${stage} went out on ${did} instead of ${could}`]
        : []
    }),
  )
}

const isSecondOfDay = (went: Map<string, string>, invoice: number, day: string) =>
  stagesOf(SCHEDULE).some(({ stage }) => went.get(`${invoice} ${stage}`) === day)

/** A stream of numbers that a seed repeats (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
