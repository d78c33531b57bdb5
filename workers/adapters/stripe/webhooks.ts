import Stripe from 'stripe'
import type { StripeEvent, WebhookVerifier } from '../../../core/services/ports.ts'

const TOLERANCE_SECONDS = 300

/** Verifies what claims to come from Stripe, before anything reads it (WH1, WH2). */
export function stripeWebhooks(secret: string): WebhookVerifier {
  const subtle = Stripe.createSubtleCryptoProvider()
  return {
    async verifyWebhook(rawBody, signatureHeader, nowSeconds) {
      if (!signatureHeader || isFromTheFuture(signatureHeader, nowSeconds)) return null
      try {
        const verified = await Stripe.webhooks.constructEventAsync(
          rawBody,
          signatureHeader,
          secret,
          TOLERANCE_SECONDS,
          subtle,
          nowSeconds * 1000,
        )
        return readEvent(verified)
      } catch {
        return null
      }
    },
  }
}

// The library accepts any time to come. It signs over the last `t`, so that is the one to look at.
function isFromTheFuture(header: string, nowSeconds: number): boolean {
  const last = header
    .split(',')
    .filter((item) => item.startsWith('t='))
    .at(-1)
  const timestamp = Number.parseInt(last?.slice(2) ?? '', 10)
  return !(timestamp - nowSeconds <= TOLERANCE_SECONDS)
}

/** What is not an event is nobody's. */
export function readEvent(event: unknown): StripeEvent | null {
  if (!isRecord(event) || !isRecord(event.data) || !isRecord(event.data.object)) return null
  const { id, type, account = null, created, livemode } = event
  if (!isName(id) || !isName(type) || typeof created !== 'number' || !Number.isSafeInteger(created)) return null
  if (account !== null && !isName(account)) return null
  return { id, type, account, created, livemode: livemode === true, object: event.data.object }
}

/** Names are kept and compared as they are. */
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,255}$/.test(value)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
