import { findAddresses } from '../extraction/addresses.ts'
import { findDates } from '../extraction/dates.ts'
import type { Found, Line, Occasion, Span } from '../extraction/found.ts'
import { decimalOf } from '../extraction/numbers.ts'
import { findPhones } from '../extraction/phones.ts'

// Prices without a word or a sign of money, as people note them.

const LINE_MAX = 2_000
const LINES_MAX = 200
const NOTE_MAX = 80
const SUM = '\\d{1,6}(?:[.,]\\d\\d)?'
const ALONE = '(?<![\\p{L}\\p{N}.,:/#-])'
const INLINE = [
  // `200 for the boiler service`
  `${ALONE}(?<sum>${SUM})(?= (?:for|für|pour|por) (?!\\d))`,
  // `24.50 each`
  `${ALONE}(?<sum>${SUM})(?= (?:each|apiece|a piece|je|chacune?|pièce|la pièce|cada un[oa])(?![\\p{L}]))`,
].map((pattern) => new RegExp(pattern, 'giu'))
/** A piece of a note: what it is for, and its price at the end. */
const NOTED = new RegExp(
  `^[\\s•*–-]*(?<what>(?:\\d{1,4}(?:[.,]\\d)?(?: ?[x×])? )?\\p{L}[^\\d]{1,${NOTE_MAX}}[ :=])(?<sum>${SUM})(?:[.,]?[-–—]{1,2})?\\s*$`,
  'u',
)
/** A number behind one of these is no price. */
const NUMBERED =
  /(?<!\p{L})(?:no|nr|nos|num|number|numéro|número|nummer|flat|unit|room|apt|suite|zone|option|page|order|po|job|invoice|quote|item|level|floor|step|route|at|by|until|till|before|after|um|bis|ab|top|haus|wohnung|zimmer|rechnung|auftrag|bestellung|facture|devis|commande|chambre|appartement|étage|factura|pedido|habitación|piso|call|tel|phone|code|pin|ref|age|size|größe|taille|talla|minus|less)[.:#]? ?$/iu

/** What a text names as prices that no money stands at; a round one only among other prices of a note. */
export function barePrices(lines: readonly Line[], occasion: Occasion, priced: readonly Span[]): Found[] {
  const read = lines.slice(0, LINES_MAX).map(({ text }) => ({ text: text.slice(0, LINE_MAX) }))
  const taken = [...findDates(read, occasion), ...findAddresses(read), ...findPhones(read, occasion)].map(
    ({ span }) => span,
  )
  const isFree = ({ span }: Found) => ![...taken, ...priced].some((other) => shares(span, other))
  const inline = read.flatMap(({ text }, line) => inlineIn(text, line)).filter(isFree)
  const noted = read.flatMap(({ text }, line) => notedIn(text, line)).filter(isFree)
  const rows = noted.filter(({ span }) => !inline.some((other) => shares(span, other.span)))
  const sure = [...inline, ...rows.filter(({ value }) => value.includes('.'))]
  const isNote = priced.length + sure.length > 0
  return [...inline, ...rows.filter((row) => isNote || sure.includes(row))]
}

const shares = (a: Span, b: Span) => a.line === b.line && a.start < b.end && b.start < a.end

const inlineIn = (text: string, line: number): Found[] =>
  INLINE.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, groups }) => priceAt(groups?.sum ?? '', { line, index })),
  )

/** A dash or a colon may stand before the price: `gutters - 60`. */
function notedIn(text: string, line: number): Found[] {
  let at = 0
  return text.split(PIECES).flatMap((piece) => {
    const start = text.indexOf(piece, at)
    at = start + piece.length
    const hit = piece.length > NOTE_MAX ? null : NOTED.exec(piece)
    const { what = '', sum = '' } = hit?.groups ?? {}
    return !hit || NUMBERED.test(what) ? [] : [priceAt(sum, { line, index: start + piece.lastIndexOf(sum) })]
  })
}
const PIECES = /[;•]|,(?!\d)|\.(?=\s)| (?:and|und|et|y|plus|sowie|\+) /iu

const priceAt = (sum: string, { line, index }: { line: number; index: number }): Found => ({
  value: decimalOf(sum),
  confidence: 0.7,
  span: { line, start: index, end: index + sum.length },
})
