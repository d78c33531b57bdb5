import { z } from 'zod'
import type { OutgoingText, Texter, TextOutcome } from '../../../core/services/sms/ports.ts'

export interface TwilioConfig {
  accountSid: string
  authToken: string
  /** Default https://api.twilio.com. */
  apiUrl?: string | undefined
  timeoutMs?: number | undefined
}

const TIMEOUT_MS = 10_000
const ANSWER_BYTES_MAX = 256 * 1024
const LISTED_MAX = 50
/** Its clock and ours, and its times without milliseconds. */
const CLOCKS_DIFFER_MS = 2_000
const NOT_DELIVERED = ['undelivered', 'failed', 'canceled']
/** Attempt to send to unsubscribed recipient. */
const UNSUBSCRIBED = 21610

/** Text messages by Twilio's REST API, or by anything that speaks it. */
export function twilioTexter(config: TwilioConfig): Texter {
  return {
    async send(text) {
      const earlier = text.triedAt && (await findEarlier(config, text, text.triedAt))
      return earlier || post(config, text)
    },
  }
}

/** Where no account is set up. */
export const noTexter: Texter = {
  send: async () => ({ outcome: 'refused', reason: 'Text messages are not set up here', isOptedOut: false }),
}

/**
 * Twilio knows no idempotency keys: before a message is sent again that may have gone out, what it has had since is looked
 * at. Null when it is not there; when nobody knows, nothing is sent.
 */
async function findEarlier(config: TwilioConfig, text: OutgoingText, triedAt: Date): Promise<TextOutcome | null> {
  const query = new URLSearchParams({ To: text.to, From: text.from, PageSize: String(LISTED_MAX) })
  const answer = await call(config, `${addressOf(config)}?${query}`, { method: 'GET' })
  const list = Listed.safeParse(answer.body)
  if (answer.status !== 200 || !list.success) return { outcome: 'unknown', reason: reasonOf(answer) }
  const since = triedAt.getTime() - CLOCKS_DIFFER_MS
  const found = list.data.messages.find(
    ({ body, date_created, status }) =>
      body === text.body && Date.parse(date_created) >= since && !NOT_DELIVERED.includes(status),
  )
  return found ? { outcome: 'accepted', id: found.sid } : null
}

const Listed = z.object({
  messages: z.array(
    z.object({ sid: z.string().min(1), body: z.string(), status: z.string(), date_created: z.string() }),
  ),
})

async function post(config: TwilioConfig, text: OutgoingText): Promise<TextOutcome> {
  const { to, from, body, statusUrl } = text
  const form = new URLSearchParams({ To: to, From: from, Body: body, StatusCallback: statusUrl })
  const answer = await call(config, addressOf(config), { method: 'POST', body: form })
  const { status } = answer
  const { sid = '', code } = Answer.catch({}).parse(answer.body)
  const reason = reasonOf(answer)
  if (status >= 200 && status < 300) return sid ? { outcome: 'accepted', id: sid } : { outcome: 'unknown', reason }
  if (status < 400 || status === 408 || status === 409 || status >= 500) return { outcome: 'unknown', reason }
  return { outcome: 'refused', reason, isOptedOut: code === UNSUBSCRIBED }
}

const Answer = z.object({ sid: z.string().optional(), code: z.number().optional(), message: z.string().optional() })

interface Answered {
  /** 0 when none came. */
  status: number
  body: unknown
}

const addressOf = ({ apiUrl, accountSid }: TwilioConfig) =>
  `${(apiUrl ?? 'https://api.twilio.com').replace(/\/+$/, '')}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`

function reasonOf({ status, body }: Answered): string {
  const { message = '' } = Answer.catch({}).parse(body)
  const line = message.replace(/\s+/g, ' ').trim().slice(0, 300)
  return line || (status ? `The text message provider answered ${status}` : 'The text message provider did not answer')
}

async function call(config: TwilioConfig, url: string, request: RequestInit): Promise<Answered> {
  try {
    const response = await fetch(url, {
      ...request,
      headers: { authorization: `Basic ${btoa(`${config.accountSid}:${config.authToken}`)}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(config.timeoutMs ?? TIMEOUT_MS),
    })
    return { status: response.status, body: await readJson(response) }
  } catch {
    return { status: 0, body: null }
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (Number(response.headers.get('Content-Length') ?? 0) > ANSWER_BYTES_MAX) return null
  return response.json().catch(() => null)
}
