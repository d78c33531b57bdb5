import type { ProductClock } from '../product-clock.ts'
import type { Route } from '../router.ts'
import type { Store } from '../store.ts'
import { stripeApi } from './api.ts'
import { disputeCall, modeCall, redeliverCall, refundCall } from './control.ts'
import { type Deliveries, RETRY_MS, webhookDeliveries } from './deliveries.ts'
import { newEvent } from './events.ts'
import { checkoutForm, checkoutPage, onboardingForm, onboardingPage, receiptPage } from './pages.ts'
import { recallCall } from './recall.ts'
import { type StripeState, seconds, stripeState } from './state.ts'

export interface StripeOptions {
  webhookUrl(): string
  webhookSecret: string
  webhookRetryMs?: readonly number[]
}

export interface StripeSimulator {
  state: StripeState
  deliveries: Deliveries
  routes: Route[]
}

export function stripeSimulator(
  store: Store,
  clock: ProductClock,
  base: () => string,
  options: StripeOptions,
): StripeSimulator {
  const state: StripeState = stripeState(store, {
    clock,
    base,
    emit(type, account, object) {
      const event = newEvent(type, account, object, seconds(state))
      state.events.put(event.object.id, event)
      deliveries.enqueue(event.object.id)
    },
  })
  const deliveries: Deliveries = webhookDeliveries({
    deliveries: store.collection('stripe.deliveries'),
    events: state.events,
    mode: state.mode,
    webhookUrl: options.webhookUrl,
    webhookSecret: options.webhookSecret,
    retryMs: options.webhookRetryMs ?? RETRY_MS,
  })
  return { state, deliveries, routes: routes(state, deliveries) }
}

function routes(state: StripeState, deliveries: Deliveries): Route[] {
  const api = stripeApi(state)
  return [
    {
      path: /^\/stripe\/checkout\/([^/]+)$/,
      get: (_, id) => checkoutPage(state, id),
      post: (call, id) => checkoutForm(state, id, call),
    },
    {
      path: /^\/stripe\/onboarding\/([^/]+)$/,
      get: (call, id) => onboardingPage(state, id, call.query),
      post: (call, id) => onboardingForm(state, id, call.query),
    },
    { path: /^\/stripe\/receipts\/([^/]+)$/, get: (_, id) => receiptPage(state, id) },
    { path: /^\/stripe\/mode$/, post: (call) => modeCall(state, call) },
    { path: /^\/stripe\/redeliver$/, post: (call) => redeliverCall(deliveries, call) },
    { path: /^\/stripe\/dispute$/, post: (call) => disputeCall(state, call) },
    { path: /^\/stripe\/recall$/, post: (call) => recallCall(state, call) },
    { path: /^\/stripe\/refund$/, post: (call) => refundCall(state, call) },
    // The stripe library takes no path before /v1.
    { path: /^\/(?:v1\/.*|oauth\/deauthorize)$/, any: api },
    { path: /^\/stripe(\/(?:v1\/.*|oauth\/deauthorize))$/, any: (call, path) => api({ ...call, path }) },
  ]
}
