import { subjectKey } from '../conversations/subject.ts'

/** The subject of an answer; one that is an answer already stays. */
export function answerSubject(subject: string): string {
  const isAnswer = /^\s*re\s*(\[\d+\]|\(\d+\))?\s*:/i.test(subject)
  return isAnswer ? subject : `Re: ${subject}`.trim()
}

/** The subject of what is sent on. */
export const forwardSubject = (subject: string): string =>
  subjectKey(subject) === '' || /^\s*fwd?\s*:/i.test(subject) ? subject || 'Fwd:' : `Fwd: ${subject}`

/** What stands below a letter: who wrote it, and for whom. */
export function signatureOf(author: string, business: { name: string; phone: string | null; website: string | null }) {
  const lines = [author === business.name ? '' : author, business.name, business.phone, business.website]
  return lines.filter(Boolean).join('\n')
}

export interface Quoted {
  name: string
  address: string
  /** As people write it. */
  day: string
  clock: string
  text: string
}

const QUOTE_MAX = 20_000

/** A message below its answer, as mail programs write and fold it. */
export function quoteOf({ name, address, day, clock, text }: Quoted): string {
  const who = [name, address && `<${address}>`].filter(Boolean).join(' ') || 'somebody'
  return `On ${day} at ${clock}, ${who} wrote:\n${cut(quoteLines(text))}`
}

/** The same below one that is sent on, as it came. */
export function forwardedOf(
  { name, address, day, clock, text }: Quoted,
  to: readonly { name: string; address: string }[],
  subject: string,
): string {
  const who = [name, address && `<${address}>`].filter(Boolean).join(' ')
  const head = [
    `From: ${who}`,
    `Date: ${day} at ${clock}`,
    `Subject: ${subject}`,
    `To: ${to.map((one) => one.address).join(', ')}`,
  ]
  return cut(['---------- Forwarded message ---------', ...head, '', text].join('\n'))
}

const quoteLines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
    .join('\n')

const cut = (text: string) => (text.length > QUOTE_MAX ? text.slice(0, QUOTE_MAX).toWellFormed() : text)
