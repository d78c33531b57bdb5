import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Conversation } from '../../core/contract/conversations.ts'
import { TENANT_ID } from './ids.ts'
import { MEMBERS } from './people.ts'

interface DemoText {
  /** The number of a contact, or of a stranger. */
  with: string
  /** Ours where there is no `by`. */
  lines: { by?: 'them'; text: string; minutesAgo: number }[]
  now?: { assignedTo?: 'olivia' | 'sam' | 'priya'; isRead?: true; isClosed?: true }
}

const HOUR = 60
const DAY = 24 * HOUR
/** On the van, and on every invoice. */
const OURS = '+1 416 555 0190'

const TEXTS: readonly DemoText[] = [
  {
    with: '+16475550182',
    lines: [
      {
        by: 'them',
        text: 'Hi, it’s Noor on Grace St. The pilot light is out again. Can someone come before the weekend?',
        minutesAgo: 2 * DAY,
      },
      { text: 'Hi Noor, Sam can come Friday between 9 and 11. Does that work?', minutesAgo: 2 * DAY - 20 },
      { by: 'them', text: 'Perfect, thanks! The side door is open.', minutesAgo: 2 * DAY - 26 },
    ],
    now: { assignedTo: 'sam', isRead: true },
  },
  {
    with: '+14165550155',
    lines: [
      {
        by: 'them',
        text: 'Boiler runs like new. Please take this number off your list, I use mail.',
        minutesAgo: 5 * DAY,
      },
      { text: 'Will do, Henrik. Glad it runs well. Dana', minutesAgo: 5 * DAY - 40 },
      { by: 'them', text: 'STOP', minutesAgo: 5 * DAY - 42 },
    ],
    now: { isRead: true, isClosed: true },
  },
  {
    with: '+14165550163',
    lines: [
      {
        by: 'them',
        text: 'Hola, soy Lucía de Ossington. El inodoro no para de correr. ¿Cuánto cuesta una visita?',
        minutesAgo: 26 * HOUR,
      },
      {
        text: 'Hola Lucía, la visita cuesta $95 más piezas. ¿Le va bien el jueves por la tarde?',
        minutesAgo: 25 * HOUR,
      },
    ],
    now: { assignedTo: 'olivia', isRead: true },
  },
  {
    with: '+14165550179',
    lines: [
      {
        by: 'them',
        text: 'Saw your van on Bathurst. Do you install tankless heaters? And roughly how much?',
        minutesAgo: 6 * HOUR,
      },
    ],
  },
  {
    with: '+16475550190',
    lines: [
      {
        by: 'them',
        text: 'Hi, it’s Omar. The hose bib leaks more now, some of it runs into the basement 😬',
        minutesAgo: 27,
      },
      { by: 'them', text: 'I am home until 4.', minutesAgo: 25 },
    ],
  },
]

type Api = <T>(method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<T>
const sidOf = (text: DemoText, line: number) => `SM-demo-${text.with.slice(1)}-${line}`

/** The text messages of Maple Corner, both ways by the running Worker; then each gets its time. Does nothing twice. */
export async function fillTexts({ origin, adminUrl }: { origin: string; adminUrl: string }, api: Api): Promise<void> {
  if ((await api<object[]>('GET', '/phone-numbers')).length === 0) await api('POST', '/phone-numbers', { phone: OURS })
  const filled = TEXTS.map(async (text) => {
    const ids = await exchange(origin, api, text)
    await datedBack(adminUrl, text, ids)
    for (const [verb, body] of deedsOf(text))
      await api('POST', `/conversations/${await conversationOf(api, text.with)}/${verb}`, body)
  })
  await Promise.all(filled)
}

/** The ids of what we wrote, by their lines. */
async function exchange(origin: string, api: Api, text: DemoText): Promise<Map<number, string>> {
  const ids = new Map<number, string>()
  for (const [at, line] of text.lines.entries()) {
    if (line.by) {
      const body = { from: text.with, to: OURS.replaceAll(' ', ''), text: line.text, sid: sidOf(text, at) }
      await fetch(`${origin}/local/sms`, { method: 'POST', body: JSON.stringify(body) })
    } else {
      const path = `/conversations/${await conversationOf(api, text.with)}/messages`
      const key = { 'idempotency-key': sidOf(text, at) }
      ids.set(at, (await api<{ id: string }>('POST', path, { body_text: line.text }, key)).id)
    }
  }
  return ids
}

async function conversationOf(api: Api, number: string): Promise<string> {
  const found = await Promise.all(
    ['OPEN', 'CLOSED'].map((status) =>
      api<Conversation[]>('GET', `/conversations?channel=SMS&status=${status}&q=${encodeURIComponent(number)}`),
    ),
  )
  return found.flat()[0]?.id ?? ''
}

function deedsOf({ now = {} }: DemoText): [verb: string, body: object][] {
  return [
    ...(now.isRead ? [['mark', { unread: false }] as [string, object]] : []),
    ...(now.assignedTo ? [['assign', { assigned_to: MEMBERS[now.assignedTo].id }] as [string, object]] : []),
    ...(now.isClosed ? [['close', {}] as [string, object]] : []),
  ]
}

async function datedBack(adminUrl: string, text: DemoText, ids: Map<number, string>): Promise<void> {
  const times = text.lines.map(({ minutesAgo }, at) => ({
    id: ids.get(at) ?? null,
    key: createHash('sha256')
      .update(`twilio:${sidOf(text, at)}`)
      .digest('hex'),
    minutes: minutesAgo,
  }))
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(DATED, [TENANT_ID, JSON.stringify(times)])
    await client.query(ARRIVED, [TENANT_ID, JSON.stringify(times)])
  } finally {
    await client.end()
  }
}

const TIMES = `select t.id, t.key, app.now() - make_interval(mins => t.minutes) as at from jsonb_to_recordset($2) t (id uuid, key text, minutes int)`
const DATED = `update messages m set received_at = t.at, created_at = t.at from (${TIMES}) t
  where m.tenant_id = $1 and (m.id = t.id or m.once_key = t.key)`
const ARRIVED = `update outbound o set status = 'DELIVERED', sent_at = t.at, delivered_at = t.at, created_at = t.at from (${TIMES}) t
  where o.tenant_id = $1 and o.id = t.id`
