import type { Found } from '../extraction/found.ts'
import type { Clause } from './clauses.ts'

const WORDS: Readonly<Record<string, number>> = {
  ...count('two three four five six seven eight nine ten eleven twelve'),
  ...count('zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'),
  ...count('deux trois quatre cinq six sept huit neuf dix onze douze'),
  ...count('dos tres cuatro cinco seis siete ocho nueve diez once doce'),
}

function count(words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word, at) => [word, at + 2]))
}

/** Not those that are known already: `bill the two together`. */
const COUNTED = new RegExp(
  `(?<!(?:the|all|both|these|those|my|your|die|alle|les|los|las) )(?<!\\p{L})(?<word>${Object.keys(WORDS).join('|')})(?= \\p{L}{3})`,
  'iu',
)

/** `two cartridges`: how many are said in a word. */
export function countedInWords({ text, line, start }: Clause): Found | null {
  const hit = COUNTED.exec(text)
  const word = hit?.groups?.word ?? ''
  const value = WORDS[word.toLowerCase()]
  if (!hit || value === undefined) return null
  const from = start + hit.index
  return { value: String(value), confidence: 0.8, span: { line, start: from, end: from + word.length } }
}
