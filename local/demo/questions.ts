import pg from 'pg'
import { invoiceId, TENANT_ID } from './ids.ts'

/** What a customer asked on the page of an invoice. */
const QUESTIONS = [
  { invoice: 1039, body: 'Is the old pump still under warranty? You took it with you.', minutesAgo: 4 * 24 * 60 },
  {
    invoice: 1037,
    body: 'Can you put our order number on it? It is KCB-118, the bookkeeper asks.',
    minutesAgo: 8 * 60,
  },
]

type Api = <T>(method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<T>

/** Asked by a link like those of the mails; then each gets its time. Does nothing twice. */
export async function fillQuestions({ origin, adminUrl }: { origin: string; adminUrl: string }, api: Api) {
  if ((await api<object[]>('GET', '/conversations?channel=WEB_PORTAL')).length > 0) return
  await Promise.all(QUESTIONS.map((question) => ask(origin, api, question)))
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const values = [TENANT_ID, JSON.stringify(QUESTIONS.map(({ body, minutesAgo }) => ({ body, minutes: minutesAgo })))]
    for (const statement of DATED) await client.query(statement, values)
  } finally {
    await client.end()
  }
}

async function ask(origin: string, api: Api, { invoice, body }: (typeof QUESTIONS)[number]): Promise<void> {
  const minted = { 'idempotency-key': `demo-link-${invoice}` }
  const path = `/invoices/${invoiceId(invoice)}/payment-link`
  const { payment_link_url } = await api<{ payment_link_url: string }>('POST', path, {}, minted)
  const token = new URL(payment_link_url).pathname.split('/').at(-1) ?? ''
  const answer = await fetch(`${origin}/portal/messages`, {
    method: 'POST',
    body: new URLSearchParams({ token, body }),
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`a question on the page of ${invoice}: ${answer.status}`)
}

const AT = `select m.id, m.conversation_id, app.now() - make_interval(mins => t.minutes) as at
  from jsonb_to_recordset($2) t (body text, minutes int) join messages m on m.tenant_id = $1 and m.new_text = t.body`
const DATED = [
  `update conversations c set last_message_at = t.at, created_at = t.at, updated_at = t.at from (${AT}) t where c.tenant_id = $1 and c.id = t.conversation_id`,
  `update conversation_unread u set last_message_at = t.at from (${AT}) t where u.tenant_id = $1 and u.conversation_id = t.conversation_id`,
  `update messages m set received_at = t.at, created_at = t.at from (${AT}) t where m.tenant_id = $1 and m.id = t.id`,
]
