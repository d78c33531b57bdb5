import { type SQL, sql } from 'drizzle-orm'
import { aiDraftMachine } from '../../domain/drafts/machine.ts'
import { expenseMachine } from '../../domain/expenses/machine.ts'
import { drafted, owing } from '../../domain/invoices/listed.ts'
import { DISPUTE_STATUSES, needsResponse } from '../../domain/payments/disputes.ts'
import { endingSoon } from '../../domain/quotes/state.ts'
import { PRESSING, unbegun, unlessClosed } from '../../domain/work-items/listed.ts'
import { visibleRows } from '../visible.ts'

export interface OpenFact extends Record<string, unknown> {
  currency: string
  count: number
  total: string
  overdue_count: number
  overdue_total: string
  oldest_due: string
}
export interface PaidFact extends Record<string, unknown> {
  currency: string
  count: number
  total: string
}
export interface NextFact extends Record<string, unknown> {
  id: string
  display_name: string
  invoice_number: string | null
  reference: string | null
  due: string
  due_date: string
  currency: string
}

/** Open invoices only, by the index made for them: what was paid long ago is not looked at. */
const OPEN = sql`i.tenant_id = app.tenant() and ${sql.raw(owing('i'))} and i.deleted_at is null`

export const figuresOfOpen: SQL = sql`
  select i.currency, count(*)::int as count, sum(i.amount_due)::text as total,
    (count(*) filter (where i.due_date < app.today()))::int as overdue_count,
    coalesce(sum(i.amount_due) filter (where i.due_date < app.today()), 0)::text as overdue_total,
    min(i.due_date)::text as oldest_due
  from invoices i where ${OPEN} group by i.currency order by i.currency`

/** Money of today in the zone of the business, less what was taken back today; a payment taken back does not count. */
export const paidToday: SQL = sql`
  with day as materialized (
    select p.id, p.currency, p.amount, p.kind, p.status, p.reverses_id from payments p
    where p.tenant_id = app.tenant() and p.paid_on = app.today() and p.status in ('SUCCEEDED', 'REFUNDED')),
  back as (select d.reverses_id, sum(d.amount) as amount from day d where d.kind <> 'PAYMENT' group by d.reverses_id)
  select d.currency, sum(d.amount)::text as total,
    (count(*) filter (where d.kind = 'PAYMENT' and d.status = 'SUCCEEDED' and d.amount + coalesce(b.amount, 0) > 0))::int as count
  from day d left join back b on b.reverses_id = d.id group by d.currency order by d.currency`

export const draftsCount: SQL = sql`
  select count(*)::int as count from invoices i where i.tenant_id = app.tenant() and ${sql.raw(drafted('i'))} and i.deleted_at is null`

const NEXT = sql`i.id, coalesce(i.snapshot->'contact'->>'display_name', c.display_name, '') as display_name, i.invoice_number, i.reference,
    (i.amount_due)::text as due, i.due_date::text as due_date, i.currency
  from invoices i left join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null`

export const nextOverdue = (limit: number): SQL => sql`
  select ${NEXT} where ${OPEN} and i.due_date < app.today() order by i.due_date, i.id limit ${limit}`

export const nextDrafts = (limit: number): SQL => sql`
  select ${NEXT} where i.tenant_id = app.tenant() and ${sql.raw(drafted('i'))} and i.deleted_at is null
  order by i.created_at desc, i.id desc limit ${limit}`

export interface DisputeFact extends Record<string, unknown> {
  id: string
  invoice_id: string | null
  invoice_number: string | null
  display_name: string
  amount: string
  currency: string
  provider_account: string
  provider_dispute_id: string
  live: boolean
  evidence_due_by: string | null
}

/** What a customer's bank took up and waits for an answer to, the first to end first. */
export const nextDisputes = (limit: number): SQL => sql`
  select d.id, d.invoice_id, i.invoice_number, coalesce(i.snapshot->'contact'->>'display_name', '') as display_name, d.amount::text as amount,
    d.currency, d.provider_account, d.provider_dispute_id, d.live, d.evidence_due_by
  from disputes d left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
  where d.tenant_id = app.tenant() and d.open and d.status in (${sql.join(
    DISPUTE_STATUSES.filter(needsResponse).map((status) => sql`${status}`),
    sql`, `,
  )})
  order by d.evidence_due_by nulls last, d.id limit ${limit}`

