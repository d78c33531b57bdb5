import { CATEGORIES } from '../expenses/categories.ts'
import type { Line, Occasion, Span } from '../extraction/found.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { daysBetween, isDate } from '../kernel/dates.ts'
import {
  type Evidence,
  evidenceOf,
  type FigureKind,
  figuresAt,
  isCurrencyOf,
  isDateOf,
  namesNothingNew,
} from './evidence.ts'
import type { DraftField, DraftFields } from './fields.ts'
import { guessOf } from './guess.ts'
import { type Proposal, type ProposedValue, proposableAt } from './proposal.ts'
import { isOver, spanOf, spansOf } from './quoted.ts'
import { isToldFrom, saysNothingElse } from './wording.ts'

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
 * date must be what our own rules read in it; a figure that stands there once is one value's. What is not is marked, and offered
 * at most as a guess; a day ten years off is left out.
 */
export function checkProposal(lines: readonly Line[], { intent, values }: Proposal, occasion: Occasion): Checked {
  const evidence = evidenceOf(lines, occasion)
  const figures = figuresOf(evidence, intent, values)
  const fields: DraftFields = {}
  for (const value of values) {
    const field = checked(evidence, intent, value, figures)
    if (field) fields[value.field] = field
  }
  return { intent, fields, marked: Object.keys(fields).filter((path) => !standsIn(fields[path])) }
}

type Figures = ReadonlyMap<string, Span>

/** Where each figure stands that the proposal names. The longest quotes choose first: they say best which of several is meant. */
function figuresOf(evidence: Evidence, intent: Intent, values: Proposal['values']): Figures {
  const figures = new Map<string, Span>()
  for (const { field, value, quote } of values.toSorted((a, b) => b.quote.length - a.quote.length)) {
    const kind = proposableAt(intent, field)?.kind
    if (!kind || !isFigure(kind)) continue
    const places = spansOf(evidence.source, quote, PLACES_MAX).flatMap((span) =>
      figuresAt(evidence, kind, value.trim(), span),
    )
    const free = places.find((place) => ![...figures.values()].some((other) => isOver(place, other)))
    if (free) figures.set(field, free)
  }
  return figures
}
const PLACES_MAX = 20

const isFigure = (kind: Kind): kind is FigureKind => kind === 'quantity' || kind === 'price' || kind === 'amount'

function checked(evidence: Evidence, intent: Intent, proposed: ProposedValue, figures: Figures): DraftField | null {
  const { quote, field } = proposed
  const value = proposed.value.trim()
  const kind = proposableAt(intent, field)?.kind
  if (!kind || (kind === 'date' && isFar(value, evidence.occasion))) return null
  const span = spanOf(evidence.source, quote)
  const found = isFigure(kind)
    ? readAt(figures.get(field))
    : span && judged(evidence, kind, { ...proposed, value }, span)
  const guess = found ? null : guessOf(evidence, intent, { ...proposed, value }, span)
  if (guess) return guess
  return { value, confidence: UNFOUND, span: null, ...found, origin: 'MODEL' }
}

const standsIn = (field: DraftField | undefined) => field?.origin === 'MODEL' && field.span !== null

type Kind = NonNullable<ReturnType<typeof proposableAt>>['kind']

type Judged = Pick<DraftField, 'span' | 'confidence'> | null

const readAt = (span: Span | null | undefined): Judged => (span ? { span, confidence: READ } : null)
const saidAt = (span: Span): Judged => ({ span, confidence: SAID })

/** Where a value stands and how sure that makes it; null for what the quoted words do not say. */
function judged(
  evidence: Evidence,
  kind: Exclude<Kind, FigureKind>,
  { value, quote }: ProposedValue,
  span: Span,
): Judged {
  const asItIs = readAt(spanOf(evidence.source, value))
  switch (kind) {
    case 'date':
      return isDateOf(evidence, value, span) ? readAt(span) : null
    case 'currency':
      return isCurrencyOf(evidence, value, span) ? readAt(span) : null
    case 'choice':
      return saidAt(span)
    case 'category':
      return CATEGORIES.some((one) => one === value) ? saidAt(span) : null
    case 'name':
    case 'passage':
      return asItIs
    case 'thing':
      if (asItIs) return asItIs
      return namesNothingNew(evidence, value) && saysNothingElse(value, evidence.wording) ? saidAt(span) : null
    case 'prose':
      if (asItIs) return asItIs
      return namesNothingNew(evidence, value) && isToldFrom(value, evidence.wording, quote) ? saidAt(span) : null
  }
}

const isFar = (date: string, { received }: Occasion) =>
  !isDate(date) || Math.abs(daysBetween(received.slice(0, 10), date)) > FAR_DAYS
