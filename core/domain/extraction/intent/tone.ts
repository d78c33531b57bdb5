import type { Found, Line } from '../found.ts'
import { small } from './cue.ts'
import { DISPLEASED, LAUGHS } from './displeasure.ts'
import { URGENT } from './urgency.ts'

const LINE_MAX = 2_000
const LINES_MAX = 200

/** Whether a message says that it cannot wait, or that its sender is not pleased; the words that say so. */
export function findTone(lines: readonly Line[]): { urgent?: Found; displeased?: Found } {
  const read = lines.slice(0, LINES_MAX).map(({ text }) => text.slice(0, LINE_MAX))
  const urgent = first(read, URGENT)
  const displeased = read.some((text) => LAUGHS.test(small(text))) ? undefined : first(read, DISPLEASED)
  return { ...(urgent && { urgent }), ...(displeased && { displeased }) }
}

function first(lines: readonly string[], ways: readonly RegExp[]): Found | undefined {
  for (const [line, text] of lines.entries()) {
    const read = small(text)
    const hit = ways.map((said) => said.exec(read)).find((found) => found)
    if (!hit) continue
    const [start, end] = [hit.index, hit.index + hit[0].length]
    return { value: text.slice(start, end), confidence: 0.8, span: { line, start, end } }
  }
  return undefined
}
