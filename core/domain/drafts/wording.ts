import { folded } from './quoted.ts'
import { ASKING_WORDS, LEADING_WORDS } from './understood.ts'

/** The words of a text, to hold others against, whatever their endings. */
export interface Wording {
  text: string
  words: ReadonlySet<string>
  /** What words begin with, their endings aside. */
  stems: ReadonlySet<string>
  beginnings: ReadonlySet<string>
}

const [STEM, ENDING, WORD_READ] = [4, 2, 40]
const WORD = /[\p{L}\p{M}]+/gu
const ALONE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u
/** They say nothing by themselves. */
const SMALL: ReadonlySet<string> = new Set(
  [
    ...ASKING_WORDS,
    ...LEADING_WORDS,
    ...'all with in on at by from or is are be it that this your our my und von im am et avec dans con en'.split(' '),
  ].map(folded),
)

export function wordingOf(text: string): Wording {
  const whole = folded(text)
  const words = new Set((whole.match(WORD) ?? []).map((word) => word.slice(0, WORD_READ)))
  const long = [...words].filter((word) => word.length >= STEM)
  const beginnings = long.flatMap((word) =>
    Array.from({ length: word.length - STEM + 1 }, (_, n) => word.slice(0, STEM + n)),
  )
  return { text: whole, words, stems: new Set(long.map(stemOf)), beginnings: new Set(beginnings) }
}

/** Whether a text says something, and nothing but in words of the other: `Clean all gutters` of `gutter cleaning`. */
export function saysNothingElse(text: string, other: Wording): boolean {
  const words = tellingWords(text)
  return words.length > 0 && words.every((word) => isIn(word, other))
}

/** Whether a text is mostly in words of a source, and has one in common with those that it names as its own. */
export function isToldFrom(text: string, source: Wording, quote: string): boolean {
  const words = tellingWords(text)
  const known = words.filter((word) => isIn(word, source))
  const quoted = wordingOf(quote)
  return known.length * 2 >= words.length && known.some((word) => isIn(word, quoted))
}

const tellingWords = (text: string): string[] =>
  [...new Set(folded(text).match(WORD) ?? [])].filter((word) => !SMALL.has(word))

const stemOf = (word: string) => word.slice(0, Math.max(STEM, word.length - ENDING))

/** As it is or with another ending: `cleaning` and `cleaned`. Scripts without spaces have no words to tell apart. */
function isIn(written: string, { text, words, stems, beginnings }: Wording): boolean {
  const word = written.slice(0, WORD_READ)
  if (words.has(word)) return true
  if (ALONE.test(word)) return text.includes(word)
  if (word.length < STEM) return false
  if (beginnings.has(stemOf(word))) return true
  return Array.from({ length: word.length - STEM + 1 }, (_, n) => word.slice(0, STEM + n)).some((part) =>
    stems.has(part),
  )
}
