import type { ReadMail } from './read-mail.ts'

/** What a mail system says of a mail to one recipient (RFC 3464). */
export interface DeliveryReport {
  recipient: string
  action: string
  status: string
  diagnostic: string
}

const TEXT_MAX = 100_000

/** The first recipient whom the mail did not reach, or the first of all; null where the mail has no such fields. */
export function deliveryReport(mail: ReadMail): DeliveryReport | null {
  const parts = mail.attachments.filter(({ mime_type }) => /^message\/(global-)?delivery-status$/.test(mime_type))
  const told = parts.flatMap(({ content }) => reportsIn(decode(content)))
  // Gateways flatten a report into one text, and some send its fields without a type or within the mail that they return.
  const found = told.length > 0 ? told : unlabelled(mail)
  return found.find(({ action }) => action === 'failed') ?? found[0] ?? null
}

/** The report within a mail that a system returned: it wraps what another system had said. */
export function returnedReport(mail: ReadMail): DeliveryReport | null {
  const parts = mail.attachments.filter(({ mime_type }) => mime_type === 'message/rfc822')
  const texts = [...parts.map(({ content }) => decode(content)), (mail.text ?? '').replace(/^>[> ]*/gm, '')]
  return texts.flatMap(reportsIn).find(isWhole) ?? null
}

const isWhole = ({ recipient, action, status }: DeliveryReport) => recipient !== '' && (action !== '' || status !== '')

function unlabelled(mail: ReadMail): DeliveryReport[] {
  const texts = mail.attachments.filter(({ mime_type }) => /^text\/(plain|rfc822-headers)$/.test(mime_type))
  return [mail.text ?? '', ...texts.map(({ content }) => decode(content))].flatMap(reportsIn).filter(isWhole)
}

const decode = (content: Uint8Array) => new TextDecoder().decode(content.subarray(0, TEXT_MAX))

/** Blocks of fields, of which each that names a recipient, an action or a status is about one mail. */
function reportsIn(text: string): DeliveryReport[] {
  return text
    .slice(0, TEXT_MAX)
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('final-recipient') || fields.has('action'))
    .map((fields) => ({
      recipient: mailboxOf(fields.get('final-recipient')) || mailboxOf(fields.get('original-recipient')),
      action: (fields.get('action') ?? '').toLowerCase().replace(/[^a-z].*/s, ''),
      status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
      diagnostic: (fields.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, ''),
    }))
}

const FIELD_MAX = 2_000

/** Names in lower case; what is repeated counts where it stands first. */
export function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  let open: string | null = null
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^ ?([A-Za-z][\w-]{1,60}):[ \t]*(.*)$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (name === '') {
      const value = open === null ? undefined : fields.get(open)
      if (open && value !== undefined && /^[ \t]/.test(line))
        fields.set(open, `${value} ${line.trim()}`.slice(0, FIELD_MAX))
      continue
    }
    open = fields.has(key) ? null : key
    if (open) fields.set(open, value.slice(0, FIELD_MAX).trim())
  }
  return fields
}

/** The address after its type: `rfc822; <ada@example.com>`. */
function mailboxOf(field = ''): string {
  const written = field.replace(/^[\w-]+\s*;/, '').trim()
  return /<([^<>]+@[^<>]+)>/.exec(written)?.[1] ?? written.replace(/^<|>$/g, '')
}
