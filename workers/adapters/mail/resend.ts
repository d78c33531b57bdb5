import type { MailAttachment, Mailer, MailOutcome, OutgoingMail } from '../../../core/services/ports.ts'
import { addressIn, extraHeaders, headerText, mailbox, plainAddress } from './header-text.ts'

export interface MailConfig {
  apiKey: string
  /** The address that mail comes from, alone or as `Name <address>`. */
  from: string
  /** Default https://api.resend.com. */
  apiUrl?: string | undefined
  timeoutMs?: number | undefined
}

const TIMEOUT_MS = 10_000
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,60}$/
const RESERVED = new Set(['from', 'to', 'cc', 'bcc', 'subject', 'reply-to', 'sender', 'return-path', 'content-type'])

/** Mail by Resend, or by anything that speaks its protocol. */
export function resendMailer(config: MailConfig): Mailer {
  return {
    async send(mail) {
      const body = compose(config, mail)
      if (typeof body === 'string') return { outcome: 'refused', reason: body }
      return post(config, mail.key, JSON.stringify(body))
    },
  }
}

function compose(config: MailConfig, mail: OutgoingMail): Record<string, unknown> | string {
  const from = addressIn(config.from)
  const to = plainAddress(mail.to)
  if (!from) return 'The address that mail is sent from is not valid.'
  if (!to) return 'The address of the recipient is not valid.'
  const cc = (mail.cc ?? []).map(plainAddress)
  if (cc.includes(null)) return 'The address of a copy is not valid.'
  const replyTo = mail.replyTo === undefined ? undefined : plainAddress(mail.replyTo)
  if (replyTo === null) return 'The address for replies is not valid.'
  const headers = extraHeaders(mail)
  const wrong = Object.keys(headers).find((name) => !HEADER_NAME.test(name) || RESERVED.has(name.toLowerCase()))
  if (wrong) return 'A header of this mail is not allowed.'
  return {
    from: mailbox(mail.fromName, from),
    to: [to],
    ...(cc.length > 0 ? { cc } : {}),
    subject: headerText(mail.subject),
    text: mail.text,
    html: mail.html,
    ...(replyTo ? { reply_to: replyTo } : {}),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(mail.attachments?.length ? { attachments: mail.attachments.map(attachment) } : {}),
  }
}

const attachment = ({ name, mimeType, content }: MailAttachment) => ({
  filename: headerText(name).replace(/[/\\]/g, '_') || 'attachment',
  content_type: headerText(mimeType),
  content: base64(content),
})

// In pieces: a call takes only so many arguments.
function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  return btoa(binary)
}

async function post(config: MailConfig, key: string, body: string): Promise<MailOutcome> {
  const url = `${(config.apiUrl ?? 'https://api.resend.com').replace(/\/+$/, '')}/emails`
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${config.apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(config.timeoutMs ?? TIMEOUT_MS),
    })
    return judge(response.status, await readAnswer(response))
  } catch (error) {
    return { outcome: 'unknown', reason: error instanceof Error ? error.message : 'No answer' }
  }
}

interface ProviderAnswer {
  id: string | null
  name: string
  message: string
}

function judge(status: number, { id, name, message }: ProviderAnswer): MailOutcome {
  const reason = message || `The mail provider answered ${status}`
  if (status >= 200 && status < 300) return id ? { outcome: 'accepted', id } : { outcome: 'unknown', reason }
  // Another mail was accepted with this key before: the one that this mail is a retry of.
  if (status === 409 && name === 'invalid_idempotent_request') return { outcome: 'accepted', id: null }
  if (status === 408 || status === 409 || status < 400 || status >= 500) return { outcome: 'unknown', reason }
  return { outcome: 'refused', reason }
}

async function readAnswer(response: Response): Promise<ProviderAnswer> {
  const answer: Record<string, unknown> = (await response.json().catch(() => null)) ?? {}
  const text = (value: unknown) => (typeof value === 'string' ? headerText(value).slice(0, 300) : '')
  return { id: text(answer.id) || null, name: text(answer.name), message: text(answer.message) }
}
