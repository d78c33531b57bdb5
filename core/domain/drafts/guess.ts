import { CATEGORIES } from '../expenses/categories.ts'
import type { Span } from '../extraction/found.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { daysBetween, isDate } from '../kernel/dates.ts'
import { dayReadIn, type Evidence, wordsAt } from './evidence.ts'
import type { DraftField } from './fields.ts'
import type { ProposedValue } from './proposal.ts'

/** Never sure: a draft with a guess waits for a person. */
const GUESSED = 0.4
const AHEAD_DAYS = 366

type Guessable = 'day' | 'category'
/**
 * What of each intent may be offered though it stands nowhere in the source (H-AI-14): a day to come that follows from its words,
 * and one of our own categories. Wrong, they cost a look. Nothing else: no sum, count, currency, number of anything, name, address
 * or text of its own, of which a wrong one could be billed, paid or written to.
 */
const GUESSABLE: Readonly<Record<Intent, Readonly<Record<string, Guessable>>>> = {
  CREATE_WORK_ITEM: { due_at: 'day' },
  DRAFT_AR_MESSAGE: { due_at: 'day' },
  DRAFT_QUOTE: { expiry_date: 'day' },
  DRAFT_INVOICE: { due_date: 'day' },
  DRAFT_EXPENSE: { due_date: 'day', category: 'category' },
  NONE: {},
}

/** A value that is a guess which may be offered, with the words that it follows from; null for any other. */
export function guessOf(
  evidence: Evidence,
  intent: Intent,
  { field, value }: ProposedValue,
  quoted: Span | null,
): DraftField | null {
  const kind = Object.hasOwn(GUESSABLE[intent], field) ? GUESSABLE[intent][field] : undefined
  const isOne = kind === 'day' ? followsFrom(evidence, value, quoted) : CATEGORIES.some((one) => one === value)
  if (!kind || !isOne) return null
  return { value, confidence: GUESSED, span: kind === 'day' ? quoted : null, origin: 'GUESSED' }
}

/** A day within a year, from words without a figure in which our own rules read no day: those say themselves which it is. */
function followsFrom(evidence: Evidence, value: string, quoted: Span | null): boolean {
  if (!quoted || !isDate(value) || /\p{N}/u.test(wordsAt(evidence.source, quoted))) return false
  const ahead = daysBetween(evidence.occasion.received.slice(0, 10), value)
  return ahead >= 0 && ahead <= AHEAD_DAYS && !dayReadIn(evidence, quoted)
}
