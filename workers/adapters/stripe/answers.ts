import Stripe from 'stripe'
import type { PaymentsAnswer } from '../../../core/services/ports.ts'

type Refusal = Extract<PaymentsAnswer<never>, { outcome: 'refused' }>

/** What Stripe answered, or why there is no answer. Only what Stripe itself judged is a refusal. */
export async function ask<T>(call: () => Promise<T>): Promise<PaymentsAnswer<T>> {
  try {
    return { outcome: 'ok', value: await call() }
  } catch (error) {
    if (error instanceof RangeError) return refused('unreadable_amount', error.message)
    if (!(error instanceof Stripe.errors.StripeError) || isUnavailable(error)) {
      return { outcome: 'unavailable', reason: reasonOf(error) }
    }
    return refused(codeOf(error), reasonOf(error))
  }
}

export const refused = (code: string, reason: string): Refusal => ({ outcome: 'refused', reason, code })

function isUnavailable(error: Stripe.errors.StripeError): boolean {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError } = Stripe.errors
  if (error instanceof StripeConnectionError || error instanceof StripeRateLimitError) return true
  return error instanceof StripeAPIError || (error.statusCode ?? 500) >= 500 || error.statusCode === 409
}

function codeOf(error: Stripe.errors.StripeError): string {
  if (error instanceof Stripe.errors.StripeIdempotencyError) return 'idempotency_error'
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'authentication_error'
  return error.code ?? 'invalid_request_error'
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)
