import { decimalOf } from './numbers.ts'

// How many, in other words than one figure: `2-3 hours`, `a dozen`, `half a day`, `eineinhalb Stunden`, `un par de horas`.

export interface SaidCount {
  /** One, or of a range both ends, the lower one first. */
  values: readonly string[]
  confidence: number
  start: number
  end: number
}

/** Two ends, or a word that means no number in particular: somebody must look. */
export const DOUBTED = 0.5
/** A word that means one number. */
const SAID = 0.8

const SMALL: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'one two three four five six seven eight nine ten eleven twelve',
    'ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
    'un deux trois quatre cinq six sept huit neuf dix onze douze',
    'uno dos tres cuatro cinco seis siete ocho nueve diez once doce',
  ].flatMap((words) => words.split(' ').map((word, at) => [word, at + 1])),
)
const ARTICLE: Readonly<Record<string, number>> = { a: 1, an: 1, eine: 1, einen: 1, une: 1, una: 1 }
const SMALL_WORD = Object.keys(SMALL).join('|')
const FIGURE = `\\d{1,5}(?:[.,]\\d{1,2})?|${SMALL_WORD}`
const HOUR = 'hours?|hrs?|stunden?|std|heures?|horas?'
const DAY = 'days?|tage?n?|jours?|journées?|d[ií]as?'
const THING =
  'visits?|sessions?|lessons?|nights?|pieces?|pcs|bags?|boxes|packs?|people|persons?|guests?|stück|personen|gäste|säcke?|personnes?|invités|sacs?|personas?|invitados|bolsas?|sacos?|meters?|metres?|mètres?|metros?|qm|m²|m2|m|ft|kg'
const ENDS = '(?<![\\p{L}\\p{N}])'
const END = '(?![\\p{L}\\p{N}])'
const RANGE = new RegExp(
  `(?<lead>(?<![\\p{L}\\p{N}])(?:in|within|after|every|next|last|innerhalb(?: von)?|nach|alle|dans|sous|tou(?:te)?s les|dentro de|cada|from|von|between|zwischen|entre|de|between|for the)\\s)?(?<![\\p{L}\\p{N}.,:/#$€£-])(?<low>${FIGURE})(?: ?[-–—] ?| (?:to|or|and|bis|oder|und|à|ou|et|a|o|u|y) )(?<high>${FIGURE})(?<unit> ?(?:${HOUR}|${DAY}|${THING}|h))${END}`,
  'giu',
)
/** When, not how many. */
const WHEN =
  /^(?:in|within|after|every|next|last|innerhalb(?: von)?|nach|alle|dans|sous|tou(?:te)?s les|dentro de|cada)\s/iu
/** `2 and 3 hours` are two counts, `between 2 and 3 hours` one that is not known. */
const BETWEEN = /^(?:between|zwischen|entre)\s/iu
const JOINED = / (?:and|und|et|y) /iu
/** `9-11 h` is a time of the day. */
const CLOCK_HOUR = 8

const numberOf = (word: string): number =>
  SMALL[word.toLowerCase()] ?? ARTICLE[word.toLowerCase()] ?? Number(decimalOf(word))

/** Most lines count nothing in words: they are not looked at any closer. */
const HINT = new RegExp(
  `\\d|half|halb|demi|medi[ao]|dozen|dutzend|docena|douzaine|dizaine|decena|qui[nñ][zc]|vingtaine|veintena|couple|par de|quart|viertel|cuarto|${ENDS}(?:${SMALL_WORD})${END}`,
  'iu',
)

/** Counts of which only the two ends are said; what is a time has no values, and no figure of it is a count. */
export function rangesIn(text: string): SaidCount[] {
  if (!HINT.test(text)) return []
  return [...text.matchAll(RANGE)].flatMap(({ 0: words, index, groups }) => {
    const { lead = '', low = '', high = '', unit = '' } = groups ?? {}
    const ends = [numberOf(low), numberOf(high)] as const
    if (ends[0] >= ends[1] || (JOINED.test(words) && !BETWEEN.test(lead))) return []
    const isTime = WHEN.test(lead) || (unit.trim().toLowerCase() === 'h' && (lead !== '' || ends[1] > CLOCK_HOUR))
    const [start, end] = [index + lead.length, index + words.length]
    return [{ values: isTime ? [] : ends.map(String), confidence: DOUBTED, start, end }]
  })
}

