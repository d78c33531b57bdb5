import { CATEGORIES } from '../expenses/categories.ts'
import type { Span } from '../extraction/found.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { daysBetween, isDate } from '../kernel/dates.ts'
import { type Evidence, wordsAt } from './evidence.ts'
import type { DraftField } from './fields.ts'
import type { ProposedValue } from './proposal.ts'

/** Never sure: a draft with a guess waits for a person. */
const GUESSED = 0.4
const AHEAD_DAYS = 366

type Guessable = 'day' | 'category'
/**
 * What of each intent may be offered though it stands nowhere in the source (H-AI-14): a day to come that follows from its words,
 * and one of our own categories. Wrong, they cost a look: both stay inside the house. Nothing else: no sum, count, currency,
 * number of anything, name, address or text of its own, of which a wrong one could be billed, paid or written to, and no day of
 * what a customer reads: until when he is to pay, or may accept.
 */
const GUESSABLE: Readonly<Record<Intent, Readonly<Record<string, Guessable>>>> = {
  CREATE_WORK_ITEM: { due_at: 'day' },
  DRAFT_AR_MESSAGE: { due_at: 'day' },
  DRAFT_QUOTE: {},
  DRAFT_INVOICE: {},
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

/** Words of a time that is no day yet. */
const TIME = new RegExp(
  `(?<!\\p{L})(?:${[
    'soon|asap|shortly|(?:week|month|year|quarter|season|holiday|vacation)s?|days?|weekends?|fortnight|xmas|christmas|easter|thanksgiving|spring|summer|autumn|fall|winter',
    'bald|(?:woche|monat|jahr|quartal|feiertag|tag)(?:e?[ns]?)?|wochenende|ferien|urlaub|weihnachten|ostern|frühling|frühjahr|sommer|herbst',
    'bientôt|semaines?|mois|années?|vacances|fêtes|noël|pâques|printemps|été|automne|hiver|jours?',
    'pronto|semanas?|mes(?:es)?|años?|vacaciones|fiestas|navidad|pascua|primavera|verano|otoño|invierno|días?',
  ].join('|')})(?!\\p{L})`,
  'iu',
)

/** A day within a year, from words of time without a figure, where our own rules read no day at all: that would be the one meant. */
function followsFrom({ source, dates, occasion }: Evidence, value: string, quoted: Span | null): boolean {
  const words = quoted ? wordsAt(source, quoted) : ''
  if (!isDate(value) || !TIME.test(words) || /\p{N}/u.test(words) || dates.length > 0) return false
  const ahead = daysBetween(occasion.received.slice(0, 10), value)
  return ahead >= 0 && ahead <= AHEAD_DAYS
}
