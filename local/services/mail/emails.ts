import { createHash } from 'node:crypto'
import { type Answer, type Call, json, jsonBody } from '../http.ts'
import type { Collection } from '../store.ts'
import type { Failures } from './failures.ts'
import { addressOf, type Mailbox, type NewMail } from './mailbox.ts'

export interface SentKey {
  request: string
  id: string
  sentAt: number
}

export interface MailProvider {
  mailbox: Mailbox
  failures: Failures
  keys: Collection<SentKey>
  now(): Date
  /** How long a provider that times out keeps the caller waiting. */
  holdMs: number
}

const DAY_MS = 86_400_000
const NAMES = ['from', 'to', 'subject', 'html', 'text', 'reply_to', 'headers', 'attachments', 'tags', 'cc', 'bcc']

/** `POST /emails` as Resend answers it. */
export function sendEmail(provider: MailProvider, call: Call): Answer {
  if (!/^Bearer \S+$/.test(call.headers.authorization ?? ''))
    return refuse(401, 'missing_api_key', 'Missing API key in the authorization header.')
  const body = jsonBody(call)
  if (!body) return refuse(400, 'validation_error', 'The body must be a JSON object.')
  const mail = readMail(body)
  if (typeof mail === 'string') return refuse(422, 'validation_error', mail)
  const key = String(call.headers['idempotency-key'] ?? '')
  if (key.length > 256) return refuse(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.')
  return deliverOnce(provider, mail, key, createHash('sha256').update(call.body).digest('hex'))
}

/** A key that was accepted delivers nothing again, and a provider that times out has accepted. */
export function deliverOnce(provider: MailProvider, mail: NewMail, key: string, request: string): Answer {
  const outcome = provider.failures.of(mail.to.split(','))
  const known = key ? provider.keys.get(key) : undefined
  const isKnown = known !== undefined && known.sentAt > provider.now().getTime() - DAY_MS
  if (isKnown && known.request !== request) {
    return refuse(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request payload.')
  }
  if (outcome === 'reject' && !isKnown)
    return refuse(422, 'validation_error', `The address ${mail.to} does not accept mail.`)
  const id = isKnown ? known.id : provider.mailbox.deliver(mail).id
  if (key && !isKnown) provider.keys.put(key, { request, id, sentAt: provider.now().getTime() })
  return outcome === 'timeout' ? { status: 504, delayMs: provider.holdMs, cut: true } : json({ id })
}

export const refuse = (statusCode: number, name: string, message: string) =>
  json({ statusCode, name, message }, statusCode)

function readMail(body: Record<string, unknown>): NewMail | string {
  const unknown = Object.keys(body).find((name) => !NAMES.includes(name))
  if (unknown) return `Unknown field ${unknown}.`
  const { from, subject, html = '', text = '', reply_to: replyTo } = body
  if (typeof from !== 'string' || !isAddress(from))
    return 'Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.'
  const to = Array.isArray(body.to) ? body.to : [body.to]
  if (to.length === 0 || to.length > 50 || !to.every(isAddress))
    return 'Invalid `to` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.'
  if (typeof subject !== 'string' || hasLineBreak(subject)) return 'Missing or invalid `subject` field.'
  if (typeof html !== 'string' || typeof text !== 'string' || html + text === '')
    return 'Missing `html` or `text` field.'
  if (replyTo !== undefined && ![replyTo].flat().every(isAddress)) return 'Invalid `reply_to` field.'
  const headers = readHeaders(body.headers)
  const attachments = readAttachments(body.attachments)
  if (typeof headers === 'string') return headers
  if (typeof attachments === 'string') return attachments
  return {
    channel: 'EMAIL',
    to: to.map((recipient) => withoutName(recipient)).join(', '),
    from,
    subject,
    text,
    html,
    headers: { ...headers, ...(replyTo === undefined ? {} : { 'Reply-To': [replyTo].flat().join(', ') }) },
    attachments,
  }
}

const isAddress = (value: unknown) =>
  typeof value === 'string' &&
  !hasLineBreak(value) &&
  /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(addressOf(value))

const withoutName = (recipient: string) => /<([^<>]*)>\s*$/.exec(recipient)?.[1] ?? recipient

const hasLineBreak = (text: string) => /[\r\n]/.test(text)

function readHeaders(value: unknown): Record<string, string> | string {
  const headers: Record<string, string> = {}
  for (const [name, content] of Object.entries(value ?? {})) {
    if (typeof content !== 'string' || hasLineBreak(content) || !/^[A-Za-z0-9-]+$/.test(name))
      return `Invalid header ${name}.`
    headers[name] = content
  }
  return headers
}

function readAttachments(value: unknown): NewMail['attachments'] | string {
  if (value === undefined) return []
  if (!Array.isArray(value)) return 'Invalid `attachments` field.'
  const attachments: NewMail['attachments'] = []
  for (const { filename, content, content_type: type = 'application/octet-stream' } of value) {
    if (typeof filename !== 'string' || typeof content !== 'string' || typeof type !== 'string')
      return 'An attachment needs `filename` and `content`.'
    attachments.push({ name: filename, mime_type: type, content: Buffer.from(content, 'base64') })
  }
  return attachments
}
