import { subjectKey } from '../../domain/conversations/subject.ts'
import { asciiEmail, parseEmail } from '../../domain/kernel/contact-points.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import { newTextOfHtml } from '../../domain/mail/html-text.ts'
import { isGenerated, kindOf } from '../../domain/mail/kind.ts'
import { type MessageParts, newText } from '../../domain/mail/new-text.ts'
import { provenSender } from '../../domain/mail/proven.ts'
import type { MailAddress, ReadMail } from '../../domain/mail/read-mail.ts'
import { termsOfText } from '../search-terms.ts'
import { sha256Hex } from '../secrets.ts'
import type { MailPage } from './contents.ts'

export interface MailFacts {
  raw_key: string
  sender: string
  /** Of the secret in the address that it came to. */
  thread_key: string | null
  received_at: string
}

interface Around extends MailFacts {
  id: string
  mailHost: string | null
  page: MailPage | null
}

const TEXT_MAX = 100_000
const PARTS_MAX = 20_000
const ADDRESSES_MAX = 100
const SNIPPET_MAX = 200
const REFS_MAX = 30
/** A line of a header has at most 998 characters. */
const MESSAGE_ID_MAX = 900

export type MessageInsert = Awaited<ReturnType<typeof messageRow>>

/** What is kept of a mail that was read, as app.keep_mail takes it. */
export async function messageRow(
  mail: ReadMail,
  { id, raw_key, sender, thread_key, received_at, mailHost, page }: Around,
) {
  const from = fromOf(mail, sender)
  const { new_text, signature, quoted } = wordsOf(mail)
  const { kind, bounce } = kindOf(mail)
  const subject = cut(mail.subject, 2000)
  return {
    id,
    direction: 'INBOUND' as const,
    kind,
    by_machine: isGenerated(mail),
    from_name: cut(from.name, 320),
    from_address: from.address,
    to_addresses: people(mail.to),
    cc_addresses: people(mail.cc),
    subject,
    subject_key: subjectKey(subject),
    new_text: cut(new_text, TEXT_MAX),
    signature: cut(signature, PARTS_MAX),
    quoted: cut(quoted, TEXT_MAX),
    snippet: cut(new_text.replace(/\s+/g, ' ').trim(), SNIPPET_MAX),
    html_key: page?.html_key ?? null,
    remote_images: page?.remote_images ?? 0,
    proven: provenSender(mail, mailHost).verdict,
    bounce: bounce ? { recipient: bounce.recipient ?? '', permanent: bounce.permanent, reason: bounce.reason } : null,
    problem: mail.problem ?? null,
    raw_key,
    received_at,
    message_id: mail.message_id && mail.message_id.length <= MESSAGE_ID_MAX ? mail.message_id : null,
    reply_to: mail.reply_to[0] ? canonical(mail.reply_to[0].address) : '',
    thread_key,
    ref_key: mail.message_id && (await sha256Hex(mail.message_id)),
    once_key: mail.message_id && (await sha256Hex(`${mail.message_id}\n${from.address}`)),
    ref_keys: await Promise.all(answered(mail).map(sha256Hex)),
    contact_emails: [...new Set([from.address, from.address.toLowerCase(), asciiEmail(from.address) ?? from.address])],
  }
}

/** What it answers, the nearest first. */
const answered = ({ in_reply_to, references }: ReadMail): string[] =>
  [...new Set([...(in_reply_to ? [in_reply_to] : []), ...references.toReversed()])].slice(0, REFS_MAX)

function fromOf({ from, sender }: ReadMail, envelope: string): MailAddress {
  const { name, address } = from ?? sender ?? { name: '', address: envelope }
  return { name, address: canonical(address) }
}

const canonical = (address: string): string => {
  const email = parseEmail(address)
  return cut(email.ok ? email.value : address, 320)
}

const people = (addresses: readonly MailAddress[]) =>
  addresses.slice(0, ADDRESSES_MAX).map(({ name, address }) => ({ name: cut(name, 320), address: canonical(address) }))

function wordsOf({ text, html, subject }: ReadMail): MessageParts {
  if (text !== null) return newText(text, subject)
  return html === null ? { new_text: '', signature: '', quoted: '' } : newTextOfHtml(html, subject)
}

const cut = (text: string, max: number): string => (text.length > max ? text.slice(0, max).toWellFormed() : text)

/** What a conversation is found by because of a message. */
export function searchedTexts({ from_name, from_address, subject, new_text }: MessageInsert): Record<string, string[]> {
  return {
    from: searchTerms(from_name, from_address),
    subject: searchTerms(subject),
    text: termsOfText(new_text),
  }
}
