import { type Answer, type Call, escapeHtml, html, redirect } from '../http.ts'
import { completeAccount } from './accounts.ts'
import { displayAmount } from './currency.ts'
import { OUTCOMES, type Outcome, pay } from './payments.ts'
import { StripeProblem } from './problem.ts'
import { sessionOfPage } from './sessions.ts'
import type { OwnedSession, StripeState } from './state.ts'

/** The page where the customer of a business pays. */
export function checkoutPage(state: StripeState, id: string): Answer {
  const session = sessionOfPage(state, id)
  if (!session) return notFound('This payment page does not exist.')
  return html(layout(title(state, session), body(state, session)))
}

export function checkoutForm(state: StripeState, id: string, call: Call): Answer {
  const session = sessionOfPage(state, id)
  if (!session) return notFound('This payment page does not exist.')
  const outcome = new URLSearchParams(call.body.toString('utf8')).get('outcome')
  if (!isOutcome(outcome)) return html(layout('Payment', '<p>Choose how to pay.</p>'), 400)
  if (!pay(state, session, outcome)) {
    const now = sessionOfPage(state, id) ?? session
    return html(layout(title(state, now), body(state, now)), 409)
  }
  const { success_url, cancel_url } = session.object
  if (outcome === 'declined' || outcome === 'async_failed')
    return redirect(cancel_url ?? `${state.base()}/stripe/checkout/${id}`)
  return redirect(success_url.replaceAll('{CHECKOUT_SESSION_ID}', id))
}

/** Where the owner of a business completes the account. */
export function onboardingPage(state: StripeState, id: string, query: URLSearchParams): Answer {
  const account = state.accounts.get(id)
  if (!account) return notFound('This account does not exist.')
  const action = escapeHtml(`/stripe/onboarding/${id}?${query}`)
  const content = `<p class="who">${escapeHtml(businessName(state, id))}</p>
<p>Stripe simulator: nothing is checked and no money moves.</p>
<form method="post" action="${action}"><button class="main">Complete the account</button></form>`
  return html(layout('Set up payments', content))
}

export function onboardingForm(state: StripeState, id: string, query: URLSearchParams): Answer {
  try {
    completeAccount(state, id)
  } catch (problem) {
    if (problem instanceof StripeProblem) return notFound('This account does not exist.')
    throw problem
  }
  const returnUrl = query.get('return_url') ?? ''
  return /^https?:\/\//.test(returnUrl) ? redirect(returnUrl) : html(layout('Set up payments', '<p>Done.</p>'))
}

export function receiptPage(state: StripeState, id: string): Answer {
  const charge = state.charges.get(id)
  if (!charge || charge.object.status === 'failed') return notFound('This receipt does not exist.')
  const { amount, amount_refunded, currency, description, created } = charge.object
  const refunded = amount_refunded > 0 ? `<p>Refunded: ${escapeHtml(displayAmount(amount_refunded, currency))}</p>` : ''
  const content = `<p class="who">${escapeHtml(businessName(state, charge.account))}</p>
<p class="amount">${escapeHtml(displayAmount(amount, currency))}</p>
<p>${escapeHtml(String(description ?? ''))}</p>
<p>Paid ${new Date(created * 1000).toISOString().slice(0, 10)}</p>${refunded}`
  return html(layout('Receipt', content))
}

const isOutcome = (value: string | null): value is Outcome => OUTCOMES.some((outcome) => outcome === value)

const notFound = (message: string) => html(layout('Not found', `<p>${message}</p>`), 404)

const businessName = (state: StripeState, account: string | null) =>
  String(state.accounts.get(account ?? '')?.business_profile.name ?? 'Business')

const title = (state: StripeState, session: OwnedSession) => `Pay ${businessName(state, session.account)}`

function body(state: StripeState, session: OwnedSession): string {
  const { amount_total, currency, status, payment_status, cancel_url } = session.object
  const head = `<p class="who">${escapeHtml(businessName(state, session.account))}</p>
<p class="amount">${escapeHtml(displayAmount(amount_total, currency))}</p>
<p>${escapeHtml(session.description)}</p>`
  if (status === 'expired') return `${head}<p class="state">This payment page has expired. Nothing was charged.</p>`
  if (payment_status === 'paid') return `${head}<p class="state">This payment is complete.</p>`
  const isProcessing = state.intents.get(session.object.payment_intent ?? '')?.object.status === 'processing'
  if (status === 'complete') {
    return isProcessing
      ? `${head}<p class="state">The bank payment is on its way.</p>
${choices([
  ['async_paid', 'The bank pays', 'main'],
  ['async_failed', 'The bank refuses', ''],
])}`
      : `${head}<p class="state">The bank refused this payment. Nothing was charged.</p>`
  }
  const back = cancel_url ? `<p><a href="${escapeHtml(cancel_url)}">Back without paying</a></p>` : ''
  return `${head}${choices([
    ['paid', 'Pay with card ending 4242', 'main'],
    ['declined', 'Pay with a card that is declined', ''],
    ['async_pending', 'Pay later by bank', ''],
  ])}${back}`
}

const choices = (buttons: [outcome: Outcome, label: string, kind: string][]) =>
  `<form method="post">${buttons
    .map(([outcome, label, kind]) => `<button class="${kind}" name="outcome" value="${outcome}">${label}</button>`)
    .join('')}</form>`

const layout = (heading: string, content: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escapeHtml(heading)}</title><style>
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem }
.who { margin: 0; opacity: .8 } .amount { font-size: 2rem; font-weight: 600; margin: .25rem 0 }
button { display: block; width: 100%; min-height: 44px; margin: .75rem 0; font: inherit; border: 1px solid #888; border-radius: 6px; background: none; color: inherit }
button.main { background: #1a56db; border-color: #1a56db; color: #fff } footer { margin-top: 2rem; font-size: .8rem; opacity: .8 }
</style></head><body><h1 style="font-size:1rem">${escapeHtml(heading)}</h1>
${content}
<footer>Stripe simulator: no money moves.</footer></body></html>`
