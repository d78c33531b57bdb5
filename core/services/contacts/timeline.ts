import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { TimelineItem } from '../../contract/contacts.ts'
import { PaymentKind } from '../../contract/payments.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import { can } from '../../domain/actions.ts'
import { expenseMachine } from '../../domain/expenses/machine.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Role } from '../../domain/permissions.ts'
import { QUOTE_OUTCOMES } from '../../domain/quotes/state.ts'
import { columnsOf } from '../columns.ts'
import { toInstant } from '../instants.ts'
import { bigintJson } from '../json.ts'
import { listStep, rowsOf } from '../pages.ts'
import { settingsNow } from '../settings.ts'

const ITEMS_MAX = 100

const InvoiceFact = z.object({
  id: z.string(),
  invoice_number: z.string().nullable(),
  currency: z.string(),
  total: bigintJson,
  at: z.string(),
})
const PaymentFact = z.object({
  id: z.string(),
  kind: PaymentKind,
  amount: bigintJson,
  currency: z.string(),
  at: z.string(),
})
const AuditFact = z.object({ id: z.number(), at: z.string(), actor: z.string(), action: z.string() })
const QuoteFact = z.object({
  id: z.string(),
  quote_number: z.string().nullable(),
  currency: z.string(),
  total: bigintJson,
  accepted_total: bigintJson.nullable(),
  outcome: z.enum(QUOTE_OUTCOMES).nullable(),
  created_at: z.string(),
  sent_at: z.string().nullable(),
  decided_at: z.string().nullable(),
  converted_at: z.string().nullable(),
})
const WorkFact = z.object({ id: z.string(), title: z.string(), at: z.string() })
const ExpenseFact = z.object({
  id: z.string(),
  status: z.enum(expenseMachine.states),
  currency: z.string(),
  amount: bigintJson.nullable(),
  at: z.string(),
})
type ExpenseFact = z.infer<typeof ExpenseFact>
const expenseFacts = columnsOf(ExpenseFact, {})
type WorkFact = z.infer<typeof WorkFact>
const workFacts = columnsOf(WorkFact, {})
type QuoteFact = z.infer<typeof QuoteFact>
const quoteFacts = columnsOf(QuoteFact, {})
type InvoiceFact = z.infer<typeof InvoiceFact>
type PaymentFact = z.infer<typeof PaymentFact>
type AuditFact = z.infer<typeof AuditFact>
const invoiceFacts = columnsOf(InvoiceFact, {})
const paymentFacts = columnsOf(PaymentFact, {})
const auditFacts = columnsOf(AuditFact, {})

/** What happened with a contact, newest first: quotes, invoices, payments, work, expenses, and changes of the contact itself. One trip. */
export async function listContactTimeline(tenant: TenantDb, id: string): Promise<TimelineItem[]> {
  checkId(id)
  const [entry, contact, quotes, invoices, payments, work, spent, audit] = await tenant.read(
    'contacts.timeline',
    tenant.db.execute(
      sql`select from contacts where tenant_id = app.tenant() and id = ${id}::uuid and deleted_at is null`,
    ),
    listStep(tenant, quoteFacts, quotesOf(id)),
    listStep(tenant, invoiceFacts, invoicesOf(id)),
    listStep(tenant, paymentFacts, paymentsOf(id)),
    listStep(tenant, workFacts, workFor(id)),
    listStep(tenant, expenseFacts, expensesAt(id)),
    listStep(tenant, auditFacts, sql`select * from app.activity(${id}::uuid, ${ITEMS_MAX})`),
  )
  if (!contact.rows.length) throw new AppError('NOT_FOUND', 'Not found')
  const seesPayments = can(entry.role as Role, 'payments.read') !== '-'
  const items = [
    ...rowsOf(quoteFacts, quotes, entry).flatMap(presentQuote),
    ...rowsOf(invoiceFacts, invoices, entry).map(presentInvoice),
    ...(seesPayments ? rowsOf(paymentFacts, payments, entry).map(presentPayment) : []),
    ...(await presentWork(tenant, rowsOf(workFacts, work, entry))),
    ...rowsOf(expenseFacts, spent, entry).map(presentExpense),
    ...rowsOf(auditFacts, audit, entry).map(presentAudit),
  ]
  return items.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, ITEMS_MAX)
}

const quotesOf = (id: string) => sql`
  select q.id, q.quote_number, q.currency, q.total, (q.accepted->>'total')::bigint as accepted_total, q.decision->>'outcome' as outcome,
    q.created_at, q.sent_at, q.decided_at, i.created_at as converted_at
  from quotes q left join invoices i on i.tenant_id = q.tenant_id and i.id = q.converted_invoice_id
  where q.tenant_id = app.tenant() and q.contact_id = ${id}::uuid and q.deleted_at is null
  order by q.created_at desc, q.id desc limit ${ITEMS_MAX}`

