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

/** Every term that was typed begins a word of the text. */
export function beginWords(typed: readonly string[], text: string): boolean {
  const terms = searchTerms(text)
  return typed.every((begun) => terms.some((term) => term.startsWith(begun)))
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
