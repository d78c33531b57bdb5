import { type DeliveryReport, deliveryReport, fieldsOf, returnedReport } from './delivery-report.ts'
import {
  BOUNCE_SUBJECT,
  BOUNCE_TEXT,
  DELAYED,
  MACHINE_NAME,
  MACHINE_SENDER,
  NO_REPLY,
  PASSED_ON,
  RETURNED,
} from './machine-phrases.ts'
import { headerValues, type ReadMail } from './read-mail.ts'

/** A mail of ours that did not arrive. */
export interface Bounce {
  /** Empty where nothing tells it. */
  recipient: string
  /** The address is of no use; otherwise the system still tries, or could be asked again. */
  permanent: boolean
  reason: string
}

const REASON_MAX = 500

/** What a report of delivery says; null for any other mail. */
export function bounceOf(mail: ReadMail): Bounce | null {
  const report = deliveryReport(mail) ?? (isBounce(mail) ? returnedReport(mail) : null)
  if (report) return reported(report, mail)
  return isBounce(mail) ? evident(mail) : null
}

function reported({ recipient, action, status, diagnostic }: DeliveryReport, mail: ReadMail): Bounce {
  const text = evident(mail)
  // The class of the status decides (RFC 3463): 4 may succeed when asked again, even where this system has given up. What
  // was delivered, relayed or is delayed is reported too, and says nothing against the address.
  const isPermanent = status === '' ? action === 'failed' || (action === '' && text.permanent) : status.startsWith('5')
  return {
    recipient: recipient || text.recipient,
    permanent: isPermanent && (action === 'failed' || action === ''),
    reason: shortened(diagnostic || text.reason || [status, action].join(' ')),
  }
}

function isBounce(mail: ReadMail): boolean {
  if (headerValues(mail, 'x-failed-recipients').length > 0) return true
  if (headerValues(mail, 'content-type').some((type) => /report-type="?delivery-status/i.test(type))) return true
  const says = BOUNCE_SUBJECT.some((phrase) => phrase.test(mail.subject))
  const tells = BOUNCE_TEXT.some((phrase) => phrase.test(wordsOf(mail)))
  return isDaemon(mail) || (isFromMachine(mail) && (says || tells)) || (says && tells && isByService(mail))
}

/** What stands in the answers of mail servers, and in no letter about a delivery of goods. */
const SERVER_WORDS = /(?<![\w.])#?[45]\.[0-7]\.\d{1,3}(?![\w.])|\bRCPT TO\b|\bSMTP\b|mailer-daemon/i

/** A system under the name of a service quotes a server, or brings back the mail; a person passes on what a system wrote. */
function isByService(mail: ReadMail): boolean {
  if (PASSED_ON.test(mail.subject)) return /^[> ]*final-recipient:/im.test(wordsOf(mail))
  return SERVER_WORDS.test(wordsOf(mail)) || (NO_REPLY.test(localPart(mail)) && returnedMail(mail) !== undefined)
}

const localPart = (mail: ReadMail) => mail.from?.address.replace(/@.*/s, '') ?? ''

/** Nobody but a mail system writes under that name. */
const isDaemon = (mail: ReadMail) => /daemon/i.test(localPart(mail) || (mail.from?.name ?? ''))

/** The sender of a notice which must not be answered: `<>` (RFC 5321, 4.5.5). */
export const hasNullSender = (mail: ReadMail) => headerValues(mail, 'return-path').some((path) => path === '<>')

function isFromMachine(mail: ReadMail): boolean {
  return (
    hasNullSender(mail) ||
    MACHINE_SENDER.test(localPart(mail)) ||
    MACHINE_NAME.test(mail.from?.name ?? '') ||
    // Services tell by JSON; lists by their commands.
    headerValues(mail, 'x-amz-sns-message-id').length > 0 ||
    headerValues(mail, 'x-mlserver').length > 0
  )
}

/** `550 5.1.1`, `550 No such user`, `550-No`, `#5.1.1`: not a part of a number, a date or an id. */
const CODE =
  /(?<![\w.@:/-])(?:([45])[0-7]\d(?=[ -]#?[45]\.\d{1,3}\.| (?=\D)|-[A-Za-z]{2}|\s*$)|#?([45])\.\d{1,3}\.\d{1,3}(?![\w.]))/m

/** What the text of a bounce without fields tells. */
function evident(mail: ReadMail): Bounce {
  const all = wordsOf(mail)
  const words = all.slice(0, RETURNED.exec(all)?.index)
  const code = CODE.exec(words)
  const isDelayed = DELAYED.test(mail.subject) || (!code && DELAYED.test(words))
  return {
    recipient: recipientIn(mail, words),
    permanent: !isDelayed && (code?.[1] ?? code?.[2] ?? '5') === '5',
    reason: shortened(code ? words.slice(code.index) : mail.subject),
  }
}

const ADDRESS = '([^\\s<>"\'():;,@\\[\\]\\\\]{1,64}@[A-Za-z0-9.-]{1,255}[A-Za-z0-9])'
/** Where systems name the address, in the order of how sure it is. */
const NAMED = [
  new RegExp(`^[ \\t]*(?:\\d+[ \\t]+)?<${ADDRESS}>[:\\s.]`, 'm'),
  new RegExp(`RCPT TO:? ?<?${ADDRESS}`, 'i'),
  new RegExp(`(?:to|for|recipients?|address(?:es)?|user|failed)\\b[^@\\n]{0,60}?[:<\\s]\\s*<?${ADDRESS}`, 'i'),
  new RegExp(`^[ \\t]*<?${ADDRESS}>?`, 'm'),
  new RegExp(`<?${ADDRESS}>?`),
]

function recipientIn(mail: ReadMail, words: string): string {
  const [failed] = headerValues(mail, 'x-failed-recipients')
  if (failed) return failed.split(',')[0]?.trim() ?? ''
  const own = new Set([...mail.to, ...(mail.from ? [mail.from] : [])].map(({ address }) => address.toLowerCase()))
  const others = NAMED.map((pattern) => pattern.exec(words)?.[1] ?? '')
  const named = others.find((address) => address !== '' && !own.has(address.toLowerCase()))
  return named ?? new RegExp(ADDRESS).exec(fieldsOf(returnedHead(mail)).get('to') ?? '')?.[1] ?? ''
}

const returnedMail = (mail: ReadMail) =>
  mail.attachments.find(({ mime_type }) => /^(message\/(global|rfc822)|text\/rfc822-headers?)$/.test(mime_type))

/** The headers of the mail that came back. */
function returnedHead(mail: ReadMail): string {
  const all = wordsOf(mail)
  const quoted = RETURNED.exec(all)
  const returned = returnedMail(mail)
  if (returned) return new TextDecoder().decode(returned.content.subarray(0, WORDS_MAX)).replace(/\r\n?/g, '\n')
  return quoted ? all.slice(quoted.index) : ''
}

const WORDS_MAX = 20_000

/** The text of a mail, of its HTML if need be; enough of it to tell what it is. */
export function wordsOf(mail: Pick<ReadMail, 'text' | 'html'>): string {
  if (mail.text?.trim()) return mail.text.slice(0, WORDS_MAX)
  return (mail.html ?? '')
    .slice(0, WORDS_MAX)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, ' ')
}

const shortened = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, REASON_MAX).toWellFormed()
