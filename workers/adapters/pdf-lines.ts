import type { PdfLines } from '../../core/services/ports.ts'

/** A receipt is short; what a paper says behind that is not read. */
const PAGES_MAX = 3
const PIECES_MAX = 3_000

interface Piece {
  str: string
  width: number
  height: number
  /** The last two are left and bottom, from the lower edge of the page. */
  transform: number[]
}

/** The pieces of text of a PDF and where they stand, one page below the other. Null where it is none, or is locked. It is read when it is first needed. */
export const pdfLines: PdfLines = async (bytes) => {
  const { getDocumentProxy } = await import('unpdf')
  try {
    const document = await getDocumentProxy(bytes, { isEvalSupported: false, useSystemFonts: false, verbosity: 0 })
    const lines: Placed[] = []
    let top = 0
    for (let n = 1; n <= Math.min(document.numPages, PAGES_MAX); n++) {
      const page = await document.getPage(n)
      const { height } = page.getViewport({ scale: 1 })
      const { items } = await page.getTextContent()
      const pieces = (items as Partial<Piece>[]).filter((item): item is Piece => Boolean(item.str?.trim()))
      lines.push(...joined(pieces.slice(0, PIECES_MAX - lines.length).map((piece) => lineOf(piece, top + height))))
      top += height
    }
    await document.destroy()
    return lines
  } catch {
    return null
  }
}

interface Placed {
  text: string
  box: readonly [left: number, top: number, right: number, bottom: number]
}

function lineOf({ str, width, height, transform }: Piece, bottom: number): Placed {
  const [left, low] = [transform[4] ?? 0, bottom - (transform[5] ?? 0)]
  return { text: str.trim(), box: [left, low - height, left + width, low] }
}

/** Words are written one by one: those that follow each other on a line with no more than a space between them are one piece. */
function joined(pieces: readonly Placed[]): Placed[] {
  const lines: Placed[] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    if (last && follows(last, piece)) lines[lines.length - 1] = together(last, piece)
    else lines.push(piece)
  }
  return lines
}

const follows = ({ box: [, top, right, bottom] }: Placed, { box }: Placed): boolean =>
  Math.abs(box[3] - bottom) < 1 && box[0] >= right - 1 && box[0] - right <= (bottom - top) * SPACE_MAX
/** Of the height of the letters. */
const SPACE_MAX = 0.9

const together = (a: Placed, b: Placed): Placed => ({
  text: `${a.text}${b.box[0] - a.box[2] > 1 ? ' ' : ''}${b.text}`,
  box: [a.box[0], Math.min(a.box[1], b.box[1]), b.box[2], a.box[3]],
})
