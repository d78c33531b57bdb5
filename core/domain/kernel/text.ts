const TERMS_MAX = 20
const TERM_LENGTH_MAX = 64

type Texts = readonly (string | null | undefined)[]

/**
 * What some texts are found by: their words in lower case, without what people leave out, each once, at most 20 of at
 * most 64 characters. Parts of a word are words too (`o`, `brien`, `obrien`), and so is ü as ue.
 */
export function searchTerms(...texts: Texts): string[] {
  return firstTerms(texts, function* (text) {
    for (const parts of partedWords(text)) {
      yield* parts
      if (parts.length > 1) yield parts.join('')
    }
    const spelled = spelledOut(text)
    if (spelled !== text) for (const parts of partedWords(spelled)) yield parts.join('')
  })
}

/** What is looked for: each word as one, but for those with a hyphen, which may be written apart. */
export function queryTerms(typed: string): string[] {
  return firstTerms([typed.replace(APOSTROPHES, '')], function* (text) {
    for (const parts of partedWords(text)) yield* parts
  })
}

/** Every term that was typed begins a word of the text. */
export function beginWords(typed: readonly string[], text: string): boolean {
  const terms = searchTerms(text)
  return typed.every((begun) => terms.some((term) => term.startsWith(begun)))
}

const READ_MAX = 10_000

function firstTerms(texts: Texts, wordsOf: (text: string) => Generator<string>): string[] {
  const terms = new Set<string>()
  for (const text of texts) {
    for (const word of wordsOf((text ?? '').slice(0, READ_MAX))) {
      terms.add([...word].slice(0, TERM_LENGTH_MAX).join(''))
      if (terms.size === TERMS_MAX) return [...terms]
    }
  }
  return [...terms]
}

const APOSTROPHES = /['’‘ʼʻ`´′]/gu
const WORD = /[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu

/** The words of a text, each as the parts between its apostrophes and hyphens. */
function* partedWords(text: string): Generator<string[]> {
  for (const [word] of folded(text.replace(APOSTROPHES, "'")).matchAll(WORD)) yield word.split(/['-]/)
}

// Letters that are no accented ones to Unicode, and are to who types their names.
const LETTERS: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}
const MORE_LETTERS: Record<string, string> = { þ: 'th', ŋ: 'n', ĸ: 'k', ς: 'σ' }
const PLAIN = new Map(Object.entries({ ...LETTERS, ...MORE_LETTERS }))
const SPECIAL = new RegExp(`[${[...PLAIN.keys()].join('')}]`, 'g')

const folded = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(SPECIAL, (letter) => PLAIN.get(letter) ?? letter)

const SPELLED = new Map(Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }))

/** `Müller` as `Mueller`. */
const spelledOut = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüøå]/g, (letter) => SPELLED.get(letter) ?? letter)
