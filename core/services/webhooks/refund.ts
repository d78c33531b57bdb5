import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { Step, TenantDb, Work } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { applyMoney, type Money, recordUnmatched } from '../payments/stripe-money.ts'
import type { Payments, PaymentsAnswer, Refund } from '../ports.ts'

export interface RefundFacts {
  account: string
  intent: string
  invoiceId: string | null
}

/**
 * Brings the refunds of one payment in line with Stripe. A refund that arrives before its payment brings the payment along,
 * so that every order of events ends in the same state (WH4).
 */
export async function recordRefunds(
  tenant: TenantDb,
  payments: Payments,
  job: string,
  facts: RefundFacts,
): Promise<Work> {
  const intent = value(await payments.getPaymentIntent(facts.account, facts.intent))
  const refunds = value(await payments.listRefunds(facts.account, facts.intent)).filter(
    ({ status }) => status === 'succeeded',
  )
  const money: Money = {
    account: facts.account,
    intent: facts.intent,
    sessionId: null,
    amount: intent.amountReceived,
    currency: intent.currency,
    methodLabel: intent.methodLabel,
    receiptUrl: intent.receiptUrl,
  }
  if (facts.invoiceId === null) return recordUnmatched(tenant, job, money, 'UNKNOWN_INVOICE')
  return applyMoney(
    tenant,
    job,
    facts.invoiceId,
    money,
    refunds.map((refund) => refundStep(tenant, facts, refund)),
  )
}

/** A row of its own, keyed by the refund. What had never been applied goes back first. */
const refundStep = (tenant: TenantDb, facts: RefundFacts, refund: Refund): Step =>
  tenant.db.execute(sql`
    insert into payments (tenant_id, id, invoice_id, provider, provider_account, provider_payment_id, status, amount, applied, currency,
      paid_at, paid_on, method_label, reverses_id)
    select app.tenant(), ${newId()}::uuid, p.invoice_id, 'STRIPE', ${facts.account}, ${refund.id}, 'REFUNDED', -${refund.amount}::bigint,
      -greatest(0, least(p.applied, ${refund.amount}::bigint - (p.amount - p.applied))), p.currency,
      ${refund.createdAt.toISOString()}::timestamptz, app.local_date(${refund.createdAt.toISOString()}::timestamptz), p.method_label, p.id
    from payments p where p.tenant_id = app.tenant() and p.provider_account = ${facts.account} and p.provider_payment_id = ${facts.intent}
      and p.provider = 'STRIPE' and p.currency = ${refund.currency}
    on conflict do nothing`)

function value<T>(answer: PaymentsAnswer<T>): T {
  if (answer.outcome === 'ok') return answer.value
  throw new AppError('PROVIDER_ERROR', answer.reason)
}
