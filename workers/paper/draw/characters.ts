// What of a text can stand on paper. Nothing here looks at a font.

/** In place of what no font has. */
export const MISSING = '\ufffd'

/** Two letters of the same font are told apart by it; a name has at most this many marks on one letter. */
const MARKS_MAX = 4
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

// Controls, soft hyphens, joiners of words, variants, tags, marks of interlinear notes: none of them is seen.
const UNSEEN =
  /\p{Cc}|\u034f|[\u00ad\u115f\u1160\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u061c\u180e]|\p{Variation_Selector}|[\u{e0000}-\u{e00ff}]/gu
const SPACES = /[\t\u00a0\u2000-\u200a\u202f\u205f]/g
/** What says which way a text runs: read, never drawn. */
export const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const JOINERS = /[\u200c\u200d]/g
/** Of these a joiner says which shapes letters have, or that several pictures are one. */
const JOINED = /\p{scx=Arab}|\p{scx=Deva}|\p{Extended_Pictographic}/u

/** One paragraph as it can be drawn: composed, without what is never seen, no more marks on a letter than a name has. */
export function drawable(text: string): string {
  const composed = text.toWellFormed().normalize('NFC').replace(SPACES, ' ').replace(UNSEEN, '')
  return clustersOf(composed).map(withoutPile).join('')
}

/** What a person takes for one character each. */
export const clustersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment)

/** Lines as they were typed. */
export const paragraphsOf = (text: string): string[] => text.split(/\r\n|[\r\n\u2028\u2029\v\f\u0085]/)

function withoutPile(cluster: string): string {
  const joined = JOINED.test(cluster) ? cluster : cluster.replace(JOINERS, '')
  let marks = 0
  return Array.from(joined)
    .filter((character) => !/\p{Mn}/u.test(character) || ++marks <= MARKS_MAX)
    .join('')
}

/** What cannot be drawn becomes one visible sign for each character that a person would count. */
export function withSigns(text: string, has: (codePoint: number) => boolean): string {
  const isSeen = (character: string) => DIRECTIONS.test(character) || has(character.codePointAt(0)!)
  return clustersOf(text)
    .map((cluster) => (Array.from(cluster).every(isSeen) ? cluster : signFor(cluster, isSeen)))
    .join('')
}

/** A letter keeps what can be drawn of it. */
function signFor(cluster: string, isSeen: (character: string) => boolean): string {
  const [base, ...rest] = Array.from(cluster)
  const isLetter = /\p{L}|\p{N}/u.test(base ?? '') && isSeen(base ?? '')
  return isLetter ? [base, ...rest.filter(isSeen), MISSING].join('') : MISSING
}
