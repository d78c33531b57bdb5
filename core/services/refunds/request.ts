import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { NewJob } from '../../contract/jobs.ts'
import type { Step, TenantDb, Work } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { bigintJson } from '../json.ts'
import { refundRow } from '../payments/returned-rows.ts'
import type { Payments, PaymentsAnswer, Refund } from '../ports.ts'
import { creditOfRefund, type RefundCredit } from './credit.ts'

const RefundRequest = z.object({
  id: z.string(),
  invoice_id: z.string(),
  account: z.string(),
  intent: z.string(),
  amount: bigintJson,
  currency: z.string(),
  reason: z.string(),
  credit_amount: bigintJson.nullable(),
  is_made: z.boolean(),
  asked_at: z.string(),
})
/** What a person asked to be refunded at Stripe, and nobody has answered yet. */
export type RefundRequest = z.infer<typeof RefundRequest>
export const parseRequest = (row: unknown): RefundRequest => RefundRequest.parse(row)

/** Asks for what a person asked for once more, where the first try did not come to its end. */
export const makeRefundJob = (id: string, delaySeconds: number): NewJob => ({
  type: 'REFUND_MAKE',
  key: `refund.make:${id}`,
  payload: { request_id: id },
  delay_seconds: delaySeconds,
})

/** The same request gets the same refund, however often it is asked. */
export const askForRefund = (payments: Payments, request: RefundRequest): Promise<PaymentsAnswer<Refund>> =>
  payments.createRefund({
    account: request.account,
    key: `refund:${request.id}`,
    paymentIntent: request.intent,
    amount: request.amount,
    currency: request.currency,
    requestId: request.id,
  })

/** What Stripe answered, as any other news of it; told to people once. */
export function answeredSteps(tenant: TenantDb, request: RefundRequest, refund: Refund): Step[] {
  const told = JSON.stringify({ asked_at: request.asked_at, refunds: [refundRow(refund)], disputes: [] })
  return [
    tenant.db.execute(
      sql`select app.tell_refund(${request.account}, ${request.intent}, ${told}::jsonb, ${request.invoice_id}::uuid)`,
    ),
    tenant.db.execute(sql`select app.record_returns(${request.account}, ${request.intent}, ${told}::jsonb)`),
  ]
}

/** By which credit note it is not owed again. */
export const creditedStep = (tenant: TenantDb, { id }: RefundRequest, { noteId }: RefundCredit): Step =>
  tenant.db.execute(sql`update refund_requests set credit_note_id = ${noteId}::uuid, updated_at = app.now()
    where tenant_id = app.tenant() and id = ${id}::uuid`)

/**
 * The job of a request whose answer was lost: finds the refund that was made, or makes it, once, and credits what was to be
 * credited. Null when there is nothing left to do. Nobody waits any more for what Stripe refuses: it is told by an alert.
 */
export async function makeRefund(
  tenant: TenantDb,
  payments: Payments,
  job: { key: string; payload: { request_id: string } },
): Promise<Work | null> {
  const request = await openRequest(tenant, job.payload.request_id)
  if (!request) return null
  const done = tenant.db.execute(sql`select app.job_done(${job.key})`)
  const answer = request.is_made ? null : await askForRefund(payments, request)
  if (answer?.outcome === 'unavailable') throw new AppError('PROVIDER_ERROR', answer.reason)
  if (answer?.outcome === 'refused') return refused(tenant, request, answer.reason, done)
  const credit =
    request.credit_amount === null
      ? null
      : await creditOfRefund(tenant, request.invoice_id, request.credit_amount, request.reason)
  return {
    once: request.intent,
    beat: {
      action: 'payments.refund_answered',
      id: request.invoice_id,
      changes: { amount: String(request.amount), currency: request.currency },
      ...(credit ? { version: credit.version, also: credit.also } : {}),
    },
    steps: [
      ...(answer ? answeredSteps(tenant, request, answer.value) : []),
      ...(credit ? [...credit.steps, creditedStep(tenant, request, credit)] : []),
      done,
    ],
  }
}

const refused = (tenant: TenantDb, { id, invoice_id }: RefundRequest, reason: string, done: Step): Work => ({
  beat: { action: 'payments.refund_refused', id: invoice_id, changes: { reason } },
  steps: [
    tenant.db.execute(sql`select app.refuse_refund(${id}::uuid, ${reason}),
      app.alert('refund.refused', ${invoice_id}::uuid, jsonb_build_object('reason', ${reason}::text))`),
    done,
  ],
})

async function openRequest(tenant: TenantDb, id: string): Promise<RefundRequest | null> {
  const [, found] = await tenant.read(
    'payments.reconcile',
    tenant.db.execute<{ request: unknown }>(sql`select app.open_refund_request(${id}::uuid) as request`),
  )
  const row = found.rows[0]?.request
  return row ? parseRequest(row) : null
}
