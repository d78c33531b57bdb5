import { sql } from 'drizzle-orm'
import type { RefundPayment } from '../../contract/payments.ts'
import { newId } from '../../db/ids.ts'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { rolesFor } from '../../domain/actions.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { appliedOfRefund } from '../../domain/payments/refunds.ts'
import { repeated } from '../credit-notes/create.ts'
import { parsePositive } from '../payments/amount.ts'
import { getPaymentRow, type PaymentRow, parsePayment, paymentObject } from '../payments/get.ts'
import { notesStep, settleStep } from '../payments/steps.ts'
import type { Payments } from '../ports.ts'
import { creditOfRefund, type RefundCredit } from './credit.ts'
import {
  answeredSteps,
  askForRefund,
  creditedStep,
  makeRefundJob,
  parseRequest,
  type RefundRequest,
} from './request.ts'

/** Longer than the provider's timeout and its one repeat. */
const CLAIM_SECONDS = 60
/** Somebody else pays or credits the invoice at the same moment. */
const TRIES = 5

interface Asked {
  paid: PaymentRow & { invoice_id: string }
  amount: bigint
  reason: string
  /** What of it was paid of the invoice and is not owed again; null: it is owed again. */
  credit: bigint | null
}

/**
 * Gives money of a payment back: by hand it is written down (two trips), at Stripe it is asked for (load, claim, call, settle:
 * three); one more where it is credited. What was asked for is kept before Stripe is asked, so that a lost answer is found and
 * not repeated (H-API-28, MO7). Answers the payment; of what Stripe has not said yet, `refund_pending`.
 */
export function refundPayment(
  tenant: TenantDb,
  payments: Payments,
  id: string,
  input: RefundPayment,
): Promise<PaymentRow> {
  return tenant.once('payments.refund', parsePayment, async () => {
    const paid = ofAnInvoice(await getPaymentRow(tenant, id, 'payments.refund'))
    const amount = amountOf(paid, input)
    const taken = input.credit ? appliedOfRefund(paid, amount) : 0n
    const asked = { paid, amount, reason: input.reason, credit: taken > 0n ? taken : null }
    return paid.provider === 'STRIPE'
      ? refundAtStripe(tenant, payments, asked)
      : repeated(asked.credit === null ? 1 : TRIES, () => refundByHand(tenant, asked))
  })
}

/** An advance is kept as unapplied money, and goes back from there. */
function ofAnInvoice(paid: PaymentRow): Asked['paid'] {
  const { invoice_id } = paid
  if (invoice_id === null)
    throw new AppError(
      'CONFLICT',
      'This was paid in advance: give back what is left of it where it is kept, at the top of Payments',
    )
  return { ...paid, invoice_id }
}

/** What was typed is judged before what is left. */
function amountOf({ refundable, currency }: PaymentRow, input: RefundPayment): bigint {
  const typed = input.amount === undefined ? null : parsePositive(input.amount, currency)
  if (refundable <= 0n)
    throw new AppError(
      'CONFLICT',
      'Nothing is left of this payment that could be refunded: it went back, is under way, or came by an account that is not connected here',
    )
  if (typed !== null && typed > refundable)
    throw invalid('amount', `At most ${formatMoney(refundable, currency)} ${currency} is left to refund`)
  return typed ?? refundable
}

const creditOf = async (tenant: TenantDb, { paid, credit, reason }: Asked): Promise<RefundCredit | null> =>
  credit === null ? null : creditOfRefund(tenant, paid.invoice_id, credit, reason)

/** A credit note is issued by it. */
const issuers = ({ credit }: Asked) => (credit === null ? {} : { only: rolesFor('credit_notes.send') })

async function refundByHand(tenant: TenantDb, asked: Asked): Promise<PaymentRow> {
  const { paid, amount, reason } = asked
  const credit = await creditOf(tenant, asked)
  const pauses = credit === null && appliedOfRefund(paid, amount) > 0n
  return tenant.write(
    {
      action: 'payments.refund_by_hand',
      id: paid.invoice_id,
      changes: changesOf(asked),
      ...issuers(asked),
      ...(credit ? { version: credit.version, also: credit.also } : {}),
    },
    [
      tenant.db.execute(
        sql`select app.refund_by_hand(${newId()}::uuid, ${paid.id}::uuid, ${String(amount)}::bigint, ${reason})`,
      ),
      ...(pauses ? [tenant.db.execute(sql`select app.pause_reminders_of_returned(${paid.invoice_id}::uuid)`)] : []),
      ...notesStep(tenant, paid.id, { returned: reason }),
      settleStep(tenant, paid.invoice_id),
      ...(credit?.steps ?? []),
    ],
    paymentObject(paid.id),
    parsePayment,
  )
}

async function refundAtStripe(tenant: TenantDb, payments: Payments, asked: Asked): Promise<PaymentRow> {
  // Refused before Stripe is asked; what is credited is worked out again when it has answered.
  await creditOf(tenant, asked)
  const request = await claim(tenant, asked)
  const answer = await askForRefund(payments, request)
  const id = asked.paid.invoice_id
  if (answer.outcome === 'refused') {
    await tenant.release({ action: 'payments.refund_refused', id, changes: { reason: answer.reason } }, [
      tenant.db.execute(sql`select app.refuse_refund(${request.id}::uuid, ${answer.reason})`),
    ])
    throw new AppError('PROVIDER_ERROR', `Stripe did not refund it, and nothing moved: ${answer.reason}`)
  }
  const notes = notesStep(tenant, asked.paid.id, { returned: asked.reason })
  const settle = async () => {
    const credit = answer.outcome === 'ok' ? await creditOf(tenant, asked) : null
    return tenant.settle(
      {
        action: answer.outcome === 'ok' ? 'payments.refund_answered' : 'payments.refund_unanswered',
        id,
        changes: changesOf(asked),
        ...(credit ? { version: credit.version, also: credit.also } : {}),
      },
      [
        ...(answer.outcome === 'ok' ? answeredSteps(tenant, request, answer.value) : []),
        ...notes,
        ...(credit ? [...credit.steps, creditedStep(tenant, request, credit)] : []),
      ],
      paymentObject(asked.paid.id),
      parsePayment,
    )
  }
  return repeated(TRIES, settle)
}

/** Keeps what is asked for, and the job that asks again if this does not come to its end. */
function claim(tenant: TenantDb, asked: Asked): Promise<RefundRequest> {
  const id = newId()
  const { paid, amount, reason, credit } = asked
  return tenant.write(
    {
      action: 'payments.refund',
      id: paid.invoice_id,
      leaseSeconds: CLAIM_SECONDS,
      changes: changesOf(asked),
      jobs: [makeRefundJob(id, CLAIM_SECONDS)],
      ...issuers(asked),
    },
    [
      tenant.db.execute(
        sql`select app.request_refund(${id}::uuid, ${paid.id}::uuid, ${String(amount)}::bigint, ${reason}, ${credit === null ? null : String(credit)}::bigint)`,
      ),
    ],
    rowOf(sql`select * from jsonb_to_record(app.open_refund_request(${id}::uuid)) r (id uuid, invoice_id uuid, account text, intent text,
      amount bigint, currency text, reason text, credit_amount bigint, is_made boolean, asked_at text)`),
    parseRequest,
  )
}

const changesOf = ({ paid, amount, reason, credit }: Asked) => ({
  payment_id: paid.id,
  amount: String(amount),
  currency: paid.currency,
  reason,
  ...(credit === null ? {} : { credited: String(credit) }),
})
