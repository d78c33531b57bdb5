import type { Line } from '../found.ts'

/** A line of the paper as an eye reads it: pieces that stand beside each other, from left to right. */
export interface Row {
  cells: { line: number; text: string }[]
  text: string
}

/** Nobody's receipt is longer; what follows is not read. */
const LINES_MAX = 600
const TEXT_MAX = 200

/** The rows from top to bottom: by where their pieces stand, or, where nothing says so, each piece for itself. */
export function rowsOf(lines: readonly Line[]): Row[] {
  const pieces = lines.slice(0, LINES_MAX).map(({ text, box }, line) => ({ line, text: text.slice(0, TEXT_MAX), box }))
  if (!pieces.every(({ box }) => box)) return pieces.map((piece) => rowOf([piece]))
  const rows: Piece[][] = []
  for (const piece of (pieces as Piece[]).toSorted((a, b) => middle(a) - middle(b))) {
    const row = rows.at(-1)
    if (row && isBeside(row, piece)) row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => rowOf(row.toSorted((a, b) => a.box[0] - b.box[0])))
}

interface Piece {
  line: number
  text: string
  box: NonNullable<Line['box']>
}
const middle = ({ box }: Piece) => (box[1] + box[3]) / 2
const height = ({ box }: Piece) => box[3] - box[1]

/** A piece stands in a row when its middle is within the height of the last one there, and it covers none of them. */
function isBeside(row: readonly Piece[], piece: Piece): boolean {
  const last = row.at(-1) as Piece
  if (middle(piece) - middle(last) > Math.min(height(last), height(piece)) * 0.6) return false
  return row.every(
    ({ box }) => Math.min(box[2], piece.box[2]) - Math.max(box[0], piece.box[0]) < (piece.box[2] - piece.box[0]) / 2,
  )
}

const rowOf = (pieces: readonly { line: number; text: string }[]): Row => ({
  cells: pieces.map(({ line, text }) => ({ line, text })),
  text: pieces.map(({ text }) => text).join(' '),
})
