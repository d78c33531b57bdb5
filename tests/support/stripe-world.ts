import type { MessageBatch } from '@cloudflare/workers-types'
import { sql } from 'drizzle-orm'
import { newId } from '../../core/db/ids.ts'
import { connect, type Db, Meter } from '../../core/db/meter.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import { DISPUTE_STATUSES } from '../../core/domain/payments/disputes.ts'
import type { RefundStatus } from '../../core/domain/payments/refunds.ts'
import { AuditKeys } from '../../core/services/audit/keys.ts'
import { ThreadTokens } from '../../core/services/messages/thread-tokens.ts'
import type {
  CheckoutSession,
  Dispute,
  EventPage,
  NewRefund,
  PaymentIntent,
  Payments,
  PaymentsAnswer,
  Refund,
  StripeEvent,
} from '../../core/services/ports.ts'
import { receiveStripeEvent } from '../../core/services/webhooks/receive.ts'
import { consume } from '../../queues/consumer.ts'
import type { JobContext, JobRow } from '../../queues/context.ts'
import { archiveFormat } from '../../workers/adapters/archive/format.ts'
import { readStored } from '../../workers/adapters/mail-reader/read-stored.ts'
import { identityMailer } from '../../workers/mails/identity.ts'
import { noticesMailer } from '../../workers/mails/notices.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'
import { fakeCallMeter } from './fake-call-meter.ts'
import { fakeFiles } from './fake-files.ts'
import { fakeMailer, letters, MAIL_DOMAIN, sendPorts } from './fake-mailer.ts'
import { fakeParts } from './fake-parts.ts'
import { fakeTexter } from './fake-texter.ts'

/** Few, so that a test needs no hundreds. */
const EVENTS_OF_A_PAGE = 2

const ok = <T>(value: T): PaymentsAnswer<T> => ({ outcome: 'ok', value })

