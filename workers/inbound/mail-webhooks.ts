import { Hono } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { MAIL_BYTES_MAX } from '../../core/domain/mail/read-mail.ts'
import { mailArrives } from '../../core/services/mail/receive.ts'
import type { HookedMail } from '../adapters/mail-hooks/hooked-mail.ts'
import { isFromMailgun, readMailgun } from '../adapters/mail-hooks/mailgun.ts'
import { isFromPostmark, readPostmark } from '../adapters/mail-hooks/postmark.ts'
import { type HubContext, type HubEnv, systemDb } from '../context.ts'
import { enqueue } from '../enqueue.ts'
import { readLimited } from '../middleware/body.ts'
import { answer } from '../respond.ts'

/** A mail grows in JSON and in a form. */
const BODY_BYTES_MAX = 1.5 * MAIL_BYTES_MAX

/** Mail that a provider received for us, into the function that `email()` calls. One whose key is not set does not exist here. */
export const mailWebhooks = new Hono<HubEnv>()
  .post('/v1/webhooks/mail/postmark', async (c) => {
    const credentials = c.var.services.settings.POSTMARK_INBOUND_AUTH
    if (!credentials || !isFromPostmark(c.req.header('Authorization'), credentials)) throw refused(c)
    return take(c, readPostmark(await readLimited(c.req.raw, BODY_BYTES_MAX)))
  })
  .post('/v1/webhooks/mail/mailgun', async (c) => {
    const key = c.var.services.settings.MAILGUN_SIGNING_KEY
    const form = key ? await readForm(c) : null
    if (!key || !form || !isFromMailgun(form, key, Math.floor(Date.now() / 1000))) throw refused(c)
    return take(c, readMailgun(form))
  })

async function readForm(c: HubContext): Promise<FormData | null> {
  const body = await readLimited(c.req.raw, BODY_BYTES_MAX)
  const headers = { 'Content-Type': c.req.header('Content-Type') ?? '' }
  return new Response(body, { headers }).formData().catch(() => null)
}

/** What is for nobody is taken and forgotten, so that nothing can be learned, and the provider does not send it again. */
async function take(c: HubContext, mail: HookedMail | null) {
  if (!mail) throw new AppError('BAD_REQUEST', 'There is no raw mail in it: let the provider send the raw content')
  const { fileStore, mailDomain } = c.var.services
  const { raw, ...envelope } = mail
  const body = new Blob([raw as Uint8Array<ArrayBuffer>]).stream()
  const incoming = { ...envelope, raw: body, sizeBytes: raw.length }
  const arrival = await mailArrives(systemDb(c), fileStore, mailDomain, incoming)
  if (arrival.outcome === 'received') {
    await enqueue(c.env, arrival.tenantId, [{ type: 'MAIL_READ', key: arrival.job }])
  }
  return answer(c, { received: true })
}

function refused(c: HubContext): AppError {
  console.error(JSON.stringify({ event: 'security.webhook_refused', request_id: c.var.requestId }))
  return new AppError('UNAUTHORIZED', 'This is not signed by the provider')
}
