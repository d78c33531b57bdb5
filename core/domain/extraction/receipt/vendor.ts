import type { Found } from '../found.ts'
import { figuresIn } from './money.ts'
import { isBuyer, isName, isSeat, LEGAL, TRADE, withoutExtras } from './names.ts'
import { type Row, spanIn } from './rows.ts'

/** Rows of the head of a receipt; a name further down is somebody else's. */
const HEAD_ROWS = 12
const LEGAL_FORM = 6
/** From here on a name is less and less that of the paper's owner. */
const FAR_DOWN = 5

interface Name {
  text: string
  at: number
  end: number
}

/** Who sold it: of the names in the head the one with the form of a firm, a word of a trade, the first, the largest. */
export function vendorOf(rows: readonly Row[]): Found | undefined {
  const names = namesIn(headOf(rows))
  const heights = rows
    .slice(0, HEAD_ROWS)
    .map(({ height }) => height)
    .toSorted((a, b) => a - b)
  const usual = heights[Math.floor(heights.length / 2)] ?? 0
  const ranked = names
    .map((name, place) => ({ name, points: pointsOf(name, place, rows, usual) }))
    .toSorted((a, b) => b.points - a.points || a.name.at - b.name.at)
  const [best, second] = ranked
  const row = best && rows[best.name.at]
  if (!best || !row) return undefined
  const value = withoutExtras(best.name.text)
  const confidence = confidenceOf(best.points, best.points - (second?.points ?? 0), LEGAL.test(value))
  return value ? { value, confidence, span: spanIn(row, 0, best.name.end) } : undefined
}

function confidenceOf(points: number, lead: number, isFirm: boolean): number {
  if (isFirm && points >= 8 && lead >= 3) return 0.9
  if (points >= 5 && lead >= 2) return 0.75
  return lead >= 1 ? 0.6 : 0.45
}

/** Up to what was bought. */
function headOf(rows: readonly Row[]): Row[] {
  const bought = rows.findIndex(
    ({ text }, at) => isBuyer(text) || (at > 0 && figuresIn(text, 2).length > 0 && !isSeat(text)),
  )
  return rows.slice(0, Math.min(bought < 0 ? HEAD_ROWS : bought, HEAD_ROWS))
}

/** Each name with what goes on of it in the row below: `ACE HARDWARE`, `SDN BHD`. */
function namesIn(head: readonly Row[]): Name[] {
  const names: Name[] = []
  for (const [at, row] of head.entries()) {
    const text = row.cells[0]?.text ?? ''
    const last = names.at(-1)
    if (last && last.at === at - 1 && isRest(last.text, row.text)) last.text = `${last.text} ${row.text.trim()}`
    else if (isName(row.text))
      names.push({ text: (row.cells.length > 1 && isName(text) ? text : row.text).trim(), at, end: text.length })
  }
  return names
}

/** Nothing but the form of a firm and words that any firm has, behind a name that has no form yet; or a name cut in two. */
function isRest(name: string, text: string): boolean {
  if (LEGAL.test(name)) return false
  if (/^ *(?:&|and\b)/i.test(text) || /(?:&|\band) *$/i.test(name)) return isName(text.replace(/^ *& */, ''))
  if (!LEGAL.test(text)) return false
  return !hasOwnWord(text.replace(/\(.{1,10}?\)/g, ' '))
}

/** Whether more than the form of a firm and words of a trade is in a name. */
const hasOwnWord = (text: string): boolean =>
  /[\p{L}\p{N}]{2}/u.test(withoutExtras(text).replace(ANY_LEGAL, ' ').replace(ANY_TRADE, ' '))
const ANY_LEGAL = new RegExp(LEGAL, 'giu')
const ANY_TRADE = new RegExp(TRADE, 'giu')

function pointsOf({ text, at }: Name, place: number, rows: readonly Row[], usual: number): number {
  const own = plain(withoutExtras(text))
  let points = LEGAL.test(text) ? LEGAL_FORM : TRADE.test(text) && hasOwnWord(text) ? 3 : 0
  points -= Math.max(0, at - FAR_DOWN)
  if (place === 0) points += 1
  if (/^\W*\(/.test(text)) points -= 4
  if (withoutExtras(text) !== text.trim()) points += 1
  if (isSeat(rows[at + 1]?.text ?? '') || isSeat(rows[at + 2]?.text ?? '')) points += 1
  if (usual > 0 && (rows[at]?.height ?? 0) > usual * 1.3) points += 1
  if (own.length > 5 && rows.slice(at + 2).some((row) => plain(row.text).includes(own))) points += 1
  return own.length < 4 ? points - 2 : points
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
