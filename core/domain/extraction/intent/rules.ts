import type { Found, Line } from '../found.ts'
import { small } from './cue.ts'
import { CUES } from './cues.ts'
import { INTENTS, type Intent } from './intents.ts'
import { TOGETHER } from './together.ts'
import { TOPICS, type Topic } from './topics.ts'

interface Hit {
  intent: Intent
  weight: number
  span: Found['span']
}
/** How much is said for an intent, and by which words most. */
export interface Score {
  intent: Intent
  score: number
  told: Hit | undefined
}

/** A message is shorter; what is behind that is not read. */
const LINE_MAX = 2_000
const LINES_MAX = 200
const TEXT_MAX = 12_000
/** What each further kind of words adds, at most twice. */
const MORE = 0.4
const MORE_MAX = 2
/** A question that says nothing else. */
const QUESTION_WEIGHT = 1.5
/** The weightiest words decide how much is said for each intent, and a little how many kinds of words say the same. */
export function ruleScores(lines: readonly Line[]): Score[] {
  const hits = hitsIn(lines)
  return INTENTS.map((intent) => scoreOf(intent, hits))
}

function hitsIn(lines: readonly Line[]): Hit[] {
  let left = TEXT_MAX
  const read = lines.slice(0, LINES_MAX).map(({ text }) => {
    const words = small(text.slice(0, Math.min(LINE_MAX, left)))
    left -= words.length
    return words
  })
  return [...read.flatMap((text, line) => (text.trim() === '' ? [] : hitsOf(text, line))), ...together(read)]
}

/** What the topics of all lines say together. */
function together(read: readonly string[]): Hit[] {
  const spans = new Map<Topic, Found['span']>()
  for (const [topic, words] of Object.entries(TOPICS) as [Topic, RegExp][]) {
    for (const [line, text] of read.entries()) {
      const hit = words.exec(text)
      if (!hit) continue
      spans.set(topic, { line, start: hit.index, end: hit.index + hit[0].length })
      break
    }
  }
  const count = read.join(' ').split(/\s+/u).length
  return TOGETHER.flatMap(({ intent, all, none = [], wordsMax = Number.POSITIVE_INFINITY, weight }) => {
    const isSo = all.every((topic) => spans.has(topic)) && !none.some((topic) => spans.has(topic)) && count <= wordsMax
    return isSo ? [{ intent, weight, span: spans.get(all[0]!)! }] : []
  })
}

function hitsOf(text: string, line: number): Hit[] {
  const hits = CUES.flatMap(({ intent, words, weight }): Hit[] => {
    const hit = words.exec(text)
    return hit ? [{ intent, weight, span: { line, start: hit.index, end: hit.index + hit[0].trimEnd().length } }] : []
  })
  const question = text.indexOf('?')
  if (question < 0) return hits
  const span = { line, start: question, end: question + 1 }
  return [...hits, { intent: 'CREATE_WORK_ITEM', weight: QUESTION_WEIGHT, span }]
}

function scoreOf(intent: Intent, hits: readonly Hit[]): Score {
  const own = hits.filter((hit) => hit.intent === intent).toSorted((a, b) => b.weight - a.weight)
  const [told] = own
  const kinds = new Set(own.map(({ weight }) => weight)).size
  return { intent, told, score: told ? told.weight + MORE * Math.min(kinds - 1, MORE_MAX) : 0 }
}
