import type { Found, Line } from '../found.ts'
import { small } from './cue.ts'
import { CUES } from './cues.ts'
import { INTENTS, type Intent } from './intents.ts'
import { TOGETHER } from './together.ts'
import { TOPICS, type Topic } from './topics.ts'

/** What a message should become, the words that say so, and what else it may be (H-AI-4). */
export interface FoundIntent extends Omit<Found, 'value' | 'currency' | 'span'> {
  value: Intent
  span: Found['span'] | null
  others: { value: Intent; confidence: number }[]
}

interface Hit {
  intent: Intent
  weight: number
  span: Found['span']
}
interface Score {
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
const OTHERS_MAX = 2

/** The weightiest words decide, and a little how many kinds of words say the same; another intent that is said is offered, too. */
export function findIntent(lines: readonly Line[]): FoundIntent {
  const hits = hitsIn(lines)
  const scores = INTENTS.map((intent) => scoreOf(intent, hits)).toSorted((a, b) => b.score - a.score)
  const [best, ...rest] = scores as [Score, ...Score[]]
  if (!best.told) return { value: 'NONE', confidence: 0.5, span: null, others: othersOf('NONE', []) }
  const others = rest.filter(({ score }) => score > 0)
  return {
    value: best.intent,
    confidence: sureness(best, others[0]),
    span: best.told.span,
    others: othersOf(best.intent, others),
  }
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

/** A question, a day or a mere request says only that something is wanted: of those read as work a third was meant so. */
const WORK_WEIGHT = 5

/** Words that say much, and nothing else that says nearly as much. */
function sureness({ intent, told, score }: Score, next: Score | undefined): number {
  const lead = score - (next?.score ?? 0)
  if ((told?.weight ?? 0) >= 6.5 && lead >= 1) return 0.92
  if ((told?.weight ?? 0) >= (intent === 'CREATE_WORK_ITEM' ? WORK_WEIGHT : 4) && lead >= 3) return 0.88
  return lead >= 1.5 && (told?.weight ?? 0) >= 4 ? 0.7 : 0.55
}

/** What people ask for most, where nothing else was said: there is always a choice. */
const COMMON: readonly Intent[] = ['CREATE_WORK_ITEM', 'DRAFT_QUOTE']

function othersOf(best: Intent, scores: readonly Score[]): FoundIntent['others'] {
  const said = scores.map(({ intent, score }) => ({ value: intent, confidence: Math.min(0.5, score / 20) }))
  const common = COMMON.filter((intent) => intent !== best && !said.some(({ value }) => value === intent))
  return [...said, ...common.map((value) => ({ value, confidence: 0.1 }))].slice(0, OTHERS_MAX)
}
