import { sql } from 'drizzle-orm'
import { HomeSummary } from '../../contract/business.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { can } from '../../domain/actions.ts'
import { daysBetween } from '../../domain/kernel/dates.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { ownerSteps } from '../../domain/onboarding/owner.ts'
import { SAID } from '../../domain/onboarding/progress.ts'
import { dashboardUrl } from '../../domain/payments/disputes.ts'
import { ACTING_ROLES, type Role } from '../../domain/permissions.ts'
import { isOn } from '../../domain/profiles/switches.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { onboardingObject, parseOnboarding, presentOnboarding } from '../onboarding/present.ts'
import {
  type DisputeFact,
  draftsCount,
  figuresOfOpen,
  type NextFact,
  newWork,
  nextDisputes,
  nextDrafts,
  nextEnding,
  nextOverdue,
  nextWork,
  type OpenFact,
  type PaidFact,
  paidToday,
  type QuoteFact,
  WAITING_MAX,
  type WaitingFact,
  type WorkFact,
  waitingDrafts,
  waitingExpenses,
} from './queries.ts'

/** Nothing is asked for who is not shown it: how far a business is would be looked for row by row among what an agent may see. */
const leads = sql`app.role() in (${sql.join(
  ACTING_ROLES.filter((role) => can(role, 'onboarding.read') !== '-').map((role) => sql`${role}`),
  sql`, `,
)})`

const NEXT_MAX = 8
/** So much of it at least, however many invoices are late. */
const NEXT_WORK = 3
const NEXT_QUOTES = 2
const QUICK_ACTIONS = ['work_items.create', 'invoices.create', 'contacts.create', 'payments.create'] as const

/** What is open, late and paid today, for each currency by itself, and what to do next. One trip. */
export async function getHomeSummary(tenant: TenantDb): Promise<HomeSummary> {
  const { db } = tenant
  const [
    entry,
    business,
    open,
    paid,
    drafts,
    overdue,
    draftRows,
    disputes,
    fresh,
    work,
    ending,
    waiting,
    suggested,
    steps,
  ] = await tenant.read(
    'home.read',
    db.execute<{ currency: string; last: string | null }>(sql`select app.business()->>'currency' as currency,
      (select p.paid_at from payments p where p.tenant_id = app.tenant() and p.status = 'SUCCEEDED' and p.kind = 'PAYMENT' order by p.paid_on desc, p.paid_at desc limit 1) as last`),
    db.execute<OpenFact>(figuresOfOpen),
    db.execute<PaidFact>(paidToday),
    db.execute<{ count: number }>(draftsCount),
    db.execute<NextFact>(nextOverdue(NEXT_MAX)),
    db.execute<NextFact>(nextDrafts(NEXT_MAX)),
    db.execute<DisputeFact>(nextDisputes(NEXT_MAX)),
    db.execute<{ count: number }>(newWork),
    db.execute<WorkFact>(nextWork(NEXT_MAX)),
    db.execute<QuoteFact>(nextEnding(NEXT_MAX)),
    db.execute<WaitingFact>(waitingExpenses),
    db.execute<WaitingFact>(waitingDrafts),
    db.execute<{ object: unknown }>(sql`select case when ${leads} then ${onboardingObject(ownerSteps)} end as object`),
  )
  const today = String(entry.today)
  const role = entry.role as Role
  const seesPayments = can(role, 'payments.read') !== '-'
  const bills = (rows: readonly NextFact[]) => (isOn('invoices.read', entry.off) ? rows : [])
  const approves = can(role, 'expenses.approve') !== '-' && isOn('expenses.approve', entry.off)
  const decides = can(role, 'ai_drafts.apply') !== '-' && isOn('ai_drafts.apply', entry.off)
  const waits = [
    ...(approves ? waiting.rows.map((row) => waitingStep('expenses_waiting', row)) : []),
    ...(decides ? suggested.rows.map((row) => waitingStep('drafts_waiting', row)) : []),
  ]
  const pressing = [
    ...(seesPayments ? disputes.rows.map(disputeStep) : []),
    ...byDue(bills(overdue.rows), work.rows, isOn('quotes.read', entry.off) ? ending.rows : [], today),
  ]
  const late = open.rows.filter((row) => row.overdue_count > 0)
  return HomeSummary.parse({
    currency: business.rows[0]?.currency,
    as_of: toInstant(entry.now),
    today,
    unpaid: open.rows.map((row) => figure(row.count, row.total, row.currency)),
    overdue: late.map((row) => figure(row.overdue_count, row.overdue_total, row.currency)),
    oldest_overdue_days: Math.max(0, ...late.map((row) => daysBetween(row.oldest_due, today))),
    new_work_items: fresh.rows[0]?.count,
    paid_today: seesPayments ? paid.rows.filter(moved).map((row) => figure(row.count, row.total, row.currency)) : [],
    last_payment_at: seesPayments ? toInstantOrNull(business.rows[0]?.last ?? null) : null,
    drafts: drafts.rows[0]?.count,
    onboarding: can(role, 'onboarding.read') === '-' ? null : onboardingLeft(steps.rows[0]?.object),
    next: [...pressing.slice(0, NEXT_MAX - waits.length), ...waits, ...bills(draftRows.rows).map(draftStep)].slice(
      0,
      NEXT_MAX,
    ),
    allowed_actions: QUICK_ACTIONS.filter((action) => can(role, action) !== '-' && isOn(action, entry.off)),
  })
}

