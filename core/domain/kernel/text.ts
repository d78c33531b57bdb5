import { err, ok, type Result } from './result.ts'

export type TextReason = 'not_storable' | 'too_long'

/**
 * A text unchanged, or why it cannot be kept: PostgreSQL has no NUL, and UTF-8 no half of a surrogate pair. Refused
 * rather than repaired, so that what is shown is always what was sent. `max` counts UTF-16 units.
 */
export function cleanText(text: string, max: number): Result<string, TextReason> {
  if (text.length > max) return err('too_long')
  if (text.includes('\u0000') || !text.isWellFormed()) return err('not_storable')
  return ok(text)
}

/** Whether a text can stand in a mail or HTTP header: no control character, hence no CR or LF. */
export function isHeaderSafe(text: string): boolean {
  return !/\p{Cc}/u.test(text) && text.isWellFormed()
}

const TERMS_MAX = 20
const TERM_LENGTH_MAX = 64

/**
 * The words of some texts as search terms: lower case, without accents, each once, in order of appearance, at most 20
 * of at most 64 characters. The same function makes the terms stored and the terms looked for.
 */
export function searchTerms(...texts: readonly (string | null | undefined)[]): string[] {
  const terms = new Set<string>()
  for (const text of texts) {
    for (const word of words(text ?? '')) {
      terms.add(word)
      if (terms.size === TERMS_MAX) return [...terms]
    }
  }
  return [...terms]
}

const READ_MAX = 10_000

function* words(text: string): Generator<string> {
  const plain = text
    .slice(0, READ_MAX)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
  for (const [word] of plain.matchAll(/[\p{L}\p{N}]+/gu)) yield [...word].slice(0, TERM_LENGTH_MAX).join('')
}
