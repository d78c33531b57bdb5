import { beginning } from '../../kernel/beginning.ts'
import type { Box, Line, Span } from '../found.ts'

export interface Cell {
  /** As long as the line was: what is found in it has the offsets of the line. */
  text: string
  line: number
}

/** What an eye reads as one line: its pieces from left to right. */
export interface Row {
  cells: readonly Cell[]
  text: string
  /** Of its highest piece, in pixels; 0 when nothing says where it stands. */
  height: number
}

/** A longer paper is read at its head and at its foot, where a receipt says what it is and what it comes to. */
const LINES_AT_EACH_END = 300
const LETTERS_MAX = 200
const GAP = '  '

/** The rows of a receipt from top to bottom: by where the lines stand, or one for each where a line does not say so. */
export function rowsOf(lines: readonly Line[]): Row[] {
  const pieces = piecesOf(lines)
  if (!pieces.every(hasBox)) return pieces.map((piece) => rowOf([piece]))
  const rows: Placed[][] = []
  for (const piece of pieces.toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.findLast((one, at) => at >= rows.length - 3 && isBeside(one, piece))
    if (row) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => rowOf(row.toSorted((a, b) => a.box[0] - b.box[0])))
}

/** Where words of a row stand; of words in several of its pieces, those in the first. */
export function spanIn(row: Row, start: number, end: number): Span {
  let from = 0
  for (const { text, line } of row.cells) {
    const to = from + text.length
    if (start < to) return { line, start: Math.max(start - from, 0), end: Math.min(end, to) - from }
    from = to + GAP.length
  }
  return { line: row.cells.at(-1)?.line ?? 0, start: 0, end: 0 }
}

interface Piece extends Cell {
  box?: Box | undefined
}
type Placed = Piece & { box: Box }

function piecesOf(lines: readonly Line[]): Piece[] {
  const last = Math.max(lines.length - LINES_AT_EACH_END, LINES_AT_EACH_END)
  return lines
    .map(({ text, box }, line) => ({ text, box, line }))
    .filter(({ line }) => line < LINES_AT_EACH_END || line >= last)
    .map((piece) => ({ ...piece, text: plain(beginning(piece.text, LETTERS_MAX)) }))
    .filter(({ text }) => text.trim() !== '')
}

/** What leads the eye from a label to its sum: `TOTAL ........ 12.50`. */
const LEADERS = /(?<!\d)(?:…|[._·]{2,}|([-._·~=])(?: ?\1){2,}(?!\1)) ?/gu

/** Wide letters and signs as their narrow ones, leaders as spaces, each in its place. */
const plain = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\uFFE5/g, '¥')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019\u00B4`]/g, "'")
    .replace(/\s/g, ' ')
    .replace(LEADERS, (dots) => ' '.repeat(dots.length))

const hasBox = (piece: Piece): piece is Placed => piece.box !== undefined
const middle = ({ box }: Placed): number => (box[1] + box[3]) / 2
const heightOf = ({ box }: Placed): number => box[3] - box[1]

/** It stands beside a row when it is about as high up as the nearest of its pieces, and covers none of them. */
function isBeside(row: readonly Placed[], piece: Placed): boolean {
  const distance = (one: Placed) => Math.max(one.box[0] - piece.box[2], piece.box[0] - one.box[2])
  const nearest = row.reduce((best, one) => (distance(one) < distance(best) ? one : best))
  const isLevel = Math.abs(middle(piece) - middle(nearest)) <= Math.min(heightOf(nearest), heightOf(piece)) * 0.6
  const width = Math.min(nearest.box[2] - nearest.box[0], piece.box[2] - piece.box[0])
  return isLevel && distance(nearest) > -width / 2
}

const rowOf = (pieces: readonly Piece[]): Row => ({
  cells: pieces.map(({ text, line }) => ({ text, line })),
  text: pieces.map(({ text }) => text).join(GAP),
  height: Math.max(0, ...pieces.filter(hasBox).map(heightOf)),
})
