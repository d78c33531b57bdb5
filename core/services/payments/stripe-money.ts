import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { Step, TenantDb, Work } from '../../db/tenant-db.ts'
import { misfitReason, payable } from '../../domain/invoices/listed.ts'
import { notesStep, settleStep, unappliedRestStep } from './steps.ts'

export interface Money {
  account: string
  intent: string
  sessionId: string | null
  amount: bigint
  currency: string
  methodLabel: string | null
  receiptUrl: string | null
}

/** Card money for a known invoice: applied as far as it fits, the rest kept as unapplied with an alert. Behind the invoice's lock. */
export function applyMoney(tenant: TenantDb, invoiceId: string, money: Money): Work {
  const [id, misfit] = [newId(), newId()]
  return {
    once: money.intent,
    beat: {
      action: 'payments.apply',
      id: invoiceId,
      changes: { payment_id: id, amount: String(money.amount), currency: money.currency, provider: 'STRIPE' },
    },
    steps: [
      payStep(tenant, id, invoiceId, money),
      ...notesStep(tenant, id, { method_label: money.methodLabel }),
      unappliedRestStep(tenant, { id }, newId()),
      misfitStep(tenant, misfit, invoiceId, money),
      followStep(tenant, money),
      settleStep(tenant, invoiceId),
      completeStep(tenant, money),
      tellStep(tenant, [id, misfit]),
    ],
  }
}

/** Money that belongs to no invoice of this business: kept, alerted, to be matched by a person (WH6). */
export function recordUnmatched(
  tenant: TenantDb,
  money: Money,
  reason: 'UNKNOWN_INVOICE' | 'METADATA_DISAGREES',
): Work {
  const id = newId()
  return {
    once: money.intent,
    beat: {
      action: 'payments.unapplied',
      id: null,
      changes: { amount: String(money.amount), currency: money.currency, reason },
    },
    steps: [
      tenant.db.execute(sql`
        with kept as (
          insert into unapplied_money (tenant_id, id, provider, provider_account, provider_payment_id, amount, currency, reason, paid_at)
          select app.tenant(), ${id}::uuid, 'STRIPE', ${money.account}, ${money.intent}, ${money.amount}::bigint, ${money.currency}, ${reason}, app.now()
          where ${money.amount}::bigint > 0 on conflict do nothing returning id, amount, currency, reason)
        select app.alert('money.unapplied', id, jsonb_build_object('reason', reason, 'amount', amount::text, 'currency', currency)) from kept`),
      followStep(tenant, money),
      tellStep(tenant, [id]),
    ],
  }
}

/** Where nobody works any more, its owners are told of what came, if it was not here before. */
const tellStep = (tenant: TenantDb, ids: readonly string[]): Step =>
  tenant.db.execute(sql`
    select app.tell_closed_owners('payment', array(select p.id from payments p where p.tenant_id = app.tenant() and p.id = any (${sql.param([...ids])}::uuid[])
      union all select u.id from unapplied_money u where u.tenant_id = app.tenant() and u.id = any (${sql.param([...ids])}::uuid[])))`)

/** What was told of it before it came itself: refunds, disputes. */
const followStep = (tenant: TenantDb, { account, intent }: Money): Step =>
  tenant.db.execute(sql`select app.follow_returns(${account}, ${intent})`)

const payStep = (tenant: TenantDb, id: string, invoiceId: string, money: Money): Step =>
  tenant.db.execute(sql`
    insert into payments (tenant_id, id, invoice_id, provider, provider_account, provider_payment_id, status, amount, applied, currency,
      paid_at, paid_on, method_label, receipt_url)
    select app.tenant(), ${id}::uuid, i.id, 'STRIPE', ${money.account}, ${money.intent}, 'SUCCEEDED', ${money.amount}::bigint,
      least(${money.amount}::bigint, i.amount_due), ${money.currency}, app.now(), app.today(), ${money.methodLabel}, ${money.receiptUrl}
    from invoices i where i.tenant_id = app.tenant() and i.id = ${invoiceId}::uuid and ${sql.raw(payable('i'))} and i.currency = ${money.currency}
    on conflict do nothing`)

/** Another currency, a voided invoice or one not sent: the money is real, the match is not (WH7, MO6). */
const misfitStep = (tenant: TenantDb, id: string, invoiceId: string, money: Money): Step =>
  tenant.db.execute(sql`
    with kept as (
      insert into unapplied_money (tenant_id, id, invoice_id, contact_id, provider, provider_account, provider_payment_id, amount, currency, reason,
        paid_at)
      select app.tenant(), ${id}::uuid, i.id, i.contact_id, 'STRIPE', ${money.account}, ${money.intent}, ${money.amount}::bigint, ${money.currency},
        ${sql.raw(misfitReason('i'))}, app.now()
      from invoices i where i.tenant_id = app.tenant() and i.id = ${invoiceId}::uuid and (not (${sql.raw(payable('i'))}) or i.currency <> ${money.currency})
      on conflict do nothing returning invoice_id, amount, currency, reason)
    select app.alert('money.unapplied', invoice_id, jsonb_build_object('reason', reason, 'amount', amount::text, 'currency', currency)) from kept`)

const completeStep = (tenant: TenantDb, money: Money): Step =>
  tenant.db.execute(sql`update checkout_sessions set status = 'COMPLETE', payment_intent = ${money.intent}, updated_at = app.now()
    where tenant_id = app.tenant() and account = ${money.account} and (id = ${money.sessionId} or payment_intent = ${money.intent})`)
