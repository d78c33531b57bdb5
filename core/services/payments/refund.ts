import { sql } from 'drizzle-orm'
import type { RefundPayment } from '../../contract/payments.ts'
import { newId } from '../../db/ids.ts'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Payments } from '../ports.ts'
import { parsePositive } from './amount.ts'
import { type PaymentRow, parsePayment, paymentObject } from './internal.ts'
import { answeredSteps, askForRefund, makeRefundJob, parseRequest, type RefundRequest } from './refund-request.ts'
import { getPaymentRow } from './reverse.ts'
import { notesStep, settleStep } from './steps.ts'

/** Longer than the provider's timeout and its one repeat. */
const CLAIM_SECONDS = 60

/**
 * Gives money of a payment back: by hand it is written down (two trips), at Stripe it is asked for (load, claim, call, settle:
 * three). What was asked for is kept before Stripe is asked, so that a lost answer is found and not repeated (H-API-28, MO7).
 * Answers the payment; of what Stripe has not said yet, `refund_pending`.
 */
export function refundPayment(
  tenant: TenantDb,
  payments: Payments,
  id: string,
  input: RefundPayment,
): Promise<PaymentRow> {
  return tenant.once('payments.refund', parsePayment, async () => {
    const paid = await getPaymentRow(tenant, id, 'payments.refund')
    const amount = amountOf(paid, input)
    return paid.provider === 'STRIPE'
      ? refundAtStripe(tenant, payments, paid, amount, input.reason)
      : refundByHand(tenant, paid, amount, input.reason)
  })
}

/** What was typed is judged before what is left. */
function amountOf({ refundable, currency }: PaymentRow, input: RefundPayment): bigint {
  const typed = input.amount === undefined ? null : parsePositive(input.amount, currency)
  if (refundable <= 0n)
    throw new AppError(
      'CONFLICT',
      'Nothing is left of this payment that could be refunded: it went back, or is under way',
    )
  if (typed !== null && typed > refundable)
    throw invalid('amount', `At most ${formatMoney(refundable, currency)} ${currency} is left to refund`)
  return typed ?? refundable
}

function refundByHand(tenant: TenantDb, paid: PaymentRow, amount: bigint, reason: string): Promise<PaymentRow> {
  const id = newId()
  return tenant.write(
    { action: 'payments.refund_by_hand', id: paid.invoice_id, changes: changesOf(paid, amount, reason) },
    [
      tenant.db.execute(
        sql`select app.refund_by_hand(${id}::uuid, ${paid.id}::uuid, ${String(amount)}::bigint, ${reason})`,
      ),
      ...notesStep(tenant, paid.id, { returned: reason }),
      settleStep(tenant, paid.invoice_id),
    ],
    paymentObject(paid.id),
    parsePayment,
  )
}

async function refundAtStripe(
  tenant: TenantDb,
  payments: Payments,
  paid: PaymentRow,
  amount: bigint,
  reason: string,
): Promise<PaymentRow> {
  const request = await claim(tenant, paid, amount, reason)
  const answer = await askForRefund(payments, request)
  if (answer.outcome === 'refused') {
    await tenant.release(
      { action: 'payments.refund_refused', id: paid.invoice_id, changes: { reason: answer.reason } },
      [tenant.db.execute(sql`select app.refuse_refund(${request.id}::uuid, ${answer.reason})`)],
    )
    throw new AppError('PROVIDER_ERROR', `Stripe did not refund it, and nothing moved: ${answer.reason}`)
  }
  const isAnswered = answer.outcome === 'ok'
  return tenant.settle(
    {
      action: isAnswered ? 'payments.refund_answered' : 'payments.refund_unanswered',
      id: paid.invoice_id,
      changes: changesOf(paid, amount, reason),
    },
    [
      ...(isAnswered ? answeredSteps(tenant, request, answer.value) : []),
      ...notesStep(tenant, paid.id, { returned: reason }),
    ],
    paymentObject(paid.id),
    parsePayment,
  )
}

/** Keeps what is asked for, and the job that asks again if this does not come to its end. */
function claim(tenant: TenantDb, paid: PaymentRow, amount: bigint, reason: string): Promise<RefundRequest> {
  const id = newId()
  return tenant.write(
    {
      action: 'payments.refund',
      id: paid.invoice_id,
      leaseSeconds: CLAIM_SECONDS,
      changes: changesOf(paid, amount, reason),
      jobs: [makeRefundJob(id, CLAIM_SECONDS)],
    },
    [
      tenant.db.execute(
        sql`select app.request_refund(${id}::uuid, ${paid.id}::uuid, ${String(amount)}::bigint, ${reason})`,
      ),
    ],
    rowOf(sql`select * from jsonb_to_record(app.open_refund_request(${id}::uuid)) r (id uuid, invoice_id uuid, account text, intent text,
      amount bigint, currency text, asked_at text)`),
    parseRequest,
  )
}

const changesOf = (paid: PaymentRow, amount: bigint, reason: string) => ({
  payment_id: paid.id,
  amount: String(amount),
  currency: paid.currency,
  reason,
})