/** What Stripe knows, to be asked by jobs; and the ways events come in. */
export function stripeWorld(database: TestDatabase) {
  /** What open pages were told of what a job began. */
  const told: string[] = []
  const intents = new Map<string, PaymentIntent>()
  const sessionsByIntent = new Map<string, CheckoutSession>()
  const refunds = new Map<string, Refund[]>()
  const disputes = new Map<string, Dispute[]>()
  const refundsByKey = new Map<string, Refund>()
  /** What Stripe recorded, oldest first. */
  const events: StripeEvent[] = []
  /** What happens while Stripe's answer is on its way. */
  const whileAsked: { disputes?: () => Promise<void> } = {}
  const state = {
    isDown: false,
    disconnects: true,
    disconnected: [] as string[],
    losesAnswers: false,
    refunds: 'SUCCEEDED' as RefundStatus | 'refused',
    delayMs: 0,
    asking: [] as string[],
    askedAtOnce: [] as string[][],
  }
  const known = <T>(value: T | undefined): PaymentsAnswer<T> =>
    state.isDown
      ? { outcome: 'unavailable', reason: 'Stripe is down' }
      : value === undefined
        ? { outcome: 'refused', code: 'resource_missing', reason: 'No such object' }
        : ok(value)
  /** Remembers about what it is asked at the same time. */
  const slowly = async <T>(id: string, answer: () => PaymentsAnswer<T>): Promise<PaymentsAnswer<T>> => {
    state.asking.push(id)
    state.askedAtOnce.push([...state.asking])
    if (state.delayMs) await new Promise((resolve) => setTimeout(resolve, state.delayMs))
    state.asking.splice(state.asking.indexOf(id), 1)
    return answer()
  }
  const payments = {
    getPaymentIntent: (_account: string, id: string) => slowly(id, () => known(intents.get(id))),
    findSessionByIntent: async (_account: string, id: string) => known(sessionsByIntent.get(id) ?? null),
    async createRefund({ key, paymentIntent, requestId, amount, currency }: NewRefund) {
      if (state.isDown) return known<Refund>(undefined)
      const made = refundsByKey.get(key) ?? { id: `re_${newId()}`, requestId, amount, currency, createdAt: new Date() }
      if (state.refunds === 'refused')
        return { outcome: 'refused', code: 'charge_already_refunded', reason: 'Insufficient funds' } as const
      const refund: Refund = { status: state.refunds, ...made }
      if (!refundsByKey.has(key)) refunds.set(paymentIntent, [refund, ...(refunds.get(paymentIntent) ?? [])])
      refundsByKey.set(key, refund)
      await slowly(paymentIntent, () => ok(null))
      return state.losesAnswers ? ({ outcome: 'unavailable', reason: 'No answer' } as const) : ok(refund)
    },
    listRefunds: async (_account: string, id: string) => known(refunds.get(id) ?? []),
    async listDisputes(_account: string, id: string) {
      const answer = known(disputes.get(id) ?? [])
      await whileAsked.disputes?.()
      return answer
    },
    async listEvents(account: string, { types, since, after }: Parameters<Payments['listEvents']>[1]) {
      const listed = events
        .filter((event) => event.account === account && types.includes(event.type))
        .filter((event) => event.created * 1000 >= since.getTime())
        .toReversed()
      const from = after === null ? 0 : listed.findIndex(({ id }) => id === after) + 1
      if (after !== null && from === 0) return known<EventPage>(undefined)
      const page = listed.slice(from, from + EVENTS_OF_A_PAGE)
      return known({ events: page, next: listed.length > from + page.length ? page.at(-1)!.id : null })
    },
    getSession: async (_account: string, id: string) =>
      known([...sessionsByIntent.values()].find((one) => one.id === id)),
    expireSession: async () => known(undefined),
    async disconnect(account: string) {
      if (state.isDown) return known<void>(undefined)
      state.disconnected.push(account)
      return state.disconnects
        ? ok(undefined)
        : { outcome: 'refused', code: 'invalid_client', reason: 'No such application' }
    },
  } as unknown as Payments
  const enqueued: { tenant_id: string; key: string }[] = []
  const meter = new Meter()
  const db = () => connect({ url: database.appUrl, gateway: database.gateway.url }, meter)
  const open = (on: Db, job: JobRow) =>
    TenantDb.open(on, { kind: 'job', tenantId: job.tenant_id, key: job.key, lease: job.lease }, { requestId: 'job' })
  const mailer = fakeMailer()
  const files = fakeFiles()
  const parts = fakeParts(files)
  const counter = fakeCallMeter()
  const context: JobContext = {
    ...sendPorts(mailer),
    letters,
    noticesMailer: noticesMailer(mailer, 'http://hub.example'),
    identityMailer: identityMailer(mailer, 'http://hub.example'),
    payments,
    auditKeys: new AuditKeys(['the key of these tests']),
    fileStore: files,
    partStore: parts,
    archiveFormat,
    readMail: readStored,
    threads: new ThreadTokens('a secret of the tests'),
    mailDomain: MAIL_DOMAIN,
    texter: fakeTexter(),
    textStatusUrl: 'http://hub.example/status',
    mailHost: null,
    system: new SystemDb(db()),
    isLive: false,
    draftModel: null,
    callMeter: counter.meter,
    enqueue: async (tenant_id, jobs) => void enqueued.push(...jobs.map(({ key }) => ({ tenant_id, key }))),
    tell: (_, kind, id) => void told.push(`${kind} ${id}`),
    tenantOf: (job) => open(db(), job),
    snapshotOf: (job) =>
      open(connect({ url: database.appUrl, gateway: database.gateway.url }, meter, 'RepeatableRead'), job),
  }
  /** One batch of a queue; `timing` as short as a test wants to wait. */
  const work = async (messages: { tenant_id: string; key: string }[], timing?: Parameters<typeof consume>[2]) =>
    consume(
      { messages: messages.map((body) => ({ body })), ackAll: () => {} } as unknown as MessageBatch<unknown>,
      context,
      timing,
    )

  return {
    mailer,
    files,
    parts,
    counter,
    told,
    intents,
    sessionsByIntent,
    refunds,
    disputes,
    whileAsked,
    events,
    enqueued,
    state,
    meter,
    context,
    work,
    receive: (event: StripeEvent) => receiveStripeEvent(context.system, event, false),
    /** Received and worked off, as one event of Stripe is. */
    async deliver(event: StripeEvent): Promise<void> {
      const { tenantId, job } = await receiveStripeEvent(context.system, event, false)
      if (tenantId && job) await work([{ tenant_id: tenantId, key: job }])
    },
    /** Everything that is due by now, as the cron would. */
    async sweep(): Promise<void> {
      const due = await context.system.rows<{ tenant_id: string; key: string }>(sql`app.sweep(500, 1)`)
      await work(due)
    },
  }
}

export type StripeWorld = ReturnType<typeof stripeWorld>

