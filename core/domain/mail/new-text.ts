import { type LineKind, lineKinds, type MessageLine } from './message-lines.ts'
import { attributionAt, isBlank } from './quote-header.ts'

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

const QUOTED = /^\s{0,3}(?:>|&gt;)/

function plainLines(text: string): MessageLine[] {
  const texts = text.replace(/\r\n?/g, '\n').split('\n')
  const code = codeLines(texts)
  return texts.map((line, index) => {
    if (code.has(index)) return { text: line, verbatim: true }
    return isQuoted(texts, index) ? { text: line, quoted: 'sure' } : { text: line }
  })
}

/** Lines between a pair of fences: what stands there is no quote. */
function codeLines(texts: readonly string[]): Set<number> {
  const code = new Set<number>()
  let opened = -1
  for (const [index, line] of texts.entries()) {
    if (!/^\s{0,3}```/.test(line)) continue
    if (opened < 0) opened = index
    else {
      for (let at = opened; at <= index; at++) code.add(at)
      opened = -1
    }
  }
  return code
}

const isMarked = (line: string | undefined) => line !== undefined && QUOTED.test(line)

function isQuoted(texts: readonly string[], index: number): boolean {
  const line = texts[index] ?? ''
  if (!isMarked(line)) return isOverflow(texts, index)
  const isAlone = !isMarked(texts[index - 1]) && !isMarked(texts[index + 1])
  // "> 5 m of pipe" is a number of something, unless it answers.
  return !(isAlone && /^\s{0,3}(?:>|&gt;)\s?\d/.test(line) && !followsAttribution(texts, index))
}

function followsAttribution(texts: readonly string[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 5); at--) {
    if (!isBlank(texts[at]) && attributionAt(texts, at)) return true
  }
  return false
}

const LINE_WIDTH = 78

/** The rest of a quoted line that was too long for whoever quoted it: its first word did not fit, and the quote goes on below. */
function isOverflow(texts: readonly string[], index: number): boolean {
  const [before = '', line = '', after] = [texts[index - 1], texts[index], texts[index + 1]]
  if (!isMarked(before) || !isMarked(after) || !/^\p{Ll}/u.test(line)) return false
  const word = line.slice(0, line.search(/\s|$/))
  return before.length + 1 + word.length > LINE_WIDTH && !/[.!?:]\s*$/.test(before)
}
