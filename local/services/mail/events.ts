import { createHmac } from 'node:crypto'
import { type Answer, type Call, json, jsonBody } from '../http.ts'
import type { ProductClock } from '../product-clock.ts'
import { randomId } from '../random-id.ts'
import { shuffled } from '../shuffled.ts'
import type { Collection } from '../store.ts'
import type { Mailbox, StoredMail } from './mailbox.ts'

/** Where the provider tells how mails fared. */
export interface MailEventTarget {
  url(): string
  secret: string
}

export interface StoredEvent {
  id: string
  mailId: string
  body: string
}

interface Outside {
  mailbox: Mailbox
  events: Collection<StoredEvent>
  clock: ProductClock
  target: MailEventTarget
}

const TYPES = ['sent', 'delivered', 'delivery_delayed', 'opened', 'clicked', 'bounced', 'complained', 'failed'] as const
type EventType = (typeof TYPES)[number]
const TIMES_MAX = 1000
const TIMEOUT_MS = 15_000

/** What Resend says beside the type. */
const MORE: Partial<Record<EventType, object>> = {
  bounced: { bounce: { type: 'Permanent', subType: 'General', message: '550 5.1.1 No such user here' } },
  clicked: { click: { link: 'https://example.com', ipAddress: '192.0.2.1', userAgent: 'Mozilla/5.0' } },
  failed: { failed: { reason: 'reached_daily_quota' } },
}

/**
 * One more event of the latest mail to an address, signed; `times` sends it so often, `shuffle` with all events of that mail so
 * far in any order.
 */
export async function mailEvent(outside: Outside, call: Call): Promise<Answer> {
  const { to, type, at, times = 1, shuffle = false } = jsonBody(call) ?? {}
  const known = TYPES.find((one) => one === type)
  const isTimes = Number.isInteger(times) && (times as number) >= 1 && (times as number) <= TIMES_MAX
  if (typeof to !== 'string' || !known || !isTimes || (at !== undefined && !isInstant(at)))
    return json({ error: `to: an address; type: ${TYPES.join(', ')}; at: an instant; times: 1 to ${TIMES_MAX}` }, 422)
  const mail = outside.mailbox.list(to).find(({ channel }) => channel === 'EMAIL')
  if (!mail) return json({ error: `No mail to ${to}` }, 404)
  const event = make(outside, mail, known, typeof at === 'string' ? new Date(at) : outside.clock.now())
  const told = shuffle === true ? outside.events.all().filter(({ mailId }) => mailId === mail.id) : [event]
  const round = Array.from({ length: times as number }, () => told).flat()
  const counts = { delivered: 0, failed: 0 }
  for (const one of shuffle === true ? shuffled(round) : round)
    counts[(await post(outside.target, one)) ? 'delivered' : 'failed'] += 1
  return json({ id: event.id, email_id: mail.id, ...counts })
}

const isInstant = (at: unknown) => typeof at === 'string' && Number.isFinite(Date.parse(at))

function make({ events }: Outside, mail: StoredMail, type: EventType, at: Date): StoredEvent {
  const data = {
    email_id: mail.id,
    created_at: mail.sent_at,
    from: mail.from,
    to: mail.to.split(', '),
    subject: mail.subject,
  }
  const body = JSON.stringify({ type: `email.${type}`, created_at: at.toISOString(), data: { ...data, ...MORE[type] } })
  const event = { id: randomId('msg_'), mailId: mail.id, body }
  events.put(event.id, event)
  return event
}

async function post({ url, secret }: MailEventTarget, { id, body }: StoredEvent): Promise<boolean> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')
  const headers = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` }
  const sent = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }
  const response = await fetch(url(), { ...sent, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null)
  await response?.arrayBuffer()
  return response?.ok === true
}

/** What is not base64 behind `whsec_` is the key as it is written. */
const keyOf = (secret: string) => {
  const base64 = secret.replace(/^whsec_/, '')
  return /^[A-Za-z0-9+/]+=*$/.test(base64) ? Buffer.from(base64, 'base64') : Buffer.from(secret)
}
