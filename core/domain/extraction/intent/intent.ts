import type { Found, Line } from '../found.ts'
import { CUES } from './cues.ts'
import { INTENTS, type Intent } from './intents.ts'

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

/** Thanks at the end say little when something is asked for. */
const THANKS_WEIGHT = 0.3
const LINE_MAX = 2_000
const LINES_MAX = 400

/**
 * Asked for is what most and the weightiest words say; each kind of words counts once, and a little more where it comes again.
 * Where two say as much, money that is late comes before an invoice, and that before a price and a job.
 */
export function findIntent(lines: readonly Line[]): FoundIntent {
  const hits = lines.slice(0, LINES_MAX).flatMap(({ text }, line) => hitsOf(text.slice(0, LINE_MAX), line))
  const asks = hits.some(({ intent }) => intent !== 'NONE')
  const scores = INTENTS.map((intent) => {
    const own = hits.filter((hit) => hit.intent === intent)
    const sum = own.reduce((total, { weight }) => total + weight, 0)
    return { intent, score: intent === 'NONE' && asks ? sum * THANKS_WEIGHT : sum, own }
  }).toSorted((a, b) => b.score - a.score || RANK.indexOf(a.intent) - RANK.indexOf(b.intent))
  const [best, ...rest] = scores
  if (!best || best.score === 0) return { value: 'NONE', confidence: 0.5, span: null, others: [] }
  const told = best.own.toSorted((a, b) => b.weight - a.weight)[0]
  const total = scores.reduce((sum, { score }) => sum + score, 0)
  const others = rest.filter(({ score }) => score > 0).slice(0, 2)
  return {
    value: best.intent,
    confidence: sureness(best.score, best.score - (rest[0]?.score ?? 0)),
    span: told?.span ?? null,
    others: others.map(({ intent, score }) => ({ value: intent, confidence: score / total })),
  }
}

const RANK: readonly Intent[] = [
  'DRAFT_AR_MESSAGE',
  'DRAFT_EXPENSE',
  'DRAFT_INVOICE',
  'DRAFT_QUOTE',
  'CREATE_WORK_ITEM',
  'NONE',
]

function hitsOf(text: string, line: number): Hit[] {
  return CUES.flatMap(({ intent, words, weight }) => {
    const hit = words.exec(text)
    return hit ? [{ intent, weight, span: { line, start: hit.index, end: hit.index + hit[0].length } }] : []
  })
}

function sureness(score: number, lead: number): number {
  if (score >= 5 && lead >= 4) return 0.92
  if (score >= 4 && lead >= 2) return 0.85
  return lead >= 1 ? 0.7 : 0.5
}
