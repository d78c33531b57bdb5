import type { Found, Line } from './found.ts'

const WORD = "[\\p{L}\\p{M}][\\p{L}\\p{M}'’.-]{0,30}"
const NUMBER = '\\d{1,5}(?:\\s?[-/]\\s?\\d{1,4})?\\s?[a-zA-Z]?(?![\\p{L}\\d])'
const UNIT =
  '(?:,?\\s(?:(?:apt|apartment|unit|suite|flat|floor|#|piso|app?t\\.?)\\.?\\s?#?[\\dA-Za-z-]{1,6}|\\d{1,2}\\s?[ºª°](?:\\s?[a-z](?![\\p{L}]))?))?'
const CODES = [
  // CA 94133; VIC 3065; ON M5V 2T6; LS1 4AP
  '[A-Z]{2} \\d{5}(?:-\\d{4})?',
  '[A-Z]{2,3} \\d{4}(?!\\d)',
  '[A-Z]{2},? [A-Z]\\d[A-Z] ?\\d[A-Z]\\d',
  '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}',
  // 10115 Berlin; 1015 CJ Amsterdam
  '\\d{4,5}(?: [A-Z]{2}(?=\\s))? \\p{Lu}[\\p{L}-]{2,30}(?: \\p{Lu}[\\p{L}-]{2,30}){0,2}',
]
const TOWN = `(?:,?\\s(?:(?:${WORD} ?){1,3},? )?(?:${CODES.join('|')}))?`

/** What stands behind a number that is counted, not lived at. */
const COUNTED =
  '(?!(?:on|in|at|the(?! close|\\smews)|of|to|and|for|by|from|with|x|or|days?|weeks?|months?|years?|hours?|hrs|minutes?|mins?|miles?|blocks?|jobs?|people|guests?|rooms?|more|other|men|times?)(?!\\p{L}))'
const DAY =
  '(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|jahre?|monat|sommer|winter|herbst|frühjahr|moment|schnitt|preis|wert|uhr|tag)'
const STREETS: readonly string[] = [
  // 12 Elm Street, 481 Queen St W
  `${NUMBER}\\s(?:${COUNTED}${WORD}\\s){1,4}(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|crescent|cres|close|way|place|pl|terrace|square|sq|row|gardens|grove|hill|parkway|pkwy|highway|hwy|circle|cir|trail|mews)\\b\\.?(?:\\s(?:N|S|E|W|NE|NW|SE|SW|north|south|east|west)\\b)?`,
  // Hauptstraße 12, Am Markt 3, Keizersgracht 123
  `(?:${WORD}(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|ufer|damm|straat|gracht|laan|plein|kade)|(?:\\p{Lu}${WORD}\\s)(?:Straße|Strasse|Str\\.|Weg|Platz|Allee|Gasse|Ring|Ufer|Damm)|(?:Am|An der|Im|In der|Auf der|Unter den|Zum|Zur)\\s(?!${DAY}(?!\\p{L}))\\p{L}${WORD})\\s${NUMBER}`,
  // 12 rue de la Paix
  `(?<french>\\d{1,4}(?:\\s?(?:bis|ter))?,?\\s(?:rue|avenue|boulevard|bd|chemin|place|impasse|allée|quai|route|cours)\\s(?:${WORD}\\s?){1,5})`,
  // Rue Haute 12, Calle Mayor 5, Gran Vía 28, Rua das Flores 25
  `(?:rue|calle|c/|avenida|avda\\.?|av\\.|plaza|paseo|camino|carrer|ronda|rambla|rua|travessa|alameda|praça)\\s(?:${WORD}\\s){0,3}${WORD},?\\s(?:n[º°]?\\.?\\s?)?${NUMBER}`,
  `gran v[ií]a,?\\s${NUMBER}`,
  // Via Roma 10
  `(?:via|viale|corso|piazza|vicolo)\\s(?!(?:e-?mail|mail|zoom|phone|text|sms|paypal|venmo|bank|whatsapp|link)(?!\\p{L}))(?:${WORD}\\s){0,3}${WORD},?\\s${NUMBER}`,
]
const ADDRESS = new RegExp(
  `(?<![\\p{L}\\d$€£.,:])(?:${STREETS.map((street) => `(?:${street})`).join('|')})(?<unit>${UNIT})(?<town>${TOWN})`,
  'giu',
)
const LINE_MAX = 1_000
/** A message is shorter. */
const LINES_MAX = 400

/** `in der Hauptstraße 7`: the street has its name without that. */
const AT =
  /^\s*(?:am|an der|im|in der|auf der|zum|zur) (?=\p{Lu}[\p{L}.-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|ufer|damm) \d)/u
/** `80331 München warten`: what is written small behind a town is none of it. */
const BEHIND_TOWN = /(\d{4,5}(?: [A-Z]{2})? \p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*)(?: \p{Ll}[\p{L}-]*)+$/u

/** Streets with their numbers, and the town where it is beside them. */
export function findAddresses(lines: readonly Line[]): Found[] {
  return lines.slice(0, LINES_MAX).flatMap(({ text }, line) =>
    /\d/u.test(text)
      ? [...text.slice(0, LINE_MAX).matchAll(ADDRESS)].map(({ 0: words, index, groups }) => {
          const isOpen = groups?.french !== undefined && !groups.unit && !groups.town
          const told = isOpen ? streetOf(words) : words
          const before = AT.exec(told)?.[0].length ?? 0
          const value = told
            .slice(before)
            .replace(BEHIND_TOWN, '$1')
            .replace(/[\s,]+$/u, '')
          const start = index + before
          return { value, confidence: 0.8, span: { line, start, end: start + value.length } }
        })
      : [],
  )
}

/** A French street ends where its name does: `12 rue des Lilas un samedi` at the last capital, `12 rue des lilas svp` at the first noun. */
function streetOf(words: string): string {
  const named = /^.{0,40}?\s(?:\p{Ll}[\p{L}'’]*\s){1,5}(?:[dl]['’])?\p{Lu}[\p{L}'’.-]*(?:\s\p{Lu}[\p{L}'’.-]*)*/u.exec(
    words,
  )
  if (named) return named[0]
  return /^\S+(?:\s(?:bis|ter))?,?\s\S+\s(?:(?:de|des|du|la|le|les|aux?)\s){0,2}\S+/u.exec(words)?.[0] ?? words
}
