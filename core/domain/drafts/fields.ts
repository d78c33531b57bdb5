import type { Span } from '../extraction/found.ts'

/**
 * From where a value is known: words of the source, what the business has taught (its prices, its customers), a model that read
 * it there; GUESSED is a model's alone: it stands nowhere in the source, and is never sure.
 */
export const ORIGINS = ['WORDS', 'TAUGHT', 'MODEL', 'GUESSED'] as const
export type Origin = (typeof ORIGINS)[number]

/** What a draft proposes for one field of its payload, how sure it is (0 to 1), and the words that it was read from. */
export interface DraftField {
  /** As it stands in the payload: an ISO date, a decimal, a word of the API, an id, text. */
  value: string
  confidence: number
  /** Null for what stands nowhere in the source; of a guess the words that it follows from. */
  span: Span | null
  origin: Origin
  /** The words themselves, where the business taught what they mean here. */
  said?: string | undefined
}

/** By the path of the payload's field: `title`, `due_at`, `line_items.0.rate`. */
export type DraftFields = Record<string, DraftField>

/** How sure in a word (C-24). */
export const LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const
export type Level = (typeof LEVELS)[number]
const HIGH = 0.85
const MEDIUM = 0.6

export const levelOf = (confidence: number): Level =>
  confidence >= HIGH ? 'HIGH' : confidence >= MEDIUM ? 'MEDIUM' : 'LOW'

/** Which confidences have a level: from the first, below the second. */
export const confidencesOf = (level: Level): { from: number; below: number } =>
  ({ HIGH: { from: HIGH, below: 2 }, MEDIUM: { from: MEDIUM, below: HIGH }, LOW: { from: 0, below: MEDIUM } })[level]
