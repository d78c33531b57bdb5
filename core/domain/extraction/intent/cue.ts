import type { Intent } from './intents.ts'

/** Words that say what somebody wants, in English, German, French and Spanish, none of one trade. Weight: how much they say. */
export interface Cue {
  intent: Intent
  words: RegExp
  weight: number
}

export const cue = (intent: Intent, weight: number, ...words: string[]): Cue => ({
  intent,
  weight,
  words: new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'iu'),
})