const invoicesOf = (id: string) => sql`
  select i.id, i.invoice_number, i.currency, i.total, coalesce(i.sent_at, i.created_at) as at from invoices i
  where i.tenant_id = app.tenant() and i.contact_id = ${id}::uuid and i.deleted_at is null
  order by i.created_at desc, i.id desc limit ${ITEMS_MAX}`

const paymentsOf = (id: string) => sql`
  select p.id, p.kind, p.amount, p.currency, p.paid_at as at
  from invoices i join payments p on p.tenant_id = i.tenant_id and p.invoice_id = i.id
  where i.tenant_id = app.tenant() and i.contact_id = ${id}::uuid and i.deleted_at is null
  order by p.paid_at desc, p.id desc limit ${ITEMS_MAX}`

const workFor = (id: string) => sql`
  select w.id, w.title, w.created_at as at from work_items w
  where w.tenant_id = app.tenant() and w.contact_id = ${id}::uuid and w.deleted_at is null
  order by w.due_key desc, w.id desc limit ${ITEMS_MAX}`

/** In the word of the business for it; no trip while its settings are known. */
async function presentWork(tenant: TenantDb, work: readonly WorkFact[]): Promise<TimelineItem[]> {
  if (work.length === 0) return []
  const { labels } = (await settingsNow(tenant, 'contacts.timeline')).profile
  return work.map(({ id, title, at }) => item('work_item', id, `${labels.work_item}: ${title}`, at, NO_MONEY))
}

const expensesAt = (id: string) => sql`
  select e.id, e.status, e.currency, e.amount, coalesce(e.submitted_at, e.created_at) as at from expenses e
  where e.tenant_id = app.tenant() and e.vendor_contact_id = ${id}::uuid and e.deleted_at is null
  order by e.listed_on desc, e.id desc limit ${ITEMS_MAX}`

const presentExpense = ({ id, status, amount, currency, at }: ExpenseFact) =>
  item('expense', id, `Expense, ${status.toLowerCase()}`, at, amount === null ? NO_MONEY : money(amount, currency))

const DECIDED: Record<(typeof QUOTE_OUTCOMES)[number], string> = { APPROVED: 'approved', REJECTED: 'rejected' }

/** What happened to a quote, each at its time. */
function presentQuote(quote: QuoteFact): TimelineItem[] {
  const { id, quote_number, currency, total, accepted_total, outcome, sent_at, decided_at, converted_at } = quote
  const tell = (words: string, at: string, amount: bigint) => item('quote', id, words, at, money(amount, currency))
  const named = `Quote ${quote_number ?? ''}`.trim()
  const accepted = accepted_total ?? total
  return [
    sent_at === null ? tell('Draft quote', quote.created_at, total) : tell(`${named} sent`, sent_at, total),
    ...(outcome && decided_at ? [tell(`${named} ${DECIDED[outcome]}`, decided_at, accepted)] : []),
    ...(converted_at ? [tell(`${named} became an invoice`, converted_at, accepted)] : []),
  ]
}

const presentInvoice = ({ id, invoice_number, currency, total, at }: InvoiceFact) =>
  item('invoice', id, invoice_number ? `Invoice ${invoice_number}` : 'Draft invoice', at, money(total, currency))

const MOVED: Record<z.infer<typeof PaymentKind>, [gone: string, came: string]> = {
  PAYMENT: ['Payment', 'Payment'],
  REFUND: ['Refund', 'Refund that failed'],
  DISPUTE: ['Dispute lost', 'Dispute won'],
  REVERSAL: ['Payment taken back', 'Payment put back'],
}

const presentPayment = ({ id, kind, amount, currency, at }: PaymentFact) =>
  item('payment', id, MOVED[kind][amount < 0n ? 0 : 1], at, money(amount, currency))

const DONE: Record<string, string> = {
  'contact.create': 'Created',
  'contact.update': 'Edited',
  'contact.import': 'Imported',
  'contact.merge': 'Another contact merged into this one',
  'contact.merged': 'Merged into another contact',
  'contact.record_consent': 'Consent written down',
  'contact.unmerge': 'Merge taken back',
}

const presentAudit = ({ id, action, actor, at }: AuditFact) =>
  item('audit', String(id), `${DONE[action] ?? action} by ${actor}`, at, NO_MONEY)

const money = (minor: bigint, currency: string) => ({ amount: formatMoney(minor, currency), currency })
const NO_MONEY = { amount: null, currency: null }

const item = (type: string, id: string, title: string, at: string, of: Pick<TimelineItem, 'amount' | 'currency'>) =>
  TimelineItem.parse({ type, id, title, ...of, at: toInstant(at) })
