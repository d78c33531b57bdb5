import { sql } from 'drizzle-orm'
import type { TenantDb, Work } from '../../db/tenant-db.ts'
import type { WriteAction } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { DisputeStatus } from '../../domain/payments/disputes.ts'
import { doneSteps } from '../payments/job-done.ts'
import { disputeRow, refundRow } from '../payments/returned-rows.ts'
import { applyMoney, type Money, recordUnmatched } from '../payments/stripe-money.ts'
import type { Payments, PaymentsAnswer } from '../ports.ts'

export interface ReturnFacts {
  account: string
  intent: string
  invoiceId: string | null
  /** The payment, or that it fits nowhere, was recorded by an event before. */
  isKnown: boolean
  /** Since when the job is held, before Stripe was asked: an older answer never undoes a newer one. */
  askedAt: string
}

/**
 * Brings what went back of one payment in line with Stripe, whichever refund or dispute an event was about. Money that is not
 * known yet comes first, so that every order of events ends in the same state (WH4).
 */
export async function recordReturns(
  tenant: TenantDb,
  payments: Payments,
  job: string,
  facts: ReturnFacts,
): Promise<Work> {
  const refunds = value(await payments.listRefunds(facts.account, facts.intent))
  const disputes = value(await payments.listDisputes(facts.account, facts.intent))
  if (!facts.isKnown) await recordArrival(tenant, payments, facts)
  const told = JSON.stringify({
    asked_at: facts.askedAt,
    refunds: refunds.map(refundRow),
    disputes: disputes.map(disputeRow),
  })
  const action = await newsOf(tenant, facts, told)
  return {
    once: facts.intent,
    beat: { action, id: action === 'webhooks.process' ? null : facts.invoiceId, changes: { job } },
    steps: [
      tenant.db.execute(sql`select app.record_returns(${facts.account}, ${facts.intent}, ${told}::jsonb)`),
      ...doneSteps(tenant, job, 'PROCESSED', null),
    ],
  }
}

/** In a transaction of its own: its story is told apart from what became of it. */
async function recordArrival(tenant: TenantDb, payments: Payments, { account, intent, invoiceId }: ReturnFacts) {
  const paid = value(await payments.getPaymentIntent(account, intent))
  if (paid.amountReceived === 0n) return
  const money: Money = { ...paid, account, intent, sessionId: null, amount: paid.amountReceived }
  await tenant.commit(
    invoiceId === null ? recordUnmatched(tenant, money, 'UNKNOWN_INVOICE') : applyMoney(tenant, invoiceId, money),
  )
}

/** Stripe tells of one refund or dispute by several events: only the first that changes something is told to people. */
async function newsOf(tenant: TenantDb, { account, intent }: ReturnFacts, told: string): Promise<WriteAction> {
  const [, found] = await tenant.read(
    'payments.reconcile',
    tenant.db.execute<{ news: { refund: boolean; dispute: DisputeStatus | null } }>(
      sql`select app.returns_news(${account}, ${intent}, ${told}::jsonb) as news`,
    ),
  )
  const { refund = false, dispute = null } = found.rows[0]?.news ?? {}
  if (dispute) return DISPUTE_ACTIONS[dispute]
  return refund ? 'payments.refunded' : 'webhooks.process'
}

const DISPUTE_ACTIONS: Record<DisputeStatus, WriteAction> = {
  WARNING_NEEDS_RESPONSE: 'payments.inquire',
  WARNING_UNDER_REVIEW: 'payments.review_dispute',
  WARNING_CLOSED: 'payments.close_dispute',
  NEEDS_RESPONSE: 'payments.dispute',
  UNDER_REVIEW: 'payments.review_dispute',
  APPEAL_NEEDS_RESPONSE: 'payments.dispute',
  APPEAL_UNDER_REVIEW: 'payments.review_dispute',
  WON: 'payments.win_dispute',
  LOST: 'payments.lose_dispute',
  PREVENTED: 'payments.close_dispute',
}

function value<T>(answer: PaymentsAnswer<T>): T {
  if (answer.outcome === 'ok') return answer.value
  throw new AppError('PROVIDER_ERROR', answer.reason)
}
