import { sql } from 'drizzle-orm'
import { HomeSummary } from '../../contract/business.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { can } from '../../domain/actions.ts'
import { daysBetween } from '../../domain/kernel/dates.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { dashboardUrl } from '../../domain/payments/disputes.ts'
import type { Role } from '../../domain/permissions.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import {
  type DisputeFact,
  draftsCount,
  figuresOfOpen,
  type NextFact,
  nextDisputes,
  nextDrafts,
  nextOverdue,
  type OpenFact,
  type PaidFact,
  paidToday,
} from './queries.ts'

const NEXT_MAX = 8
const QUICK_ACTIONS = ['invoices.create', 'contacts.create', 'payments.create'] as const

/** What is open, late and paid today, for each currency by itself, and what to do next. One trip. */
export async function getHomeSummary(tenant: TenantDb): Promise<HomeSummary> {
  const { db } = tenant
  const [entry, business, open, paid, drafts, overdue, draftRows, disputes] = await tenant.read(
    'home.read',
    db.execute<{ currency: string; last: string | null }>(sql`select app.business()->>'currency' as currency,
      (select p.paid_at from payments p where p.tenant_id = app.tenant() and p.status = 'SUCCEEDED' and p.kind = 'PAYMENT' order by p.paid_on desc, p.paid_at desc limit 1) as last`),
    db.execute<OpenFact>(figuresOfOpen),
    db.execute<PaidFact>(paidToday),
    db.execute<{ count: number }>(draftsCount),
    db.execute<NextFact>(nextOverdue(NEXT_MAX)),
    db.execute<NextFact>(nextDrafts(NEXT_MAX)),
    db.execute<DisputeFact>(nextDisputes(NEXT_MAX)),
  )
  const today = String(entry.today)
  const role = entry.role as Role
  const seesPayments = can(role, 'payments.read') !== '-'
  const late = open.rows.filter((row) => row.overdue_count > 0)
  return HomeSummary.parse({
    currency: business.rows[0]?.currency,
    as_of: toInstant(entry.now),
    today,
    unpaid: open.rows.map((row) => figure(row.count, row.total, row.currency)),
    overdue: late.map((row) => figure(row.overdue_count, row.overdue_total, row.currency)),
    oldest_overdue_days: Math.max(0, ...late.map((row) => daysBetween(row.oldest_due, today))),
    new_work_items: 0,
    paid_today: seesPayments ? paid.rows.filter(moved).map((row) => figure(row.count, row.total, row.currency)) : [],
    last_payment_at: seesPayments ? toInstantOrNull(business.rows[0]?.last ?? null) : null,
    drafts: drafts.rows[0]?.count,
    next: [
      ...(seesPayments ? disputes.rows.map(disputeStep) : []),
      ...overdue.rows.map((row) => overdueStep(row, today)),
      ...draftRows.rows.map(draftStep),
    ].slice(0, NEXT_MAX),
    allowed_actions: QUICK_ACTIONS.filter((action) => can(role, action) !== '-'),
  })
}

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
  respond_by: null,
  respond_url: null,
})
