import { type Bounce, bounceOf, hasNullSender, wordsOf } from './bounce.ts'
import { AUTO_REPLY_SUBJECT, COMPLAINT_SUBJECT, COMPLAINT_TEXT, MACHINE_SENDER, NO_REPLY } from './machine-phrases.ts'
import { headerValues, type ReadMail } from './read-mail.ts'

export type MailKind = 'MESSAGE' | 'AUTO_REPLY' | 'BOUNCE' | 'COMPLAINT' | 'LIST'

/** What wrote a mail: a person, or which kind of machine (EM7, EM11). */
export function kindOf(mail: ReadMail): { kind: MailKind; bounce?: Bounce } {
  if (isComplaint(mail)) return { kind: 'COMPLAINT' }
  if (isAutoReply(mail)) return { kind: 'AUTO_REPLY' }
  const bounce = bounceOf(mail)
  if (bounce) return { kind: 'BOUNCE', bounce }
  if (isAutomatic(mail)) return { kind: 'AUTO_REPLY' }
  return { kind: isList(mail) ? 'LIST' : 'MESSAGE' }
}

/**
 * An automatic answer may go out: a person wrote, under an address that is read and is none of ours.
 * @public Nothing answers by itself yet.
 */
export function mayAnswer(mail: ReadMail, own: readonly string[]): boolean {
  const address = (mail.reply_to[0] ?? mail.from)?.address.toLowerCase() ?? ''
  const [local = '', domain] = address.split('@')
  const ours = new Set(own.map((one) => one.toLowerCase()))
  if (!domain || NO_REPLY.test(local) || MACHINE_SENDER.test(local)) return false
  if (ours.has(address) || ours.has(mail.from?.address.toLowerCase() ?? '')) return false
  return kindOf(mail).kind === 'MESSAGE' && !isGenerated(mail)
}

function isComplaint(mail: ReadMail): boolean {
  const isReport = mail.attachments.some(({ mime_type }) => mime_type === 'message/feedback-report')
  const isReported = says(mail, 'content-type', /report-type="?feedback-report/i)
  // Written by a mail program for who pressed Unsubscribe.
  const hasLeft = says(mail, 'x-apple-unsubscribe', /true/i)
  if (isReport || isReported || hasLeft) return true
  const returns = mail.attachments.some(({ mime_type }) => /^(message\/rfc822|text\/rfc822-headers?)$/.test(mime_type))
  if (returns && COMPLAINT_SUBJECT.test(mail.subject)) return true
  const words = wordsOf(mail)
  return COMPLAINT_TEXT.test(words)
}

/** A person's absence, or a receipt of one who has read. */
function isAutoReply(mail: ReadMail): boolean {
  if (says(mail, 'content-type', /report-type="?disposition-notification/i)) return true
  return AUTO_REPLY_SUBJECT.test(mail.subject) && (isGenerated(mail) || hasNullSender(mail) || isAnswer(mail))
}

const isAnswer = (mail: ReadMail) => mail.in_reply_to !== null || mail.references.length > 0

const isAutomatic = (mail: ReadMail) =>
  hasNullSender(mail) ||
  says(mail, 'auto-submitted', /^auto-replied/i) ||
  says(mail, 'precedence', /^auto[_-]?reply/i) ||
  says(mail, 'x-apple-action', /vacation/i) ||
  [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply',
    'x-autoreply-from',
    'x-mail-autoreply',
    'x-amz-sns-message-id',
  ].some((name) => headerValues(mail, name).some((value) => !/^(no|false)$/i.test(value)))

/** By a machine, of whatever kind: nothing that an automatic mail should follow. */
export const isGenerated = (mail: ReadMail) =>
  isAutomatic(mail) ||
  says(mail, 'auto-submitted', /^(?!no\b)\w/i) ||
  says(mail, 'x-auto-response-suppress', /\b(all|oof|autoreply)\b/i) ||
  says(mail, 'precedence', BULK)

const BULK = /^(bulk|list|junk)/i

const isList = (mail: ReadMail) =>
  ['list-id', 'list-post', 'list-unsubscribe', 'mailing-list', 'x-mailing-list'].some(
    (name) => headerValues(mail, name).length > 0,
  ) || says(mail, 'precedence', BULK)

const says = (mail: ReadMail, header: string, what: RegExp) =>
  headerValues(mail, header).some((value) => what.test(value))
