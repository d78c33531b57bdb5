import { Hono } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { isUuid } from '../../core/domain/kernel/ids.ts'
import { type ToldText, textFared } from '../../core/services/sms/event.ts'
import { receiveText } from '../../core/services/sms/receive.ts'
import { readMessage, readStatus, TEXT_STATUS_PATH } from '../adapters/sms/incoming.ts'
import { isFromTwilio } from '../adapters/sms/signature.ts'
import { type HubContext, type HubEnv, systemDb, tellConversation } from '../context.ts'
import { enqueue } from '../enqueue.ts'
import { readLimited } from '../middleware/body.ts'

const BODY_BYTES_MAX = 64 * 1024
/** Nothing is answered by us: STOP, START and HELP Twilio answers itself. */
const NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

/** What Twilio tells of text messages, signed with the token of our account; without a token nothing comes from there. */
export const smsWebhooks = new Hono<HubEnv>()
  .post('/v1/webhooks/sms/twilio', async (c) => {
    const text = readMessage(await signedForm(c))
    if (!text) throw new AppError('BAD_REQUEST', 'There is no message in it')
    const arrival = await receiveText(systemDb(c), text, c.var.requestId)
    if (arrival?.job) await enqueue(c.env, arrival.tenant_id, [{ type: 'AI_DRAFT_MAKE', key: arrival.job }])
    return taken(c, arrival?.is_new ? arrival : null)
  })
  .post(TEXT_STATUS_PATH, async (c) => {
    const event = readStatus(await signedForm(c))
    const [tenant, key] = [c.req.query('tenant') ?? '', c.req.query('key') ?? '']
    if (!event) throw new AppError('BAD_REQUEST', 'There is no status in it')
    return taken(c, isUuid(tenant) ? await textFared(systemDb(c), { tenant, key }, event) : null)
  })

/** Open pages hear of it. */
function taken(c: HubContext, told: ToldText | null): Response {
  if (told) tellConversation(c, told)
  return c.body(NO_ANSWER, 200, { 'Content-Type': 'text/xml; charset=utf-8' })
}

/** The fields of a form that Twilio signed for the public address that it was sent to (SM1). */
async function signedForm(c: HubContext): Promise<Record<string, string>> {
  const { APP_ORIGIN, SMS_AUTH_TOKEN } = c.var.services.settings
  const fields = [...new URLSearchParams(await readLimited(c.req.raw, BODY_BYTES_MAX))]
  const { pathname, search } = new URL(c.req.url)
  const url = `${new URL(APP_ORIGIN).origin}${pathname}${search}`
  if (!SMS_AUTH_TOKEN || !isFromTwilio(SMS_AUTH_TOKEN, c.req.header('X-Twilio-Signature'), url, fields)) {
    console.error(JSON.stringify({ event: 'security.webhook_refused', request_id: c.var.requestId }))
    throw new AppError('BAD_REQUEST', 'The signature does not fit the form')
  }
  return Object.fromEntries(fields)
}
