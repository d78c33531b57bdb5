import { Hono } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { receiveMailEvent } from '../../core/services/outbound/receive.ts'
import { isFromResend, readResendEvent } from '../adapters/mail-hooks/resend-events.ts'
import { type HubEnv, systemDb } from '../context.ts'
import { enqueue } from '../enqueue.ts'
import { readLimited } from '../middleware/body.ts'
import { answer } from '../respond.ts'

const BODY_BYTES_MAX = 256 * 1024

/** How mails fared, told by the provider that took them: verify, store, enqueue, 200 (H-WH-5). Without its secret it does not exist here. */
export const mailEvents = new Hono<HubEnv>().post('/v1/webhooks/mail/resend', async (c) => {
  const secret = c.var.services.settings.RESEND_WEBHOOK_SECRET
  const raw = await readLimited(c.req.raw, BODY_BYTES_MAX)
  const header = (name: string) => c.req.header(`svix-${name}`) ?? c.req.header(`webhook-${name}`)
  const headers = { id: header('id'), timestamp: header('timestamp'), signature: header('signature') }
  if (!secret || !(await isFromResend(raw, headers, secret, Math.floor(Date.now() / 1000)))) {
    console.error(JSON.stringify({ event: 'security.webhook_refused', request_id: c.var.requestId }))
    throw new AppError('BAD_REQUEST', 'The signature does not fit the body')
  }
  const event = readResendEvent(raw, headers.id ?? '')
  const stored = event && (await receiveMailEvent(systemDb(c), event))
  if (stored) await enqueue(c.env, stored.tenantId, [{ type: 'WEBHOOK_PROCESS', key: stored.job }])
  return answer(c, { received: true })
})
