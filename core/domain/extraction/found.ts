// What is read from words, and where it was read. Pure, no model, no clock: the same words give the same.

/** Left, top, right and bottom of a line on the picture that it was read from. */
export type Box = readonly [left: number, top: number, right: number, bottom: number]

export interface Line {
  text: string
  box?: Box | undefined
}

/** Of a line (from 0): UTF-16 offsets, `end` not included. */
export interface Span {
  line: number
  start: number
  end: number
}

/** A value as plain text (an ISO date, a decimal, E.164), how sure it is (0 to 1), and the words that it was read from. */
export interface Found {
  value: string
  confidence: number
  span: Span
  /** ISO 4217, of an amount whose currency stands there. */
  currency?: string
}

/** What is known before a word is read. */
export interface Occasion {
  /** The day and time where the business is, ISO 8601 without a zone: `2026-11-27T09:30:00`. */
  received: string
  /** ISO 3166 of the business or the caller, two letters: reads numbers, days and currencies as they are written there. */
  country?: string | undefined
}

export const linesOf = (text: string): Line[] => text.split(/\r\n|\r|\n/).map((line) => ({ text: line }))