export interface Checkout {
  account: string
  session: string
  intent: string
  completed(more?: object): StripeEvent
  succeeded(more?: object): StripeEvent
  refunded(id: string, amount: number): StripeEvent
  /** Stripe knows these refunds of it, and no others. */
  refundedBy(refunds: [id: string, amount: number, status?: RefundStatus][]): StripeEvent
  dispute: string
  /** Stripe knows the one dispute of it like this. */
  disputed(status: string, more?: { amount?: number; withdrawn?: boolean }): StripeEvent
}

/** A connected account with an open checkout session for an invoice, here and at Stripe. */
export async function openCheckout(
  world: StripeWorld,
  database: TestDatabase,
  business: TestBusiness,
  invoiceId: string,
  amount = 10000,
  currency = 'cad',
): Promise<Checkout> {
  const account = `acct_${business.tenantId.replaceAll('-', '').slice(0, 16)}${business.tenantId.slice(-8)}`
  const session = `cs_test_${newId()}`
  const intent = `pi_${newId()}`
  await database.admin(
    `insert into app.stripe_accounts (account, tenant_id, charges_enabled) values ($1, $2, true) on conflict do nothing`,
    [account, business.tenantId],
  )
  await database.admin(
    `insert into checkout_sessions (tenant_id, id, account, invoice_id, amount, currency, url, expires_at) values ($1, $2, $3, $4, $5, $6, 'https://x', now() + interval '1 day')`,
    [business.tenantId, session, account, invoiceId, amount, currency.toUpperCase()],
  )
  const paid: PaymentIntent = {
    id: intent,
    status: 'succeeded',
    amountReceived: BigInt(amount),
    amountRefunded: 0n,
    currency: currency.toUpperCase(),
    createdAt: new Date(),
    receiptUrl: 'https://stripe.example/receipt',
    methodLabel: 'Visa ending 4242',
    failure: null,
    invoiceId,
  }
  world.intents.set(intent, paid)
  world.sessionsByIntent.set(intent, {
    id: session,
    url: null,
    status: 'complete',
    paid: true,
    expiresAt: new Date(),
    paymentIntent: intent,
    amount: BigInt(amount),
    currency: currency.toUpperCase(),
    invoiceId,
  })
  const dispute = `dp_${newId()}`
  const metadata = { invoice_id: invoiceId }
  const eventOf = (type: string, object: Record<string, unknown>): StripeEvent => ({
    id: `evt_${newId()}`,
    type,
    account,
    created: 1,
    livemode: false,
    object,
  })
  return {
    account,
    session,
    intent,
    completed: (more = {}) =>
      eventOf('checkout.session.completed', {
        object: 'checkout.session',
        id: session,
        payment_intent: intent,
        payment_status: 'paid',
        amount_total: amount,
        currency,
        metadata,
        ...more,
      }),
    succeeded: (more = {}) =>
      eventOf('payment_intent.succeeded', {
        object: 'payment_intent',
        id: intent,
        amount,
        amount_received: amount,
        currency,
        metadata,
        ...more,
      }),
    refunded: (id, refunded) => refundedBy([[id, refunded]]),
    refundedBy,
    dispute,
    disputed(status, more = {}) {
      world.disputes.set(intent, [
        {
          id: dispute,
          status: DISPUTE_STATUSES.find((known) => known === status.toUpperCase())!,
          amount: BigInt(more.amount ?? amount),
          currency: currency.toUpperCase(),
          reason: 'fraudulent',
          withdrawn: more.withdrawn ?? !status.startsWith('warning'),
          evidenceDueBy: new Date(Date.now() + 7 * 86_400_000),
          live: false,
          createdAt: new Date(),
        },
      ])
      return eventOf('charge.dispute.updated', { object: 'dispute', id: dispute, payment_intent: intent, status })
    },
  }

  function refundedBy(told: [id: string, amount: number, status?: RefundStatus][]): StripeEvent {
    world.refunds.set(
      intent,
      told.map(([id, refunded, status = 'SUCCEEDED']) => ({
        id: id.startsWith('re_') ? id : `${intent}_${id}`,
        requestId: null,
        status,
        amount: BigInt(refunded),
        currency: currency.toUpperCase(),
        createdAt: new Date(),
      })),
    )
    return eventOf('charge.refunded', {
      object: 'charge',
      id: `ch_${newId()}`,
      payment_intent: intent,
      amount,
      currency,
      metadata,
    })
  }
}
