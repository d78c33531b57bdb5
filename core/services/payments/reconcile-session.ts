import { sql } from 'drizzle-orm'
import type { TenantDb, Work } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { CheckoutSession, Payments } from '../ports.ts'
import { doneSteps, ending } from './job-done.ts'
import { sessionStep } from './steps.ts'
import { applyMoney } from './stripe-money.ts'

const NEXT_LOOK_SECONDS = 60 * 60

/** One look: paid is applied as its webhook would have been, still open is looked at again, over is over (WH13). */
export async function reconcileSession(tenant: TenantDb, payments: Payments, job: string, sessionId: string) {
  const [, found] = await tenant.read(
    'payments.reconcile',
    tenant.db.execute<{ account: string; invoice_id: string; status: string; known: boolean }>(sql`
      select s.account, s.invoice_id, s.status, exists (select from payments p where p.tenant_id = s.tenant_id
        and p.provider_account = s.account and p.provider_payment_id = s.payment_intent) as known
      from checkout_sessions s where s.tenant_id = app.tenant() and s.id = ${sessionId}`),
  )
  const stored = found.rows[0]
  if (!stored || (stored.status === 'COMPLETE' && stored.known) || stored.status === 'FAILED') return undefined
  const answer = await payments.getSession(stored.account, sessionId)
  if (answer.outcome !== 'ok') throw new AppError('PROVIDER_ERROR', answer.reason)
  const session = answer.value
  if (session.paid && session.paymentIntent) {
    return { work: await paidWork(tenant, payments, job, stored, session) }
  }
  if (session.status === 'complete' && session.paymentIntent) {
    return bankPayment(tenant, payments, job, { ...stored, sessionId, intent: session.paymentIntent })
  }
  return session.status === 'expired' ? undefined : { againSeconds: NEXT_LOOK_SECONDS }
}

interface BankPayment {
  account: string
  invoice_id: string
  status: string
  sessionId: string
  intent: string
}

/** Money that is on its way for days: it is shown as such, and its refusal, whoever missed the word of it. */
async function bankPayment(tenant: TenantDb, payments: Payments, job: string, of: BankPayment) {
  const answer = await payments.getPaymentIntent(of.account, of.intent)
  if (answer.outcome !== 'ok') throw new AppError('PROVIDER_ERROR', answer.reason)
  const isOver = answer.value.status === 'unpaid' || answer.value.status === 'canceled'
  const step = sessionStep(tenant, { ...of, status: isOver ? 'FAILED' : 'PROCESSING' })
  if (isOver) {
    const beat = {
      action: 'payments.failed',
      id: of.invoice_id,
      changes: { job, failed: true, intent: of.intent },
    } as const
    return { work: { beat, steps: [step, ...doneSteps(tenant, job, 'PROCESSED', null)] } }
  }
  if (of.status === 'OPEN')
    await tenant.commit({ beat: { action: 'webhooks.process', id: null, changes: { job } }, steps: [step] })
  return { againSeconds: NEXT_LOOK_SECONDS }
}

async function paidWork(
  tenant: TenantDb,
  payments: Payments,
  job: string,
  stored: { account: string; invoice_id: string },
  session: CheckoutSession,
): Promise<Work> {
  const intent = session.paymentIntent ?? ''
  const details = await payments.getPaymentIntent(stored.account, intent)
  const work = applyMoney(tenant, stored.invoice_id, {
    account: stored.account,
    intent,
    sessionId: session.id,
    amount: session.amount,
    currency: session.currency,
    methodLabel: details.outcome === 'ok' ? details.value.methodLabel : null,
    receiptUrl: details.outcome === 'ok' ? details.value.receiptUrl : null,
  })
  return ending(tenant, work, job)
}
