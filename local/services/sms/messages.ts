import { type Answer, type Call, json } from '../http.ts'
import { randomId } from '../random-id.ts'
import type { Callbacks } from './callbacks.ts'
import { forgetOld, type SentText, type SmsProvider } from './state.ts'

const NUMBER = /^\+[1-9]\d{6,14}$/
const LENGTH_MAX = 1600
const PAGE_MAX = 1000

/** `POST /Messages.json` as Twilio answers it: a form, no idempotency, and a provider that times out has accepted. */
export function sendText(provider: SmsProvider, callbacks: Callbacks, call: Call): Answer {
  if (!isSignedIn(provider, call)) return refuse(20003, 'Authenticate', 401)
  const form = new URLSearchParams(call.body.toString('utf8'))
  const [to, from, body, callback] = ['To', 'From', 'Body', 'StatusCallback'].map((name) => form.get(name) ?? '')
  if (!NUMBER.test(to!)) return refuse(21211, `Invalid 'To' Phone Number: ${to}`)
  if (!NUMBER.test(from!)) return refuse(21212, `The 'From' number ${from} is not a valid phone number`)
  if (body === '') return refuse(21602, 'Message body is required.')
  if (body!.length > LENGTH_MAX) return refuse(21617, 'The concatenated message body exceeds the 1600 character limit.')
  if (provider.stopped.get(`${from} ${to}`)) return refuse(21610, 'Attempt to send to unsubscribed recipient')
  const outcome = provider.failures.of([to!])
  if (outcome === 'reject') return refuse(21614, `'To' number is not a valid mobile number: ${to}`)
  const text = keep(provider, { to: to!, from: from!, body: body!, callback: callback! })
  callbacks.follow(text)
  return outcome === 'timeout' ? { status: 504, delayMs: provider.holdMs, cut: true } : json(shape(text), 201)
}

function keep(provider: SmsProvider, sent: Pick<SentText, 'to' | 'from' | 'body' | 'callback'>): SentText {
  const { to, from, body } = sent
  const created = provider.now().toISOString()
  const text: SentText = { ...sent, sid: `SM${randomId('')}`, status: 'queued', error_code: null, created }
  provider.texts.put(text.sid, text)
  forgetOld(provider.texts, ({ sid }) => sid)
  provider.mailbox.deliver({
    channel: 'SMS',
    to,
    from,
    subject: '',
    text: body,
    html: '',
    headers: {},
    attachments: [],
  })
  return text
}

/** `GET /Messages.json`, newest first. */
export function listTexts(provider: SmsProvider, call: Call): Answer {
  if (!isSignedIn(provider, call)) return refuse(20003, 'Authenticate', 401)
  const [to, from] = [call.query.get('To'), call.query.get('From')]
  const size = Math.min(Number(call.query.get('PageSize') ?? 50) || 50, PAGE_MAX)
  const found = provider.texts
    .all()
    .filter((text) => (to === null || text.to === to) && (from === null || text.from === from))
    .toReversed()
    .slice(0, size)
  return json({ messages: found.map(shape), page: 0, page_size: size })
}

/** What came with a message, as long as its provider keeps it. */
export function showMedia(provider: SmsProvider, call: Call, part: string): Answer {
  if (!isSignedIn(provider, call)) return refuse(20003, 'Authenticate', 401)
  const media = provider.media.get(part)
  if (!media) return refuse(20404, 'The requested resource was not found', 404)
  return { status: 200, headers: { 'content-type': media.mime_type }, body: Buffer.from(media.content, 'base64') }
}

function isSignedIn({ authToken }: SmsProvider, call: Call): boolean {
  const [, coded = ''] = /^Basic (\S+)$/.exec(call.headers.authorization ?? '') ?? []
  const [account = '', token] = Buffer.from(coded, 'base64').toString('utf8').split(':')
  return account.startsWith('AC') && token === authToken
}

const shape = ({ sid, to, from, body, status, error_code, created }: SentText) => ({
  sid,
  to,
  from,
  body,
  status,
  error_code,
  direction: 'outbound-api',
  date_created: new Date(created).toUTCString().replace('GMT', '+0000'),
})

const refuse = (code: number, message: string, status = 400) =>
  json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, status)
