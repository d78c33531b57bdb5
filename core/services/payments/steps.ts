import { sql } from 'drizzle-orm'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { indexTerms } from '../search-terms.ts'

export interface Received {
  id: string
  invoiceId: string
  provider: string
  account: string | null
  providerPaymentId: string | null
  amount: bigint
  currency: string
  /** Null for now. */
  paidAt: string | null
  methodLabel: string | null
  receiptUrl: string | null
  note: string | null
}

/** The payment as a fact, applied as far as the locked invoice still needs it. */
export const applyStep = (tenant: TenantDb, paid: Received): Step =>
  tenant.db.execute(sql`
    insert into payments (tenant_id, id, invoice_id, provider, provider_account, provider_payment_id, status, amount, applied, currency,
      paid_at, paid_on, method_label, receipt_url, note)
    select app.tenant(), ${paid.id}::uuid, i.id, ${paid.provider}, ${paid.account}, ${paid.providerPaymentId}, 'SUCCEEDED', ${paid.amount}::bigint,
      least(${paid.amount}::bigint, i.amount_due), ${paid.currency}, coalesce(${paid.paidAt}::timestamptz, app.now()),
      app.local_date(coalesce(${paid.paidAt}::timestamptz, app.now())), ${paid.methodLabel}, ${paid.receiptUrl}, ${paid.note}
    from invoices i where i.tenant_id = app.tenant() and i.id = ${paid.invoiceId}::uuid`)

/** What was too much stays the customer's money: unapplied, with an alert. */
export const unappliedRestStep = (tenant: TenantDb, paid: Pick<Received, 'id'>, id: string): Step =>
  tenant.db.execute(sql`
    with rest as (
      insert into unapplied_money (tenant_id, id, payment_id, invoice_id, contact_id, provider, provider_account, provider_payment_id, amount, currency,
        reason, paid_at)
      select app.tenant(), ${id}::uuid, p.id, p.invoice_id, i.contact_id, p.provider, p.provider_account, p.provider_payment_id, p.amount - p.applied, p.currency, 'TOO_MUCH', p.paid_at
      from payments p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id where p.tenant_id = app.tenant() and p.id = ${paid.id}::uuid and p.applied < p.amount
      returning invoice_id, amount, currency)
    select app.alert('money.unapplied', invoice_id, jsonb_build_object('reason', 'TOO_MUCH', 'amount', amount::text, 'currency', currency)) from rest`)

/** What a payment is found by, beside its invoice: notes that were written about it, field by field. None if it was not taken. */
export const notesStep = (
  tenant: TenantDb,
  paymentId: string,
  notes: Readonly<Record<string, string | null>>,
): Step[] => {
  const fields = Object.fromEntries(Object.entries(notes).map(([field, note]) => [field, [note]]))
  return indexTerms('payment', paymentId, fields).map((call) =>
    tenant.db.execute(
      sql`select ${call} from payments p where p.tenant_id = app.tenant() and p.id = ${paymentId}::uuid`,
    ),
  )
}

export const settleStep = (tenant: TenantDb, invoiceId: string): Step =>
  tenant.db.execute(sql`select app.settle_invoice(${invoiceId}::uuid)`)

export interface SessionState {
  sessionId: string
  status: 'PROCESSING' | 'EXPIRED' | 'FAILED'
  intent: string | null
}

/** What became of a checkout page that is not over yet. */
export const sessionStep = (tenant: TenantDb, { sessionId, status, intent }: SessionState): Step =>
  tenant.db.execute(sql`update checkout_sessions set status = ${status}, payment_intent = coalesce(${intent}, payment_intent), updated_at = app.now()
    where tenant_id = app.tenant() and id = ${sessionId} and status in ('OPEN', 'PROCESSING')`)
