import { type LineKind, lineKinds, type MessageLine } from './message-lines.ts'
import { plainSigns } from './plain-quotes.ts'
import { isBlank } from './quote-header.ts'

/** A message in its parts; together they are all of it. */
export interface MessageParts {
  /** What was written, or sent on, with this message. */
  new_text: string
  /** What of it was folded as the sender's signature. */
  signature: string
  /** What it answers. */
  quoted: string
}

/** What of a plain text is new. The subject tells forwards from replies where the text does not. */
export function newText(text: string, subject = ''): MessageParts {
  const lines = plainLines(text)
  return messageParts(lines, lineKinds(lines, subject))
}

/** What each line of a plain text is. */
export function lineKindsOf(lines: readonly string[]): LineKind[] {
  return lineKinds(plainLines(lines.join('\n')), '')
}

/** The words of each kind, in their order. */
export function messageParts(lines: readonly MessageLine[], kinds: readonly LineKind[]): MessageParts {
  const of = (kind: LineKind) => joined(lines.filter((_, index) => kinds[index] === kind).map(({ text }) => text))
  return { new_text: of('new'), signature: of('signature'), quoted: of('quote') }
}

function joined(lines: readonly string[]): string {
  const kept: string[] = []
  let blanks = 0
  for (const line of lines) {
    blanks = isBlank(line) ? blanks + 1 : 0
    if (blanks <= 1) kept.push(line.trimEnd())
  }
  return kept.join('\n').replace(/^\n/, '').trimEnd()
}

function plainLines(text: string): MessageLine[] {
  const texts = text.replace(/\r\n?/g, '\n').split('\n')
  const signs = plainSigns(texts)
  return texts.map((line, index) => ({ text: line, ...signs[index] }))
}
