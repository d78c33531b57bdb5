import { ANSWERS } from './answers.ts'
import { BILLING } from './billing.ts'
import type { Cue } from './cue.ts'
import { ENGLISH_WORK } from './english.ts'
import { ENGLISH_MONEY } from './english-money.ts'
import { ENQUIRIES } from './enquiries.ts'
import { FRENCH } from './french.ts'
import { GERMAN } from './german.ts'
import { OWING } from './owing.ts'
import { PRICING } from './pricing.ts'
import { SPANISH } from './spanish.ts'
import { SPENDING } from './spending.ts'

/** Of all languages: people mix them, and few words of one mean something else in another. */
export const CUES: readonly Cue[] = [
  ...ENGLISH_MONEY,
  ...ENGLISH_WORK,
  ...GERMAN,
  ...FRENCH,
  ...SPANISH,
  ...ANSWERS,
  ...ENQUIRIES,
  ...OWING,
  ...BILLING,
  ...SPENDING,
  ...PRICING,
]
