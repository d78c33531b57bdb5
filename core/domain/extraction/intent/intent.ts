import type { Found, Line } from '../found.ts'
import { INTENTS, type Intent } from './intents.ts'
import { likelyIntents } from './learned.ts'
import { paidUs } from './paying.ts'
import { ruleScores, type Score } from './rules.ts'

/** What a message should become, the words that say so, and what else it may be (H-AI-4). */
export interface FoundIntent extends Omit<Found, 'value' | 'currency' | 'span'> {
  value: Intent
  span: Found['span'] | null
  others: { value: Intent; confidence: number }[]
}

const OTHERS_MAX = 2
/** Below that something else is named only because people often ask for it. */
const WORTH_SAYING = 0.05
/** From here on nineteen of twenty are right, of hands that taught nothing. */
const [LIKELY, SURE, SUREST] = [0.8, 0.85, 0.97]
/** What no rule names is never sure: there are no words to show. */
const UNNAMED_MAX = 0.8

const OF_WHO_PAID: FoundIntent['others'] = [
  { value: 'DRAFT_AR_MESSAGE', confidence: 0.2 },
  { value: 'DRAFT_EXPENSE', confidence: 0.1 },
]

interface Likely {
  intent: Intent
  likelihood: number
  told: Score['told']
}

/** What rules find and what was learned of words decide together; what comes next is offered, too. */
export function findIntent(lines: readonly Line[]): FoundIntent {
  const scores = ruleScores(lines)
  const text = lines.map((line) => line.text).join('\n')
  if (text.trim() === '') return { value: 'NONE', confidence: 0.5, span: null, others: [] }
  const paid = paidUs(lines)
  if (paid) return { value: 'NONE', confidence: UNNAMED_MAX, span: paid, others: OF_WHO_PAID }
  const likelihoods = likelyIntents(
    text,
    scores.map(({ score }) => score),
  )
  const all = INTENTS.map((intent, at): Likely => ({ intent, likelihood: likelihoods[at]!, told: scores[at]!.told }))
  const [best, ...rest] = all.toSorted((a, b) => b.likelihood - a.likelihood) as [Likely, ...Likely[]]
  return {
    value: best.intent,
    confidence: confidenceOf(best),
    span: best.told?.span ?? null,
    others: othersOf(best.intent, rest),
  }
}

function confidenceOf({ likelihood, told }: Likely): number {
  const sureness =
    likelihood < LIKELY ? (likelihood * SURE) / LIKELY : SURE + ((likelihood - LIKELY) * (SUREST - SURE)) / (1 - LIKELY)
  return inSteps(told ? sureness : Math.min(sureness, UNNAMED_MAX))
}

const STEPS = 1000
const inSteps = (value: number) => Math.round(value * STEPS) / STEPS

/** What people ask for most, where nothing else is likely: there is always a choice. */
const COMMON: readonly Intent[] = ['CREATE_WORK_ITEM', 'DRAFT_QUOTE']

function othersOf(best: Intent, rest: readonly Likely[]): FoundIntent['others'] {
  const likely = rest.filter(({ likelihood }) => likelihood >= WORTH_SAYING)
  const said = likely.map(({ intent, likelihood }) => ({
    value: intent,
    confidence: Math.min(0.5, inSteps(likelihood)),
  }))
  const common = COMMON.filter((intent) => intent !== best && !said.some(({ value }) => value === intent))
  return [...said, ...common.map((value) => ({ value, confidence: 0.05 }))].slice(0, OTHERS_MAX)
}
