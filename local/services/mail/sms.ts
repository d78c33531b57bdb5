import { type Answer, type Call, json } from '../http.ts'
import { deliverOnce, type MailProvider } from './emails.ts'

/** `POST /Messages.json` as Twilio answers it: form fields To, From, Body, with basic authentication. */
export function sendSms(provider: MailProvider, call: Call): Answer {
  if (!/^Basic \S+$/.test(call.headers.authorization ?? ''))
    return json({ code: 20003, message: 'Authenticate', status: 401 }, 401)
  const form = new URLSearchParams(call.body.toString('utf8'))
  const [to, from, body] = [form.get('To') ?? '', form.get('From') ?? '', form.get('Body') ?? '']
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    return json({ code: 21211, message: `Invalid 'To' Phone Number: ${to}`, status: 400 }, 400)
  if (body === '' || body.length > 1600)
    return json({ code: 21602, message: 'Message body is required.', status: 400 }, 400)
  const mail = { channel: 'SMS' as const, to, from, subject: '', text: body, html: '', headers: {}, attachments: [] }
  const answer = deliverOnce(provider, mail, String(call.headers['i-twilio-idempotency-token'] ?? ''), form.toString())
  if (answer.cut) return answer
  if (answer.status !== 200)
    return json({ code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 }, 400)
  const { id } = JSON.parse(String(answer.body))
  return json({ sid: `SM${id}`, status: 'queued', to, from, body }, 201)
}
