import type { Found, Line, Span } from './found.ts'
import { moneyWord } from './money-words.ts'
import { decimalOf } from './numbers.ts'
import { rangesIn, type SaidCount, saidCountsIn, sharesWords } from './said-counts.ts'

// How many of something, and at what rate: `3 hours at 80`, `5x radiators`, `2 h à 45 €`, `$140 a day`.

const UNITS: readonly string[] = [
  'hours?|hrs?|days?|visits?|sessions?|nights?|half days?|pieces?|pcs?|pairs?|sets?|boxe?s?|bags?|packs?|rolls?|sheets?|units?|people|persons?|guests?|heads?|copies',
  'stunden?|std|tage?|stück|stk|paar|kartons?|säcke?|rollen?|personen|gäste|blatt',
  'heures?|jours?|pièces?|paires?|sacs?|boîtes?|cartons?|rouleaux?|personnes?',
  'horas?|d[ií]as?|piezas?|pares|cajas?|bolsas?|sacos?|rollos?|personas?|unidades',
  'sq\\.? ?(?:ft|m|yd)s?|square (?:feet|foot|yards?|meters?|metres?)|qm|m²|m2|ft|feet|yards?|metres?|meters?|meter|m|cm|kg|lbs?|liters?|litres?|l|h',
]
const UNIT = `(?:${UNITS.join('|')})`
const COUNT = '\\d{1,5}(?:[.,]\\d{1,3})?'
/** Of what is counted, not of money: `1 1/2 hours`, `2½ Stunden`. */
const PART = '(?:\\d{1,4} ?)?[¼½¾]|(?:\\d{1,4} )?(?:1/2|1/4|3/4)'
/** Another thing than how many: a number before one of these is a time, a size or money. */
const NO_NOUN =
  '(?:am|pm|uhr|heures? du|o.?clock|percent|prozent|minutes?|mins?|minuten|minutos|weeks?|wochen|semaines?|semanas?|months?|monate?n?|mois|meses|years?|jahre?n?|ans|a[ñn]os|times?|seconds?|degrees?|dollars|euros?|bucks|pounds|quid|pesos|francs|franken|cents?|thousand|million|is|was|has|does|minus|plus|this|yes|as|us)'