/** What is left of the first steps; nothing once all is done, or who leads wants to see it no more. */
function onboardingLeft(row: unknown): HomeSummary['onboarding'] {
  const { hidden, done, steps } = presentOnboarding(ownerSteps)(parseOnboarding(row))
  const left = steps.flatMap(({ key, title, status }) => (status === SAID.complete ? [] : [{ key, title, status }]))
  return hidden || left.length === 0 ? null : { done, total: steps.length, left }
}

/** What is late, what presses and what ends soon, by its day; none of them takes all the room. */
function byDue(overdue: readonly NextFact[], work: readonly WorkFact[], ending: readonly QuoteFact[], today: string) {
  const kept = { work: Math.min(NEXT_WORK, work.length), quotes: Math.min(NEXT_QUOTES, ending.length) }
  const late = overdue.slice(0, NEXT_MAX - kept.work - kept.quotes)
  const pressing = work.slice(0, NEXT_MAX - late.length - kept.quotes)
  const dated = [
    ...late.map((row) => ({ due: row.due_date, step: overdueStep(row, today) })),
    ...pressing.map((row) => ({ due: row.due_on ?? NEVER, step: workStep(row, today) })),
    ...ending.slice(0, NEXT_MAX - late.length - pressing.length).map((row) => ({
      due: row.expiry_date,
      step: endingStep(row),
    })),
  ]
  return dated.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0)).map(({ step }) => step)
}

const NEVER = '9999-12-31'

const workStep = ({ id, title, display_name, due_on, due_at }: WorkFact, today: string) => ({
  kind: 'work_item',
  id,
  invoice_id: null,
  title,
  context: display_name,
  amount: null,
  currency: '',
  due_at: toInstantOrNull(due_at) ?? due_on,
  days_late: due_on === null ? 0 : Math.max(0, daysBetween(due_on, today)),
  respond_by: null,
  respond_url: null,
})

const WAITING = {
  expenses_waiting: ['An expense', 'expenses', 'to approve'],
  drafts_waiting: ['A suggestion', 'suggestions', 'to check'],
} as const

/** What is counted as far as anybody looks is said to be that many at the least. */
function waitingTitle(kind: keyof typeof WAITING, count: number): string {
  const [one, several, verb] = WAITING[kind]
  if (count === 1) return `${one} ${verb}`
  return `${count < WAITING_MAX ? count : `${WAITING_MAX} or more`} ${several} ${verb}`
}

const waitingStep = (kind: keyof typeof WAITING, { id, count }: WaitingFact) => ({
  kind,
  id,
  invoice_id: null,
  title: waitingTitle(kind, count),
  context: null,
  amount: null,
  currency: '',
  due_at: null,
  days_late: 0,
  respond_by: null,
  respond_url: null,
})

const endingStep = ({ id, display_name, quote_number, total, currency, expiry_date }: QuoteFact) => ({
  kind: 'quote_ending',
  id,
  invoice_id: null,
  title: display_name,
  context: quote_number,
  amount: formatMoney(BigInt(total), currency),
  currency,
  due_at: expiry_date,
  days_late: 0,
  respond_by: null,
  respond_url: null,
})

/** A day on which everything was taken back again is a day without payments. */
const moved = (row: PaidFact) => row.count > 0 || BigInt(row.total) !== 0n

const figure = (count: number, total: string, currency: string) => ({
  count,
  total: formatMoney(BigInt(total), currency),
  currency,
})

/** Money that can still be kept comes first. */
const disputeStep = (row: DisputeFact) => ({
  kind: 'dispute_open',
  id: row.id,
  invoice_id: row.invoice_id,
  title: row.display_name,
  context: row.invoice_number,
  amount: formatMoney(BigInt(row.amount), row.currency),
  currency: row.currency,
  due_at: null,
  days_late: 0,
  respond_by: toInstantOrNull(row.evidence_due_by),
  respond_url: dashboardUrl({ account: row.provider_account, id: row.provider_dispute_id, live: row.live }),
})
const overdueStep = (row: NextFact, today: string) => ({
  ...step(row),
  kind: 'invoice_overdue',
  days_late: daysBetween(row.due_date, today),
})
const draftStep = (row: NextFact) => ({ ...step(row), kind: 'invoice_draft', days_late: 0 })

const step = ({ id, display_name, invoice_number, reference, due, currency }: NextFact) => ({
  id,
  invoice_id: id,
  title: display_name,
  context: invoice_number ?? reference,
  amount: formatMoney(BigInt(due), currency),
  currency,
  due_at: null,
  respond_by: null,
  respond_url: null,
})
