import type { Found } from '../found.ts'
import { type Row, spanIn } from './rows.ts'
import type { KnownVendor } from './taught.ts'

// Who sold it, where a person tells so in a sentence: `Gas $64.20 at Petro-Canada yesterday for the van`.

/** Fairly, never surely. */
const SAID = 0.7
const KNOWN = 0.8
const WORDS_MIN = 4
const SMALL_MIN = 3
const READ_MAX = 500
const ROWS_MAX = 12
/** Between the words of a name. */
const WITHIN = /^(?:de|del|la|le|les|du|des|di|da|of|the|and|und|et|y|e|van|von|für|for)$/u
const MONEY = /[$€£¥]\s?\d|\d\s?[$€£¥]|\d[.,]\d\d(?!\d)/u

/** Words in a row of which several are small, as no name of a firm is written. */
export function isSentence(text: string): boolean {
  const words = text.slice(0, READ_MAX).match(/\p{L}[\p{L}'’-]*/gu) ?? []
  const small = words.filter((word) => /^\p{Ll}{2}/u.test(word) && !WITHIN.test(word)).length
  return words.length >= WORDS_MIN && (small >= SMALL_MIN || (small > 0 && MONEY.test(text)))
}

const WORD = "\\p{Lu}[\\p{L}\\p{N}&'’.-]*"
const NAME = `(?<name>${WORD}(?: (?:(?:& |and |of |de |del |la |le |du |the |und |et |y )?${WORD}|&)){0,4})`
const BEHIND = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(?:[Aa]t|[Ff]rom|[Bb]ei|[Bb]eim|[Vv]on|[Vv]om|[Cc]hez|[Ee]n)|@) ?(?:the )?(?<= |@)${NAME}`,
  'gu',
)
/** `Toronto Hydro account 55-2231` */
const BEFORE = new RegExp(`${NAME} (?:account|acct|customer number|Konto|Kundennummer|Kundennr)(?!\\p{L})`, 'gu')
const NO_VENDOR =
  /^(?:I|The|Our|My|Your|Home|Work|Once|Mon|Tue|Wed|Thu|Fri|Sat|Sun|\p{L}+day|\p{L}+tag|Mittwoch|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Uhr|Heute|Gestern)\.?$/u

/** The name behind a word that says where, or a vendor who is known; nobody where none is said. */
export function saidVendor(rows: readonly Row[], known: readonly KnownVendor[]): Found | undefined {
  const said = rows.slice(0, ROWS_MAX).filter(({ text }) => isSentence(text))
  for (const row of said) {
    const found = knownIn(row, known) ?? namedIn(row, BEHIND) ?? namedIn(row, BEFORE)
    if (found) return found
  }
  return undefined
}

function namedIn(row: Row, pattern: RegExp): Found | undefined {
  for (const { 0: words, index, groups } of row.text.slice(0, READ_MAX).matchAll(pattern)) {
    const name = (groups?.name ?? '').replace(/[.'’&-]+$/u, '')
    if (name.length < 2 || name.split(' ').every((word) => NO_VENDOR.test(word))) continue
    return foundAt(row, index + words.indexOf(name), name, name, SAID)
  }
  return undefined
}

const VENDORS_MAX = 5_000
const LETTERS_MIN = 4

/** The longest of the names that stand there as words. */
function knownIn(row: Row, known: readonly KnownVendor[]): Found | undefined {
  const text = row.text.slice(0, READ_MAX).toLowerCase()
  let best: { at: number; name: string; length: number } | undefined
  for (const { name, printed } of known.slice(0, VENDORS_MAX)) {
    const words = (printed ?? name).toLowerCase()
    const at = words.length < LETTERS_MIN ? -1 : text.indexOf(words)
    if (at < 0 || isJoined(text, at) || isJoined(text, at + words.length)) continue
    if (!best || words.length > best.length) best = { at, name, length: words.length }
  }
  return best && foundAt(row, best.at, row.text.slice(best.at, best.at + best.length), best.name, KNOWN)
}

const isJoined = (text: string, at: number): boolean =>
  /^[\p{L}\p{N}]{2}$/u.test(text.slice(Math.max(0, at - 1), at + 1))

const foundAt = (row: Row, start: number, words: string, value: string, confidence: number): Found => ({
  value,
  confidence,
  span: spanIn(row, start, start + words.length),
})
