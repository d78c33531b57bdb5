import type { Mailer, MailOutcome, OutgoingMail } from '../../../core/services/ports.ts'
import { addressIn, extraHeaders, headerText, plainAddress } from './header-text.ts'

/** What of Cloudflare's `send_email` binding is used here; it makes the MIME itself. */
export interface SendEmail {
  send(message: object): Promise<{ messageId?: string } | undefined>
}

/** What it throws for a mail that it will never take. */
const REFUSED = /^E_(VALIDATION|FIELD|TOO|RECIPIENT|SENDER|HEADER|CONTENT|ATTACHMENT)/

/**
 * Mail by Cloudflare's Email Service. It knows no key of a repeat and gives each mail a Message-ID of its own: one whose
 * answer was lost may arrive twice. It tells nothing of how a mail fared but by a bounce that comes in.
 */
export function cloudflareMailer(binding: SendEmail, config: { from: string }): Mailer {
  return {
    async send(mail) {
      const message = compose(config.from, mail)
      if (typeof message === 'string') return { outcome: 'refused', reason: message }
      try {
        return { outcome: 'accepted', id: (await binding.send(message))?.messageId ?? null }
      } catch (error) {
        return judge(error)
      }
    },
  }
}

function compose(configured: string, mail: OutgoingMail): object | string {
  const from = addressIn(configured)
  const to = plainAddress(mail.to)
  const cc = (mail.cc ?? []).map(plainAddress)
  const replyTo = mail.replyTo === undefined ? undefined : plainAddress(mail.replyTo)
  if (!from) return 'The address that mail is sent from is not valid.'
  if (!to || cc.includes(null)) return 'The address of a recipient is not valid.'
  if (replyTo === null) return 'The address for replies is not valid.'
  return {
    from: { email: from, name: headerText(mail.fromName ?? '') },
    to,
    ...(cc.length ? { cc } : {}),
    ...(replyTo ? { replyTo } : {}),
    subject: headerText(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: withoutMessageId(extraHeaders(mail)),
    attachments: (mail.attachments ?? []).map(({ name, mimeType, content }) => ({
      filename: headerText(name).replace(/[/\\]/g, '_') || 'attachment',
      type: headerText(mimeType),
      disposition: 'attachment',
      content: content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength),
    })),
  }
}

/** Its own to give: with ours it refuses the mail (E_HEADER_NOT_ALLOWED). Answers come back by the address that they go to. */
const withoutMessageId = ({ 'Message-ID': _, ...headers }: Record<string, string>) => headers

function judge(error: unknown): MailOutcome {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string }
  const reason = headerText(String(message || code || 'The mail service did not take it')).slice(0, 300)
  return { outcome: REFUSED.test(String(code)) ? 'refused' : 'unknown', reason }
}
