import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Conversation } from '../../core/contract/conversations.ts'
import type { Mailbox } from '../../core/contract/mailboxes.ts'
import { TENANT_ID, workItemId } from './ids.ts'
import { type DemoMail, MAILS, messageId, rawMail } from './mails.ts'
import { MEMBERS } from './people.ts'
import { fillQuestions } from './questions.ts'
import { fillTexts } from './texts.ts'
import { WORK } from './work.ts'

interface Running {
  origin: string
  adminUrl: string
}

const WAIT_MS = 20_000
const HOUR_MS = 3_600_000
type Api = <T>(method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<T>

/** Mail for the running Worker, read by its jobs like any; then each gets its time, and what was done with it. Does nothing twice. */
export async function fillInbox({ origin, adminUrl }: Running, headers: Record<string, string>): Promise<void> {
  const api: Api = async <T>(method: string, path: string, body?: object, more: Record<string, string> = {}) => {
    const sent = { method, headers: { 'content-type': 'application/json', ...headers, ...more } }
    const answer = await fetch(`${origin}/v1${path}`, body ? { ...sent, body: JSON.stringify(body) } : sent)
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
    return ((await answer.json()) as { data: T }).data
  }
  const list = (status: string) => api<Conversation[]>('GET', `/conversations?limit=100&channel=EMAIL&status=${status}`)
  if ((await list('CLOSED')).length > 0) return
  const { address } = (await api<Mailbox[]>('GET', '/mailboxes'))[0]!
  await Promise.all([fillTexts({ origin, adminUrl }, api), fillMails(origin, adminUrl, address)])
  await fillQuestions({ origin, adminUrl }, api)
  const open = await list('OPEN')
  const done = MAILS.map(async (mail) => {
    const found = open.find(({ subject }) => subject === mail.subject.replace(/^Re: /, ''))
    if (found) for (const [verb, body] of deedsOf(mail)) await api('POST', `/conversations/${found.id}/${verb}`, body)
  })
  await Promise.all(done)
}

/** What goes on with another comes after it. */
async function fillMails(origin: string, adminUrl: string, address: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const mails of [MAILS.filter(({ isLater }) => !isLater), MAILS.filter(({ isLater }) => isLater)]) {
      await Promise.all(mails.map((mail) => deliver(origin, mail, address)))
      await arrived(client, mails.map(keyOf))
    }
    await datedBack(client)
  } finally {
    await client.end()
  }
}

const keyOf = (mail: DemoMail) => createHash('sha256').update(messageId(mail)).digest('hex')

function deliver(origin: string, mail: DemoMail, to: string) {
  const from = /<(.*)>/.exec(mail.from)?.[1] ?? ''
  const query = new URLSearchParams({ from: mail.key === 'bounce' ? '' : from, to })
  return fetch(`${origin}/local/email?${query}`, { method: 'POST', body: rawMail(mail, to) })
}

/** Waits until all of them were read. */
async function arrived(client: pg.Client, keys: readonly string[]): Promise<void> {
  const end = Date.now() + WAIT_MS
  const counted = 'select count(*)::int as n from messages where tenant_id = $1 and ref_key = any($2)'
  while (Date.now() < end) {
    const { rows } = await client.query<{ n: number }>(counted, [TENANT_ID, keys])
    if (rows[0]!.n >= keys.length) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the mail of the demo was not read')
}

function deedsOf({ now = {} }: DemoMail): [verb: string, body: object][] {
  return [
    ...(now.isRead ? [['mark', { unread: false }] as [string, object]] : []),
    ...(now.assignedTo ? [['assign', { assigned_to: MEMBERS[now.assignedTo].id }] as [string, object]] : []),
    ...(now.isClosed ? [['close', {}] as [string, object]] : []),
    ...(now.snoozedHours ? [['snooze', { until: inHours(now.snoozedHours) }] as [string, object]] : []),
  ]
}

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString()

async function datedBack(client: pg.Client): Promise<void> {
  const times = MAILS.map((mail) => ({ key: keyOf(mail), minutes: mail.minutesAgo }))
  await client.query(
    `update messages m set received_at = app.now() - make_interval(mins => t.minutes), created_at = app.now() - make_interval(mins => t.minutes)
       from jsonb_to_recordset($2) t (key text, minutes int) where m.tenant_id = $1 and m.ref_key = t.key`,
    [TENANT_ID, JSON.stringify(times)],
  )
  await client.query(
    `update conversations c set last_message_at = m.last, created_at = m.first, updated_at = m.last
       from (select conversation_id, max(received_at) as last, min(received_at) as first from messages where tenant_id = $1 group by 1) m
       where c.tenant_id = $1 and c.id = m.conversation_id`,
    [TENANT_ID],
  )
  await client.query(
    `update conversation_unread u set last_message_at = c.last_message_at from conversations c
       where u.tenant_id = $1 and c.tenant_id = $1 and c.id = u.conversation_id`,
    [TENANT_ID],
  )
  const made = WORK.flatMap(({ n, mail }) => (mail ? [{ id: workItemId(n), subject: mail }] : []))
  await client.query(
    `update work_items w set conversation_id = c.id, source = 'INBOX'
       from jsonb_to_recordset($2) m (id uuid, subject text), conversations c
       where w.tenant_id = $1 and w.id = m.id and c.tenant_id = $1 and c.subject = m.subject`,
    [TENANT_ID, JSON.stringify(made)],
  )
}
