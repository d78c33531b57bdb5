import type { Paper } from '../paper.ts'
import { DIRECTIONS, drawable, MISSING, paragraphsOf, withSigns } from './characters.ts'
import type { Face, FontShelf, Library } from './font-shelf.ts'

/** A paper of which every character can be drawn, and what draws it. */
interface Prepared {
  paper: Paper
  library: Library
  faces: ReadonlyMap<string, Face>
  /** A sign stands in place of a character. */
  isMissing: boolean
}

/** Reads the fonts that a paper needs, and no other. */
export async function prepare(written: Paper, shelf: FontShelf): Promise<Prepared> {
  let text = MISSING
  const composed = eachText(written, (one) => {
    const shown = paragraphsOf(one).map(drawable).join('\n')
    text += shown
    return shown
  })
  const characters = new Set(text)
  characters.delete('\n')
  const library = await shelf.open([...characters].join(''), written.locale)
  const known = new Set(
    [...characters].map((character) => character.codePointAt(0)!).filter((code) => library.has(code)),
  )
  let isMissing = false
  const paper = eachText(composed, (one) => {
    const shown = one
      .split('\n')
      .map((line) => withSigns(line, (code) => known.has(code)))
      .join('\n')
    isMissing ||= shown.includes(MISSING)
    return shown
  })
  return { paper, library, faces: await shelf.load(filesOf(known, library)), isMissing }
}

/** Every face in which a character of it may be drawn, upright and bold. */
function filesOf(known: ReadonlySet<number>, library: Library): Set<string> {
  const files = new Set<string>()
  for (const code of known)
    if (!DIRECTIONS.test(String.fromCodePoint(code)))
      for (const isBold of [false, true]) files.add(library.fileOf(code, isBold)!)
  return files
}

/** What is not read by a person: addresses, pictures, names of places. */
const UNREAD = new Set(['url', 'logo', 'brand', 'language', 'locale', 'size', 'tone'])

/** The same with every text in it changed. */
function eachText<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value
  if (Array.isArray(value)) return value.map((one) => eachText(one, change)) as Value
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, UNREAD.has(key) ? one : eachText(one, change)]),
  ) as Value
}
