import { invoiceId } from './ids.ts'
import { fillInbox } from './inbox.ts'

/** Sent, and tried to be sent, by the running Worker, so that there is a mail with a link in the mailbox. */
const SENT = invoiceId(1042)
const REFUSED = { id: invoiceId(1043), to: 'beatrix@vance.example' }
export const TODAYS = [SENT, REFUSED.id]

interface SignIn {
  email: string
  password: string
}

interface Running {
  origin: string
  adminUrl: string
  servicesUrl: string
}

/** The last two invoices of today: one goes out, the mail of the other is refused; and the mail that came. Does nothing twice. */
export async function sendTodays({ origin, servicesUrl, adminUrl }: Running, { email, password }: SignIn) {
  const entered = await post(`${origin}/v1/auth/login`, { email, password })
  const { data } = (await entered.json()) as { data?: { jwt: string } }
  if (!data) throw new Error(`the owner cannot sign in: ${entered.status}`)
  const headers = { authorization: `Bearer ${data.jwt}` }
  const send = (id: string) =>
    post(`${origin}/v1/invoices/${id}/send`, {}, { ...headers, 'idempotency-key': `demo-send-${id}` })
  await send(SENT)
  await post(`${servicesUrl}/failures`, { to: REFUSED.to, outcome: 'reject' })
  await send(REFUSED.id)
  await post(`${servicesUrl}/failures`, { to: REFUSED.to, outcome: 'ok' })
  await fillInbox({ origin, adminUrl }, headers)
  await post(`${origin}/v1/auth/logout`, {}, { cookie: entered.headers.getSetCookie().map(nameAndValue).join('; ') })
}

const nameAndValue = (cookie: string): string => cookie.split(';')[0] ?? ''

const post = (url: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
