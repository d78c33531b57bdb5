import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findAmounts } from '../../../core/domain/extraction/amounts.ts'
import { findDates } from '../../../core/domain/extraction/dates.ts'
import { findEmails } from '../../../core/domain/extraction/emails.ts'
import { type Found, type Line, linesOf } from '../../../core/domain/extraction/found.ts'
import { findPhones } from '../../../core/domain/extraction/phones.ts'
import { SHARED_DATA } from '../shared-data.ts'
import { wordsAt } from './words.ts'

interface Result {
  Text: string
  TypeName?: string
  Resolution: { value?: string; isoCurrency?: string; values?: { value: string }[] }
}
interface Phrase {
  Input: string
  Context?: { ReferenceDateTime?: string }
  Results: Result[]
}
type Kind = 'currency' | 'datetime' | 'phone' | 'email'
export interface PhraseScore {
  right: number
  of: number
  wrong: string[]
}

const phrases = (kind: Kind): Phrase[] => JSON.parse(readFileSync(join(SHARED_DATA, 'phrases', `${kind}.json`), 'utf8'))

const ofDay = ({ TypeName }: Result) => TypeName === 'datetimeV2.date' || TypeName === 'datetimeV2.datetime'
const DAY = '2026-11-27T00:00:00'

/** How many phrases of a kind are read as expected: each thing in them, and nothing else. */
export function scorePhrases(kind: Kind): PhraseScore {
  // Ranges, times and repetitions of days are other things than a day.
  const cases = phrases(kind).filter(({ Results }) => kind !== 'datetime' || Results.every(ofDay))
  const wrong = cases.flatMap((phrase) => {
    const [found, expected] = [read[kind](phrase, linesOf(phrase.Input)), wanted[kind](phrase)]
    return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${phrase.Input}: ${found} for ${expected}`]
  })
  return { right: cases.length - wrong.length, of: cases.length, wrong }
}

const words = (find: (lines: readonly Line[]) => Found[]) => (_: Phrase, lines: readonly Line[]) =>
  find(lines).map(({ span }) => wordsAt(lines, span).toLowerCase())

const read: Record<Kind, (phrase: Phrase, lines: readonly Line[]) => string[]> = {
  email: words(findEmails),
  phone: words((lines) => findPhones(lines, { country: 'US' })),
  currency: (phrase, lines) =>
    findAmounts(lines, { country: 'US' }).map(({ value, currency }, at) => {
      const isAsked = phrase.Results.filter(hasValue)[at]?.Resolution.isoCurrency
      return `${Number(value)} ${isAsked ? currency : ''}`
    }),
  datetime: ({ Context }, lines) =>
    findDates(lines, { received: Context?.ReferenceDateTime ?? DAY }).map(({ value }) => value),
}

const hasValue = ({ Resolution }: Result) => Resolution.value !== undefined && Resolution.value !== null
const texts = ({ Results }: Phrase) => Results.map(({ Text }) => Text.toLowerCase())

const wanted: Record<Kind, (phrase: Phrase) => string[]> = {
  email: texts,
  phone: texts,
  currency: ({ Results }) =>
    Results.filter(hasValue).map(({ Resolution }) => `${Number(Resolution.value)} ${Resolution.isoCurrency ?? ''}`),
  datetime: ({ Results, Context }) => {
    const today = (Context?.ReferenceDateTime ?? DAY).slice(0, 10)
    return Results.map(({ Resolution }) => {
      const days = (Resolution.values ?? []).map(({ value }) => value.slice(0, 10)).toSorted()
      return days.find((day) => day >= today) ?? days.at(-1) ?? ''
    })
  },
}
