import type { ProductClock } from '../product-clock.ts'
import type { Collection, Store } from '../store.ts'
import type { DisputeStatus } from './disputes.ts'
import { missing } from './problem.ts'

export interface StripeObject {
  id: string
  object: string
  created: number
  [field: string]: unknown
}

export interface Account extends StripeObject {
  charges_enabled: boolean
  country: string
  business_profile: Record<string, unknown>
  metadata: Record<string, string>
  /** The platform has no access any more. */
  deauthorized?: true
}

export interface Session extends StripeObject {
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid'
  amount_total: number
  currency: string
  expires_at: number
  payment_intent: string | null
  url: string | null
  success_url: string
  cancel_url: string | null
  customer_email: string | null
}

export interface Intent extends StripeObject {
  status: 'requires_payment_method' | 'processing' | 'succeeded' | 'canceled'
  amount: number
  amount_received: number
  currency: string
  latest_charge: string | null
  last_payment_error: Record<string, unknown> | null
}

export interface Charge extends StripeObject {
  status: 'succeeded' | 'pending' | 'failed'
  amount: number
  amount_refunded: number
  refunded: boolean
  disputed: boolean
  currency: string
  payment_intent: string
}

export interface Refund extends StripeObject {
  amount: number
  charge: string
  payment_intent: string
  status: string
}

export interface Dispute extends StripeObject {
  amount: number
  balance_transactions: { amount: number; [field: string]: unknown }[]
  charge: string
  currency: string
  evidence_details: { due_by: number | null; has_evidence: boolean; past_due: boolean; submission_count: number }
  payment_intent: string
  status: DisputeStatus
}

export interface StripeEvent extends StripeObject {
  type: string
  account?: string
  data: { object: Record<string, unknown> }
}

/** An object and the account it lives in; null is the platform's own. */
export interface Owned<T> {
  account: string | null
  object: T
}

export interface OwnedSession extends Owned<Session> {
  description: string
  intent: { metadata: Record<string, string>; description: string | null; receiptEmail: string | null }
}

export interface StripeMode {
  webhooks: 'on' | 'off'
  api: 'up' | 'down' | 'slow' | 'lose_answer'
  slowMs: number
}

export interface StripeState {
  accounts: Collection<Account>
  sessions: Collection<OwnedSession>
  intents: Collection<Owned<Intent>>
  charges: Collection<Owned<Charge>>
  refunds: Collection<Owned<Refund>>
  disputes: Collection<Owned<Dispute>>
  events: Collection<Owned<StripeEvent>>
  /** Answers by idempotency key. */
  keys: Collection<{ request: string; status: number; body: string; created: number }>
  clock: ProductClock
  mode(): StripeMode
  setMode(change: Partial<StripeMode>): StripeMode
  /** Where this server is reached. */
  base(): string
  /** Records an event and hands it to the deliveries. */
  emit(type: string, account: string | null, object: StripeObject): void
}

const INITIAL_MODE: StripeMode = { webhooks: 'on', api: 'up', slowMs: 20_000 }

export function stripeState(store: Store, outside: Pick<StripeState, 'base' | 'emit' | 'clock'>): StripeState {
  const modes = store.collection<StripeMode>('stripe.mode')
  return {
    ...outside,
    accounts: store.collection('stripe.accounts'),
    sessions: store.collection('stripe.sessions'),
    intents: store.collection('stripe.intents'),
    charges: store.collection('stripe.charges'),
    refunds: store.collection('stripe.refunds'),
    disputes: store.collection('stripe.disputes'),
    events: store.collection('stripe.events'),
    keys: store.collection('stripe.keys'),
    mode: () => modes.get('mode') ?? INITIAL_MODE,
    setMode(change) {
      modes.put('mode', { ...(modes.get('mode') ?? INITIAL_MODE), ...change })
      return modes.get('mode') ?? INITIAL_MODE
    },
  }
}

export const seconds = (state: StripeState) => Math.floor(state.clock.now().getTime() / 1000)

/** Another account's object does not exist. */
export function owned<O extends Owned<StripeObject>>(
  collection: Collection<O>,
  account: string | null,
  id: string,
  names: { object: string; param: string },
): O {
  const found = collection.get(id)
  if (!found || found.account !== account) throw missing(names.object, id, names.param)
  return found
}