const NOUN = `(?!${NO_NOUN}(?![\\p{L}]))\\p{L}[\\p{L}-]{1,24}(?:s|n|e|er|x)`
const NUMBERED =
  /(?:\b(?:no|nr|nos|number|numbers|numéro|número|nummer|flat|unit|room|apt|suite|zone|option|page|order|invoice|item|level|step|route|at|by|until|till|before|after|the|à partir de|um|bis|ab)\.?|[#$€£/:-])\s*$/iu

/** `10 x 20 ft` is how large, not how many. */
const SIZE = /\d ?(?:ft|m|cm)? ?[x×] ?$/iu

const QUANTITY = new RegExp(
  `(?<![\\p{L}\\p{N}.,:/#$€£-])(?<count>${PART}|${COUNT})(?:(?<unit> ?${UNIT})(?![\\p{L}\\p{N}])|(?<times> ?[x×] ?)(?=[\\p{L}$€£])| (?<noun>${NOUN})(?![\\p{L}\\p{N}]))`,
  'giu',
)
/** Right behind what is counted, a few words between them. */
const AT = new RegExp(
  `^\\.?(?: \\p{L}{2,20}){0,3} ?(?:@|(?<!\\p{L})(?:at|à|a|zu|je)) ?(?<before>[$€£]|(?:eur|usd|cad|aud|nzd|gbp|chf) )?(?<rate>${COUNT})(?!\\d|[.,]\\d)(?! ?(?:am|pm|uhr|h)(?!\\p{L}))(?<behind> ?(?:[$€£]|eur|usd|cad|aud|nzd|gbp|chf|dollars|euros?))?(?:(?<=[$€£]${COUNT})|(?<=(?:[$€£]|eur|usd|cad|aud|nzd|gbp|chf|dollars|euros?))|(?! (?!(?:each|per|an?|pro|plus|and|und|et|y|je|die|la|the)(?!\\p{L}))\\p{L}))`,
  'iu',
)
/** `3.5 h x 95`; not `3 m x 2 m`. */
const TIMES = new RegExp(
  `^\\.? ?[x×*] ?(?<before>[$€£]|(?:eur|usd|cad|aud|nzd|gbp|chf) )?(?<rate>${COUNT})(?!\\d|[.,]\\d)(?<behind> ?(?:[$€£]|eur|usd|cad|aud|nzd|gbp|chf|dollars|euros?))?(?! ?[x×*\\p{L}\\d])`,
  'iu',
)
const MEASURE = /(?:ft|yds?|yards?|feet|foot|met(?:er|re)s?|meter|m|cm|m2|m²|qm|kg|lbs?|l)\.?$/iu
const PER = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(?<before>[$€£]|(?:eur|usd|cad|aud|nzd|gbp|chf) )?(?<rate>${COUNT})(?<behind> ?(?:[$€£]|eur|usd|cad|aud|nzd|gbp|chf|dollars|euros?))? ?(?:/ ?|(?:per|an?|pro|die|par|de l.|l.|la|por|each|l’) ?)(?:${UNIT}|hr|std)(?![\\p{L}\\p{N}])`,
  'giu',
)

/** A message is shorter, and nobody counts more in it. */
const LINE_MAX = 2_000
const LINES_MAX = 1_000
const FOUND_MAX = 100

/**
 * How many of something are named, each with its words; the value is the count. Where only two ends are said (`2-3 hours`) both
 * are values of the same words, and neither is sure.
 */
export const findQuantities = (lines: readonly Line[]): Found[] =>
  lines
    .slice(0, LINES_MAX)
    .flatMap(({ text }, line) =>
      counted(text).flatMap(({ values, confidence, start, end }) =>
        values.map((value) => ({ value, confidence, span: { line, start, end } })),
      ),
    )
    .slice(0, FOUND_MAX)

const PARTS: Readonly<Record<string, string>> = { '½': '5', '1/2': '5', '¼': '25', '1/4': '25', '¾': '75', '3/4': '75' }

function countOf(written: string): string {
  const [, whole, part = ''] = /^(\d*) ?([¼½¾]|1\/2|1\/4|3\/4)$/u.exec(written) ?? []
  return PARTS[part] ? `${whole || '0'}.${PARTS[part]}` : decimalOf(written)
}

const UNIT_CONFIDENCE = 0.85
const NOUN_CONFIDENCE = 0.6

/** In the order of their appearance; of two that share words, what says more. */
function counted(text: string): SaidCount[] {
  const read = text.slice(0, LINE_MAX)
  const ranges = rangesIn(read)
  const said = saidCountsIn(read).filter((one) => !ranges.some((other) => sharesWords(one, other)))
  const words = [...ranges, ...said]
  const figures = inFigures(read).filter((one) => !words.some((other) => sharesWords(one, other)))
  return [...words, ...figures].toSorted((a, b) => a.start - b.start)
}

const inFigures = (text: string): SaidCount[] =>
  /\d/u.test(text)
    ? [...text.matchAll(QUANTITY)].flatMap(({ 0: words, index, groups }) => {
        const isUnit = groups?.noun === undefined
        const before = text.slice(Math.max(0, index - 16), index)
        if ((!isUnit && NUMBERED.test(before)) || SIZE.test(before)) return []
        const confidence = isUnit ? UNIT_CONFIDENCE : NOUN_CONFIDENCE
        const values = [countOf(groups?.count ?? '')]
        return [{ values, confidence, start: index, end: index + words.trimEnd().length }]
      })
    : []

/** What one of something costs: behind what is counted, or per unit. */
export function findRates(lines: readonly Line[], { country }: { country?: string | undefined }): Found[] {
  const found = lines.slice(0, LINES_MAX).flatMap(({ text }, line) => {
    const per = /\d/u.test(text) ? [...text.slice(0, LINE_MAX).matchAll(PER)] : []
    const rates = per
      .filter(({ groups }) => groups?.before || groups?.behind || Number(decimalOf(groups?.rate ?? '0')) >= 5)
      .map(({ 0: words, index, groups }) => rateOf(groups, { line, start: index, end: index + words.length }, country))
    return [...rates, ...behindCounts(text, line, country).filter((one) => !rates.some((other) => shares(one, other)))]
  })
  return found.slice(0, FOUND_MAX)
}

function behindCounts(text: string, line: number, country: string | undefined): Found[] {
  return counted(text).flatMap(({ start, end }) => {
    const behind = text.slice(end, end + 100)
    const hit = AT.exec(behind) ?? (MEASURE.test(text.slice(start, end)) ? null : TIMES.exec(behind))
    if (!hit) return []
    const rate = hit.groups?.rate ?? ''
    const written = `${hit.groups?.before ?? ''}${rate}${hit.groups?.behind ?? ''}`
    const to = end + hit[0].length
    return [rateOf(hit.groups, { line, start: to - written.length, end: to }, country)]
  })
}

function rateOf(groups: Record<string, string> | undefined, span: Span, country: string | undefined): Found {
  const money = (groups?.before ?? groups?.behind ?? '').trim()
  const currency = money ? moneyWord(money, country)?.currency : undefined
  return { value: decimalOf(groups?.rate ?? ''), confidence: money ? 0.88 : 0.7, span, ...(currency && { currency }) }
}

const shares = (a: Found, b: Found) => a.span.start < b.span.end && b.span.start < a.span.end
