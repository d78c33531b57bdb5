import type { MessageLine } from './message-lines.ts'
import { attributionAt, isBlank } from './quote-header.ts'

const QUOTED = /^\s{0,3}(?:>|&gt;)/

/** What lines of plain text say by their form: that they are quoted, ">", or code. */
export function plainSigns(texts: readonly string[]): Pick<MessageLine, 'quoted' | 'verbatim'>[] {
  const code = codeLines(texts)
  return texts.map((_, index) => {
    if (code.has(index)) return { verbatim: true }
    return isQuoted(texts, index) ? { quoted: 'sure' } : {}
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
