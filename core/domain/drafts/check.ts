import type { Line, Occasion, Span } from '../extraction/found.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { daysBetween, isDate } from '../kernel/dates.ts'
import { type Evidence, evidenceOf, isCurrencyOf, isDateOf, isFigureOf, namesNothingNew } from './evidence.ts'
import type { DraftField, DraftFields } from './fields.ts'
import { guessOf } from './guess.ts'
import { type Proposal, type ProposedValue, proposableAt } from './proposal.ts'
import { spanOf } from './quoted.ts'

export interface Checked {
  intent: Intent
  fields: DraftFields
  /** Paths of what does not stand in the source as it is said to, and is never sure; of those a guess may be offered. */
  marked: string[]
}

/** At most, of what does not stand there. */
const UNFOUND = 0.4
const READ = 0.8
/** In other words, or a judgement. */
const SAID = 0.7
const FAR_DAYS = 10 * 366

/**
 * A model's proposal held against the words it was read from (H-AI-14, PI1, PI2): the quote must stand there, and a figure or a
 * date must be what our own rules read in it. What is not is marked, and offered at most as a guess; a day ten years off is left out.
 */
export function checkProposal(lines: readonly Line[], { intent, values }: Proposal, occasion: Occasion): Checked {
  const evidence = evidenceOf(lines, occasion)
  const fields: DraftFields = {}
  for (const value of values) {
    const field = checked(evidence, intent, value)
    if (field) fields[value.field] = field
  }
  return { intent, fields, marked: Object.keys(fields).filter((path) => !standsIn(fields[path])) }
}

function checked(evidence: Evidence, intent: Intent, proposed: ProposedValue): DraftField | null {
  const { value, quote, field } = proposed
  const kind = proposableAt(intent, field)?.kind
  if (!kind || (kind === 'date' && isFar(value, evidence.occasion))) return null
  const span = spanOf(evidence.source, quote)
  const found = span && judged(evidence, kind, value.trim(), span)
  const guess = found ? null : guessOf(evidence, intent, { ...proposed, value: value.trim() }, span)
  if (guess) return guess
  return { value: value.trim(), confidence: UNFOUND, span: null, ...found, origin: 'MODEL' }
}

const standsIn = (field: DraftField | undefined) => field?.origin === 'MODEL' && field.span !== null

type Kind = NonNullable<ReturnType<typeof proposableAt>>['kind']

/** Where a value stands and how sure that makes it; null for what the quoted words do not say. */
function judged(
  evidence: Evidence,
  kind: Kind,
  value: string,
  span: Span,
): Pick<DraftField, 'span' | 'confidence'> | null {
  switch (kind) {
    case 'amount':
    case 'quantity':
      return isFigureOf(evidence, value, span) ? { span, confidence: READ } : null
    case 'date':
      return isDateOf(evidence, value, span) ? { span, confidence: READ } : null
    case 'currency':
      return isCurrencyOf(evidence, value, span) ? { span, confidence: READ } : null
    case 'choice':
      return { span, confidence: SAID }
    case 'name': {
      const place = spanOf(evidence.source, value)
      return place && { span: place, confidence: READ }
    }
    case 'prose': {
      const place = spanOf(evidence.source, value)
      if (place) return { span: place, confidence: READ }
      return namesNothingNew(evidence, value) ? { span, confidence: SAID } : null
    }
  }
}

const isFar = (date: string, { received }: Occasion) =>
  !isDate(date) || Math.abs(daysBetween(received.slice(0, 10), date)) > FAR_DAYS
