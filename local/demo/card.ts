import type { SystemDb } from '../../core/db/system-db.ts'
import type { TenantDb } from '../../core/db/tenant-db.ts'
import type { PortalLink } from '../../core/services/documents/portal-links.ts'
import { returnUrl } from '../../core/services/documents/portal-links.ts'
import { payInvoice } from '../../core/services/portal/pay.ts'
import type { CheckoutSession, Payments, PaymentsAnswer, StripeEvent } from '../../core/services/ports.ts'
import { processWebhook } from '../../core/services/webhooks/process.ts'
import { receiveStripeEvent } from '../../core/services/webhooks/receive.ts'
import { takeJobs } from '../../queues/table.ts'

export interface CardPayment {
  system: SystemDb
  /** The customer's handle, which his link opens. */
  customer: TenantDb
  /** The handle of the job that applies the event. */
  jobOf(job: { key: string; lease: string }): TenantDb
  link: PortalLink
  account: string
  number: number
  label: string
}

/** A customer paid by card: a checkout page is made, and Stripe's event about it arrives and is applied. */
export async function payByCard(card: CardPayment): Promise<void> {
  const stripe = stripeOf(card)
  await payInvoice(card.customer, stripe.payments, {
    hash: card.link.hash,
    returnUrl: returnUrl('https://hub.example'),
  })
  const { tenantId, job } = await receiveStripeEvent(card.system, stripe.completed(), false)
  if (!tenantId || !job) throw new Error(`the payment of INV-${card.number} belongs to nobody`)
  const [taken] = await takeJobs(card.system, [{ tenant_id: tenantId, key: job }])
  if (!taken) throw new Error(`the job ${job} is not due`)
  const tenant = card.jobOf(taken)
  await tenant.commit(await processWebhook(tenant, stripe.payments, taken))
}

/** What Stripe would have said about this one payment, long before its simulator was started. */
function stripeOf({ account, number, label }: CardPayment) {
  const intent = `pi_demo_${number}`
  const session = { id: `cs_test_demo_${number}`, amount: 0n, currency: '' }
  const payments = {
    createCheckoutSession: async ({ amount, currency }) => {
      Object.assign(session, { amount, currency })
      return ok<CheckoutSession>({
        ...session,
        url: `https://checkout.example/${session.id}`,
        status: 'open',
        paid: false,
        expiresAt: new Date(),
        paymentIntent: null,
        invoiceId: null,
      })
    },
    getPaymentIntent: async (_account: string, id: string) =>
      ok({
        id,
        status: 'succeeded' as const,
        amountReceived: session.amount,
        amountRefunded: 0n,
        currency: session.currency,
        createdAt: new Date(),
        receiptUrl: null,
        methodLabel: label,
        failure: null,
        invoiceId: null,
      }),
  } satisfies Partial<Payments>
  const completed = (): StripeEvent => ({
    id: `evt_demo_${number}`,
    type: 'checkout.session.completed',
    account,
    created: 0,
    livemode: false,
    object: {
      object: 'checkout.session',
      id: session.id,
      payment_intent: intent,
      payment_status: 'paid',
      amount_total: Number(session.amount),
      currency: session.currency.toLowerCase(),
    },
  })
  return { payments: payments as unknown as Payments, completed }
}

const ok = <T>(value: T): PaymentsAnswer<T> => ({ outcome: 'ok', value })
