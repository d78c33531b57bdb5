import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Step, TenantDb, Work } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { planWebhook, type WebhookFacts, type WebhookPlan } from '../../domain/webhooks/plan.ts'
import { doneSteps, ending } from '../payments/job-done.ts'
import { sessionStep } from '../payments/steps.ts'
import { applyMoney, type Money, recordUnmatched } from '../payments/stripe-money.ts'
import type { Payments } from '../ports.ts'
import { recordReturns } from './returns.ts'

const Facts = z.object({
  status: z.string(),
  account: z.string(),
  type: z.string(),
  object: z.record(z.string(), z.unknown()),
  session: z
    .object({ id: z.string(), invoice_id: z.string(), amount: z.number(), currency: z.string(), status: z.string() })
    .nullable(),
  intent_known: z.boolean(),
  asked_at: z.string(),
})

export interface WebhookJob {
  key: string
  facts: unknown
}

/** What one stored event asks of the database. Safe to repeat any number of times and in any order: the PaymentIntent is the payment's key (C-15). */
export async function processWebhook(tenant: TenantDb, payments: Payments, job: WebhookJob): Promise<Work> {
  const facts = Facts.parse(job.facts)
  const plan = planWebhook(facts)
  switch (plan.kind) {
    case 'ignore':
      return finish(tenant, job.key, plan.reason === 'TYPE' ? 'IGNORED' : 'PROCESSED', null)
    case 'session':
      return finish(tenant, job.key, 'PROCESSED', null, [sessionStep(tenant, plan)])
    case 'payment_failed':
      return finish(tenant, job.key, 'PROCESSED', null, [], facts.session?.invoice_id ?? null, {
        failed: true,
        intent: plan.intent,
      })
    case 'account': {
      const link = sql`select app.link_stripe_account(${facts.account}, ${plan.chargesEnabled})`
      const work = finish(tenant, job.key, 'PROCESSED', null, [tenant.db.execute(link)])
      return { ...work, beat: { ...work.beat, action: 'stripe_account.refresh' } }
    }
    case 'returns':
      return recordReturns(tenant, payments, job.key, {
        ...plan,
        account: facts.account,
        isKnown: facts.intent_known,
        askedAt: facts.asked_at,
        invoiceId: await findInvoice(tenant, payments, facts, plan),
      })
    case 'pay': {
      if (facts.intent_known) return finish(tenant, job.key, 'PROCESSED', null)
      return pay(tenant, payments, job.key, facts, plan)
    }
  }
}

async function pay(
  tenant: TenantDb,
  payments: Payments,
  key: string,
  facts: WebhookFacts,
  plan: Extract<WebhookPlan, { kind: 'pay' }>,
): Promise<Work> {
  const invoiceId = await findInvoice(tenant, payments, facts, plan)
  const money: Money = { ...plan, account: facts.account, ...(await describe(payments, facts.account, plan.intent)) }
  const isForeign = plan.hint !== null && plan.hint !== invoiceId
  if (invoiceId !== null && !isForeign) return ending(tenant, applyMoney(tenant, invoiceId, money), key)
  const reason = invoiceId === null ? 'UNKNOWN_INVOICE' : 'METADATA_DISAGREES'
  return ending(tenant, recordUnmatched(tenant, money, reason), key, 'UNMATCHED', reason)
}

/** By what this business stored for the session or intent; else Stripe is asked which session the intent belongs to. */
async function findInvoice(
  tenant: TenantDb,
  payments: Payments,
  facts: WebhookFacts,
  plan: { intent: string },
): Promise<string | null> {
  if (facts.session) return facts.session.invoice_id
  const found = await payments.findSessionByIntent(facts.account, plan.intent)
  if (found.outcome === 'unavailable') throw new AppError('PROVIDER_ERROR', found.reason)
  if (found.outcome !== 'ok' || found.value === null) return null
  const [, rows] = await tenant.read(
    'payments.apply',
    tenant.db.execute<{ invoice_id: string }>(sql`select invoice_id from checkout_sessions
      where tenant_id = app.tenant() and id = ${found.value.id} and account = ${facts.account}`),
  )
  return rows.rows[0]?.invoice_id ?? null
}

/** How and when it was paid, for people; money is never held back because this cannot be had. */
async function describe(
  payments: Payments,
  account: string,
  intent: string,
): Promise<Pick<Money, 'methodLabel' | 'receiptUrl'>> {
  const answer = await payments.getPaymentIntent(account, intent)
  return answer.outcome === 'ok'
    ? { methodLabel: answer.value.methodLabel, receiptUrl: answer.value.receiptUrl }
    : { methodLabel: null, receiptUrl: null }
}

/** Ends the job and its event without touching money. */
function finish(
  tenant: TenantDb,
  key: string,
  status: string,
  reason: string | null,
  steps: readonly Step[] = [],
  invoiceId: string | null = null,
  changes: Record<string, unknown> = {},
): Work {
  return {
    beat: {
      action: changes.failed ? 'payments.failed' : 'webhooks.process',
      id: invoiceId,
      changes: { job: key, ...changes },
    },
    steps: [...steps, ...doneSteps(tenant, key, status, reason)],
  }
}
