import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { Step, TenantDb, Work } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { doneSteps } from '../payments/job-done.ts'
import { applyMoney, type Money, recordUnmatched } from '../payments/stripe-money.ts'
import type { Payments, PaymentsAnswer, Refund } from '../ports.ts'

export interface RefundFacts {
  account: string
  intent: string
  invoiceId: string | null
  /** The payment, or that it fits nowhere, was recorded by an event before. */
  isKnown: boolean
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
  const refunds = value(await payments.listRefunds(facts.account, facts.intent))
  const money: Money = {
    account: facts.account,
    intent: facts.intent,
    sessionId: null,
    amount: intent.amountReceived,
    currency: intent.currency,
    methodLabel: intent.methodLabel,
    receiptUrl: intent.receiptUrl,
  }
  const returned = returnedStep(tenant, facts, refunds)
  if (facts.isKnown && !(await isNews(tenant, facts, refunds))) {
    const beat = { action: 'webhooks.process', id: null, changes: { job } } as const
    return { beat, steps: [returned, ...doneSteps(tenant, job, 'PROCESSED', null)] }
  }
  const departures = refunds.flatMap((refund) => departureStep(tenant, facts, refund))
  const work =
    facts.invoiceId === null
      ? recordUnmatched(tenant, job, money, 'UNKNOWN_INVOICE', [returned])
      : applyMoney(tenant, job, facts.invoiceId, money, [...departures, returned])
  return facts.isKnown ? { ...work, beat: { ...work.beat, action: 'payments.refund', changes: { job } } } : work
}

/** Stripe tells of one refund by several events: only the first that changes something is told to people. */
async function isNews(tenant: TenantDb, facts: RefundFacts, refunds: readonly Refund[]): Promise<boolean> {
  const [, found] = await tenant.read(
    'payments.reconcile',
    tenant.db.execute<{ key: string }>(sql`
      select provider_payment_id as key from payments
        where tenant_id = app.tenant() and provider_account = ${facts.account} and provider_payment_id is not null
          and (provider_payment_id = ${facts.intent} or reverses_id = (select p.id from payments p where p.tenant_id = app.tenant()
            and p.provider_account = ${facts.account} and p.provider_payment_id = ${facts.intent}))
      union all select 'moved' from unapplied_money
        where tenant_id = app.tenant() and provider_account = ${facts.account} and provider_payment_id = ${facts.intent}
          and returned <> least(amount, ${goneOf(refunds)}::bigint)`),
  )
  const known = new Set(found.rows.map(({ key }) => key))
  if (known.has('moved')) return true
  return known.has(facts.intent) && refunds.some((refund) => departureIsMissing(refund, known))
}

const departureIsMissing = ({ id, status }: Refund, known: ReadonlySet<string>): boolean =>
  status === 'succeeded' ? !known.has(id) : status === 'failed' && known.has(id) && !known.has(`${id}:failed`)

const goneOf = (refunds: readonly Refund[]): bigint =>
  refunds.reduce((sum, { status, amount }) => (status === 'succeeded' ? sum + amount : sum), 0n)

/** A refund that is under way is none yet; one that failed after it had succeeded comes back as a row of its own. */
function departureStep(tenant: TenantDb, facts: RefundFacts, refund: Refund): Step[] {
  if (refund.status === 'succeeded') return [departed(tenant, facts, { ...refund, key: refund.id, sign: -1n })]
  if (refund.status === 'failed')
    return [departed(tenant, facts, { ...refund, key: `${refund.id}:failed`, of: refund.id, sign: 1n })]
  return []
}

/** What was never applied to an invoice went back first, once, whatever the order of its refunds. */
function returnedStep(tenant: TenantDb, facts: RefundFacts, refunds: readonly Refund[]): Step {
  const gone = goneOf(refunds)
  return tenant.db.execute(sql`
    update unapplied_money set returned = least(amount, ${gone}::bigint)
    where tenant_id = app.tenant() and provider_account = ${facts.account} and provider_payment_id = ${facts.intent}
      and returned <> least(amount, ${gone}::bigint)`)
}

interface Departure extends Refund {
  key: string
  /** Minus one when money leaves, one when it comes back. */
  sign: bigint
  /** The refund that must have been recorded for this one to mean anything. */
  of?: string
}

/**
 * A row of its own, keyed by the refund. With it the invoice has lost what all departures together exceed the unapplied
 * rest of the payment by, neither more nor less: arrival = applied + unapplied + returned after every event.
 */
const departed = (tenant: TenantDb, facts: RefundFacts, { key, sign, of, ...refund }: Departure): Step =>
  tenant.db.execute(sql`
    insert into payments (tenant_id, id, invoice_id, provider, provider_account, provider_payment_id, status, amount, applied, currency,
      paid_at, paid_on, method_label, reverses_id)
    select app.tenant(), ${newId()}::uuid, p.invoice_id, 'STRIPE', ${facts.account}, ${key},
      ${sign < 0n ? 'REFUNDED' : 'SUCCEEDED'}, d.amount,
      -(least(p.applied, greatest(0, -(gone.amount + d.amount) - (p.amount - p.applied))) + gone.applied), p.currency,
      d.at, app.local_date(d.at), ${sign < 0n ? sql`p.method_label` : 'Refund that failed'}, p.id
    from payments p
      cross join (select ${sign * refund.amount}::bigint as amount,
        ${sign < 0n ? sql`${refund.createdAt.toISOString()}::timestamptz` : sql`app.now()`} as at) d
      cross join lateral (select coalesce(sum(r.amount), 0)::bigint as amount, coalesce(sum(r.applied), 0)::bigint as applied
        from payments r where r.tenant_id = p.tenant_id and r.reverses_id = p.id) gone
    where p.tenant_id = app.tenant() and p.provider_account = ${facts.account} and p.provider_payment_id = ${facts.intent}
      and p.provider = 'STRIPE' and p.currency = ${refund.currency}
      ${of ? sql`and exists (select from payments r where r.tenant_id = p.tenant_id and r.provider_account = ${facts.account} and r.provider_payment_id = ${of})` : sql``}
    on conflict do nothing`)

function value<T>(answer: PaymentsAnswer<T>): T {
  if (answer.outcome === 'ok') return answer.value
  throw new AppError('PROVIDER_ERROR', answer.reason)
}
