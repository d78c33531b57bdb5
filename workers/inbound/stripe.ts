import { Hono } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { receiveStripeEvent } from '../../core/services/webhooks/receive.ts'
import { type HubEnv, systemDb } from '../context.ts'
import { enqueue } from '../enqueue.ts'
import { readLimited } from '../middleware/body.ts'
import { answer } from '../respond.ts'

const BODY_BYTES_MAX = 1024 * 1024

/** Verify, store, enqueue, 200. Money is applied by the job (H-WH-1, WH12). */
export const stripeWebhook = new Hono<HubEnv>().post('/v1/webhooks/stripe', async (c) => {
  const { webhooks, settings } = c.var.services
  const raw = await readLimited(c.req.raw, BODY_BYTES_MAX)
  const event = await webhooks.verifyWebhook(
    raw,
    c.req.header('Stripe-Signature') ?? null,
    Math.floor(Date.now() / 1000),
  )
  if (!event) {
    console.error(JSON.stringify({ event: 'security.webhook_refused', request_id: c.var.requestId }))
    throw new AppError('BAD_REQUEST', 'The signature does not fit the body')
  }
  const stored = await receiveStripeEvent(systemDb(c), event, settings.STRIPE_LIVE === 'true')
  if (!stored.tenantId) {
    const { id, type, account } = event
    console.error(JSON.stringify({ event: 'webhook.rejected', id, type, account, request_id: c.var.requestId }))
  }
  if (stored.tenantId && stored.job) {
    await enqueue(c.env, stored.tenantId, [{ type: 'WEBHOOK_PROCESS', key: stored.job }])
  }
  return answer(c, { received: true })
})
