import {
  type Attribution,
  afterBlanks,
  attributionAt,
  headerEnd,
  isBlank,
  isForwardMarker,
  isForwardSubject,
  isRule,
} from './quote-header.ts'
import { signatureStart } from './sign-off.ts'

/** A line as it was sent, and whether its form says that it is quoted; `offered` is a form that people use for other things too. */
export interface MessageLine {
  text: string
  quoted?: 'sure' | 'offered'
  /** Where a mail program put the message that was answered, to the end. */
  cuts?: boolean
  /** Code, or what was folded before: whatever it says, it is no header. */
  verbatim?: boolean
}

export type LineKind = 'new' | 'quote' | 'signature'

/** What is read of a message for quotes; a person does not write more, and what is below it is shown. */
const LINES_MAX = 20_000

/** What of a message is new, line by line. When in doubt a line is new: folding away what somebody wrote is worse than showing a quote. */
export function lineKinds(lines: readonly MessageLine[], subject = ''): LineKind[] {
  const kinds = lines.map(({ quoted }): LineKind => (quoted === 'sure' ? 'quote' : 'new'))
  const read: Reading = {
    lines: lines.slice(0, LINES_MAX),
    texts: lines.slice(0, LINES_MAX).map(({ text }) => text),
    kinds,
    isForward: isForwardSubject(subject),
  }
  const end = findQuotes(read)
  markSignatures(read, end)
  return kinds
}

interface Reading {
  lines: readonly MessageLine[]
  texts: string[]
  kinds: LineKind[]
  isForward: boolean
}

/** Marks quotes from the top; answers where the forwarded part begins, to which no more rules apply. */
function findQuotes(read: Reading): number {
  const { lines, texts, kinds } = read
  let at = 0
  while (at < lines.length) {
    const line = lines[at]
    if (line && !line.verbatim && !isBlank(line.text)) {
      if (isForwardMarker(line.text)) return show(kinds, at)
      const found = line.quoted === 'sure' ? null : headerAt(read, at)
      if (found && isBoxed(texts, at, found.end)) return show(kinds, at)
      const next = found ? afterBlanks(texts, found.end) : 0
      if (found && (lines[next]?.quoted || (next === lines.length && !line.cuts))) {
        at = markQuote(read, at, next)
        continue
      }
      if (line.cuts || found?.isCertain) return cut(read, at)
    }
    at++
  }
  return lines.length
}

/** A header between two drawn lines is how the reader of mails writes out a message that was attached. */
const isBoxed = (texts: readonly string[], at: number, end: number) =>
  isRule(texts[at] ?? '') && texts[end]?.trim() === texts[at]?.trim()

function headerAt({ texts }: Reading, at: number): Attribution | null {
  const end = headerEnd(texts, at)
  return end === null ? attributionAt(texts, at) : { end, isCertain: true }
}

function show(kinds: LineKind[], from: number): number {
  kinds.fill('new', from)
  return from
}

/** A quote to the end of the message, unless nothing was written before it or the subject says forward: then it is what was sent. */
function cut(read: Reading, at: number): number {
  const { texts, kinds, isForward } = read
  const signed = signatureStart(texts, 0, at)
  const hasWords = texts
    .slice(0, at)
    .some((text, index) => kinds[index] === 'new' && index < signed && !isBlank(text) && !isRule(text))
  if (isForward || !hasWords) return show(kinds, at)
  let from = at
  while (from > 0 && (isBlank(texts[from - 1]) || isRule(texts[from - 1] ?? ''))) from--
  kinds.fill('quote', from)
  return texts.length
}

/** The line above, and the quote below with its own blank lines. */
function markQuote({ lines, kinds }: Reading, from: number, first: number): number {
  let end = first
  while (end < lines.length && lines[end]?.quoted) end++
  kinds.fill('quote', from, end)
  return Math.max(end, from + 1)
}

function markSignatures({ texts, kinds }: Reading, end: number) {
  let start = 0
  for (let at = 0; at <= end; at++) {
    if (at < end && kinds[at] === 'new') continue
    if (at > start) kinds.fill('signature', signatureStart(texts, start, at), at)
    start = at + 1
  }
}