interface Wording {
  words: RegExp
  /** Times what stands before it, one where nothing does. */
  of: number
  confidence: number
}
const wording = (of: number, confidence: number, ...all: string[]): Wording => ({
  of,
  confidence,
  words: new RegExp(`${ENDS}(?:${all.join('|')})${END}`, 'giu'),
})
const MANY = `(?<n>\\d{1,3}|${SMALL_WORD}|an?|eine?n?|une?|una)`
const HOURS_AND = `(?<n>\\d{1,3}|${SMALL_WORD}|an?|une?|una) (?:${HOUR}|${DAY})`

const WORDINGS: readonly Wording[] = [
  wording(6, SAID, 'half a dozen|a half dozen|(?:ein )?halbes dutzend|une demi-douzaine|media docena'),
  wording(12, SAID, `${MANY} (?:dozen|dutzend|docenas?)(?! of times)`),
  // In French also: about so many.
  wording(12, DOUBTED, `${MANY} douzaines?`),
  wording(10, DOUBTED, 'une dizaine|una decena'),
  wording(15, DOUBTED, 'une quinzaine(?! de jours)|una quincena(?= de \\p{L})'),
  wording(20, DOUBTED, 'une vingtaine|una veintena'),
  wording(2, DOUBTED, `(?:a|the) couple(?: of)?(?: more)?(?= (?:${HOUR}|${DAY}|${THING}))`),
  wording(2, DOUBTED, `un par de(?= (?:${HOUR}|${DAY}|${THING}))`),
  wording(0.25, SAID, `(?:a )?quarter of an hour|(?:eine )?viertelstunde|un quart d['’]heure|un cuarto de hora`),
  wording(
    0.75,
    SAID,
    `three quarters of an hour|(?:eine )?dreiviertelstunde|trois quarts d['’]heure|tres cuartos de hora`,
  ),
  wording(
    0.5,
    SAID,
    `(?<!\\d ?)(?:half an? (?:hour|day)|an? half (?:hour|day)|half day(?!s))|(?:eine[rn]? )?halbe[rn]? (?:stunde|tag)`,
    `une demi-(?:heure|journée)|media hora|(?<!al? )medio d[ií]a|media jornada`,
  ),
]
/** One and a half of something, and so on: `2 and a half hours`, `zweieinhalb Stunden`, `deux heures et demie`. */
const AND_A_HALF = new RegExp(
  `${ENDS}(?:(?<en>\\d{1,3}|${SMALL_WORD}) and a half (?:${HOUR}|${DAY})|${HOURS_AND} (?:and a half|et demie?|y medi[ao])|(?<de>anderthalb|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht)einhalb) (?:${HOUR}|${DAY}))${END}`,
  'giu',
)

/** Counts that a word or two say. */
export function saidCountsIn(text: string): SaidCount[] {
  if (!HINT.test(text)) return []
  const halves = [...text.matchAll(AND_A_HALF)].map(({ 0: words, index, groups }) => {
    const whole = groups?.de ? germanWhole(groups.de) : numberOf(groups?.en ?? groups?.n ?? '1')
    return { values: [String(whole + 0.5)], confidence: SAID, start: index, end: index + words.length }
  })
  const others = WORDINGS.flatMap(({ words, of, confidence }) =>
    [...text.matchAll(words)].map(({ 0: said, index, groups }) => {
      const values = [String(of * numberOf(groups?.n ?? '1'))]
      return { values, confidence, start: index, end: index + said.trimEnd().length }
    }),
  )
  return apart([...halves, ...others])
}

export const sharesWords = (a: SaidCount, b: SaidCount): boolean => a.start < b.end && b.start < a.end

/** Of two that share words the longer one. */
function apart(all: readonly SaidCount[]): SaidCount[] {
  const kept: SaidCount[] = []
  for (const one of all.toSorted((a, b) => b.end - b.start - (a.end - a.start)))
    if (!kept.some((other) => sharesWords(one, other))) kept.push(one)
  return kept
}

const germanWhole = (word: string): number =>
  word.toLowerCase() === 'anderthalb' ? 1 : numberOf(word.toLowerCase().replace('einhalb', ''))
