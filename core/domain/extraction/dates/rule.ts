export interface Now {
  /** ISO 8601 without a zone. */
  moment: string
  today: string
  /** Whether people of the country write the month before the day. */
  isMonthFirst: boolean
}
export type Words = Readonly<Record<string, string | undefined>>
/** A way to write a day: its pattern, what it means (undefined: no day), and how sure that is. */
export interface Rule {
  pattern: string
  read: (words: Words, now: Now) => string | undefined
  sure: number
}
