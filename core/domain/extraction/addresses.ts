import type { Found, Line } from './found.ts'

const WORD = "[\\p{L}\\p{M}][\\p{L}\\p{M}'’.-]{0,30}"
const NUMBER = '\\d{1,5}(?:\\s?[-/]\\s?\\d{1,4})?\\s?[a-zA-Z]?(?![\\p{L}\\d])'
const UNIT = '(?:,?\\s(?:apt|apartment|unit|suite|flat|floor|#)\\.?\\s?#?[\\dA-Za-z-]{1,6})?'
const TOWN = `(?:,?\\s(?:(?:${WORD} ?){1,3},? )?(?:[A-Z]{2} \\d{5}(?:-\\d{4})?|[A-Z]{2},? [A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|\\d{4,5} \\p{Lu}[\\p{L}-]{2,30}(?: \\p{Lu}[\\p{L}-]{2,30}){0,2}))?`
const STREETS: readonly string[] = [
  // 12 Elm Street, 481 Queen St W
  `${NUMBER}\\s(?:${WORD}\\s){1,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|crescent|cres|close|way|place|pl|terrace|square|sq|row|gardens|grove|hill|parkway|pkwy|highway|hwy|circle|cir|trail|mews)\\b\\.?(?:\\s(?:N|S|E|W|NE|NW|SE|SW|north|south|east|west)\\b)?`,
  // Hauptstraße 12, Am Markt 3
  `(?:${WORD}(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|ufer|damm)|(?:\\p{Lu}${WORD}\\s)(?:Straße|Strasse|Str\\.|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm)|(?:Am|An der|Im|In der|Auf der|Zum|Zur)\\s\\p{Lu}${WORD})\\s${NUMBER}`,
  // 12 rue de la Paix
  `\\d{1,4}(?:\\s?(?:bis|ter))?,?\\s(?:rue|avenue|boulevard|bd|chemin|place|impasse|allée|quai|route|cours)\\s(?:${WORD}\\s?){1,5}`,
  // Calle Mayor 5
  `(?:calle|c/|avenida|avda\\.?|plaza|paseo|camino|carrer)\\s(?:${WORD}\\s){1,4}(?:n[º°]?\\.?\\s?)?${NUMBER}`,
]
const ADDRESS = new RegExp(
  `(?<![\\p{L}\\d$€£])(?:${STREETS.map((street) => `(?:${street})`).join('|')})${UNIT}${TOWN}`,
  'giu',
)

/** Streets with their numbers, and the town where it is beside them. */
export function findAddresses(lines: readonly Line[]): Found[] {
  return lines.flatMap(({ text }, line) =>
    [...text.slice(0, 1_000).matchAll(ADDRESS)].map(({ 0: words, index }) => {
      const value = words.trim().replace(/[\s,]+$/u, '')
      return { value, confidence: 0.8, span: { line, start: index, end: index + value.length } }
    }),
  )
}