export interface QuoteFact extends Record<string, unknown> {
  id: string
  display_name: string
  quote_number: string
  total: string
  currency: string
  expiry_date: string
}

/** What can be approved for a few days still, the first to end first; not what is on its way once more. */
export const nextEnding = (limit: number): SQL => sql`
  select q.id, coalesce(q.snapshot->'contact'->>'display_name', '') as display_name, q.quote_number, q.total::text as total, q.currency,
    q.expiry_date::text as expiry_date
  from quotes q where q.tenant_id = app.tenant() and ${sql.raw(endingSoon('q'))} and q.send_at is null and q.deleted_at is null
  order by q.expiry_date, q.id limit ${limit}`

export interface WaitingFact extends Record<string, unknown> {
  id: string
  count: number
}

/** Counted as far as anybody looks. */
export const WAITING_MAX = 100

/** What was submitted and waits for who approves: how much, and the one that waits longest. */
export const waitingExpenses: SQL = sql`
  select count(*)::int as count, (array_agg(e.id order by e.listed_on, e.id))[1] as id from (
    select e.id, e.listed_on from expenses e where e.tenant_id = app.tenant() and e.status = ${expenseMachine.actions.submit.to} and e.deleted_at is null
    order by e.listed_on desc, e.id desc limit ${WAITING_MAX}) e having count(*) > 0`

const OPEN_DRAFTS = [aiDraftMachine.initial, aiDraftMachine.actions.request_review.to].map((status) => sql`${status}`)

/** Suggestions that nobody has decided on: how many of the newest hundred, and the newest. Of an agent those among his last two hundred. */
export const waitingDrafts: SQL = sql`
  select count(*)::int as count, (array_agg(d.id order by d.created_at desc, d.id desc))[1] as id from (${sql.join(
    [
      ...OPEN_DRAFTS.map(
        (
          status,
        ) => sql`(select d.id, d.created_at from ai_drafts d where app.agent() is null and d.tenant_id = app.tenant() and d.status = ${status} and d.deleted_at is null
          order by d.created_at desc, d.id desc limit ${WAITING_MAX})`,
      ),
      sql`(select d.id, d.created_at from (select x.id, x.created_at, x.status from ai_drafts x where x.tenant_id = app.tenant() and x.assigned_to = app.agent() and x.deleted_at is null
        order by x.created_at desc, x.id desc limit ${2 * WAITING_MAX}) d where d.status in (${sql.join(OPEN_DRAFTS, sql`, `)}))`,
    ],
    sql` union all `,
  )}) d having count(*) > 0`

export interface WorkFact extends Record<string, unknown> {
  id: string
  title: string
  display_name: string | null
  due_on: string | null
  due_at: string | null
}

const work = (where: SQL, limit: number): SQL =>
  visibleRows({
    table: 'work_items',
    as: 'w',
    where: sql`w.tenant_id = app.tenant() and w.archived_at is null and w.deleted_at is null and ${where}`,
    everybody: sql``,
    agent: sql``,
    mine: [sql`w.assigned_to = app.agent()`],
    order: sql`w.due_key, w.id`,
    limit,
  })

/** Counted as far as anybody looks. */
const NEW_MAX = 1000
export const newWork: SQL = sql`select count(*)::int as count from (${work(sql.raw(unbegun('w')), NEW_MAX)}) w`

/** Urgent and important work, by due date. */
export const nextWork = (limit: number): SQL => sql`
  select w.id, w.title, app.work_contact(w.contact_id)->>'display_name' as display_name, w.due_on::text as due_on, w.due_at
  from (${sql.join(
    PRESSING.map(
      (priority) =>
        sql`select * from (${work(sql`w.priority = ${priority} and ${sql.raw(unlessClosed('w'))}`, limit)}) w`,
    ),
    sql` union all `,
  )}) w order by w.due_key, w.priority desc, w.id limit ${limit}`
