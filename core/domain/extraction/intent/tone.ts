import type { Found, Line } from '../found.ts'
import { small } from './cue.ts'
import { DISPLEASED, LAUGHS, OF_OTHERS } from './displeasure.ts'
import { NO_NEED, URGENT } from './urgency.ts'

/** Of one line, and of all together. */
const [LINE_MAX, ALL_MAX] = [2_000, 20_000]
/** Who says that it is not so says the opposite; in front of the words, with nothing between but how much. */
const DENIED =
  /(?<![\p{L}\p{N}])(?:no|not|never|nothing|isn.?t|wasn.?t|aren.?t|can.?t|don.?t|without|nicht|keine?n?|nie|ohne|pas|rien|jamais|sans|nada|nunca|sin|tampoco)(?: (?:at all|an?|so|that|very|really|es|está|estoy|tan|muy|ganz|wirklich|plus|si|vraiment|du tout|de|d|any|terribly|particularly|besonders|nada))*[ '’]*(?:d['’])?$/u

/** Whether a message says that it cannot wait, or that its sender is not pleased; the words that say so. */
export function findTone(lines: readonly Line[]): { urgent?: Found; displeased?: Found } {
  const read = withinBounds(lines)
  const urgent = first(read, URGENT, NO_NEED)
  const displeased = read.some((text) => LAUGHS.test(text)) ? undefined : first(read, DISPLEASED, OF_OTHERS)
  const found = (hit: Hit | undefined) =>
    hit && { ...hit, value: lines[hit.span.line]!.text.slice(hit.span.start, hit.span.end) }
  return { ...(urgent && { urgent: found(urgent)! }), ...(displeased && { displeased: found(displeased)! }) }
}

function withinBounds(lines: readonly Line[]): string[] {
  let left = ALL_MAX
  return lines.map(({ text }) => {
    const read = small(text.slice(0, Math.min(LINE_MAX, left)))
    left -= read.length
    return read
  })
}

type Hit = Omit<Found, 'value' | 'currency'>

function first(lines: readonly string[], ways: readonly RegExp[], unless: RegExp): Hit | undefined {
  for (const [line, text] of lines.entries()) {
    for (const said of ways) {
      const hit = said.exec(text)
      if (!hit || isDenied(text, hit, unless)) continue
      return { confidence: 0.8, span: { line, start: hit.index, end: hit.index + hit[0].length } }
    }
  }
  return undefined
}

/** Of the sentence that the words stand in. */
function isDenied(text: string, { index, 0: words }: RegExpExecArray, unless: RegExp): boolean {
  const before = text.slice(0, index)
  const begin = Math.max(...['.', '!', '?', ';'].map((mark) => before.lastIndexOf(mark))) + 1
  const rest = text.slice(index + words.length).search(/[.!?;]/u)
  const end = rest < 0 ? text.length : index + words.length + rest
  return DENIED.test(before) || unless.test(text.slice(begin, end))
}
