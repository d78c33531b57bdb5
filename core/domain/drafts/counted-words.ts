import type { Found } from '../extraction/found.ts'
import type { Clause } from './clauses.ts'

const GERMAN = count('zwei drei vier fünf sechs sieben acht neun zehn elf zwölf')
const OTHERS = {
  ...count('two three four five six seven eight nine ten eleven twelve'),
  ...count('deux trois quatre cinq six sept huit neuf dix onze douze'),
  // Without eleven: `once` is nearly always the English word.
  ...count('dos tres cuatro cinco seis siete ocho nueve diez'),
}
const WORDS: Readonly<Record<string, number>> = { ...GERMAN, ...OTHERS }

function count(words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, at) => [word, at + 2]))
}

const oneOf = (words: object) => Object.keys(words).join('|')
/** What is counted follows, and is several; not those that are known already: `bill the two together`. */
const COUNTED = new RegExp(
  `(?<!(?:the|all|both|these|those|my|your|die|alle|les|los|las) )(?<!\\p{L})(?:(?<word>${oneOf(OTHERS)})(?= \\p{L}{2,30}[sx](?!\\p{L}))|(?<wort>${oneOf(GERMAN)})(?= \\p{L}{2,30}(?:e|er|n|s)(?!\\p{L})))`,
  'iu',
)

/** `two cartridges`: how many are said in a word. */
export function countedInWords({ text, line, start }: Clause): Found | null {
  const hit = COUNTED.exec(text)
  const word = hit?.groups?.word ?? hit?.groups?.wort ?? ''
  const value = WORDS[word.toLowerCase()]
  if (!hit || value === undefined) return null
  const from = start + hit.index
  return { value: String(value), confidence: 0.8, span: { line, start: from, end: from + word.length } }
}
