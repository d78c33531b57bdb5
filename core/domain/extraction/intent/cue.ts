import type { Intent } from './intents.ts'

/**
 * Words that say what somebody wants, none of one trade. The weight is how much they say, and by that what comes before what
 * where one message says several: a machine's mail and a supplier's bill (9), money that is late (8.5), a bill that is asked
 * for (8), an own cost (7.5), a price (7), a refusal (6), something to do (5), thanks (4), a mere request (2).
 */
export interface Cue {
  intent: Intent
  words: RegExp
  weight: number
}

/** Words of which one stands by itself. They are read in small letters: without the flag `i` they are ready ten times as fast. */
export const words = (...all: string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})(?![\\p{L}\\p{N}])`, 'u')

/** In small letters; every offset stays what it was: of all letters only this one becomes two. */
export const small = (text: string): string => text.replaceAll('İ', 'I').toLowerCase()

export const cue = (intent: Intent, weight: number, ...all: string[]): Cue => ({
  intent,
  weight,
  words: words(...all),
})
