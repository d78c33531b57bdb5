import {
  fill,
  PDFArray,
  PDFDocument,
  PDFName,
  type PDFNumber,
  PDFOperator,
  type PDFPage,
  PDFString,
  rectangle,
  rgb,
  StandardFonts,
  setFillingRgbColor,
} from '@cantoo/pdf-lib'
import { encode } from 'uqr'
import { ROOM } from './sheet.ts'

const QR_SIDE = 70
const BORDER = 4
const TEXT_SIZE = 7
const TEXT_COLOR = rgb(0.12, 0.37, 0.75)

/**
 * A paper with the link to pay it, as a QR code and as a link. It is added behind the end of the file (PDF 32000-1, 7.5.6): what
 * was there stays as it was, byte by byte, so that the paper of many links is one paper.
 */
export async function withPayLink(bytes: Uint8Array, url: string): Promise<Uint8Array> {
  const doc = await PDFDocument.load(bytes, { forIncrementalUpdate: true, updateMetadata: false })
  const page = doc.getPage(0)
  const room = page.node.lookupMaybe(PDFName.of(ROOM), PDFArray)
  if (!room) return bytes
  const [x, y, width, height] = room.asArray().map((side) => (side as PDFNumber).asNumber()) as [
    number,
    number,
    number,
    number,
  ]
  drawSquares(page, url, x + width - QR_SIDE, y + height - QR_SIDE)
  await drawLabel(doc, page, `Pay online at ${new URL(url).host}`, { x: x + width, y: y + 2 })
  addLink(doc, page, url, [x, y, x + width, y + height])
  return doc.commit({ useObjectStreams: true })
}

function drawSquares(page: PDFPage, url: string, x: number, y: number): void {
  const { data } = encode(url, { ecc: 'M', border: 0 })
  const side = QR_SIDE / data.length
  const squares = data.flatMap((row, top) =>
    row.flatMap((isDark, left) =>
      isDark ? [rectangle(x + left * side, y + QR_SIDE - (top + 1) * side, side, side)] : [],
    ),
  )
  page.pushOperators(
    PDFOperator.of('BMC' as never, [PDFName.of('Artifact')]),
    setFillingRgbColor(1, 1, 1),
    rectangle(x - BORDER, y - BORDER, QR_SIDE + 2 * BORDER, QR_SIDE + 2 * BORDER),
    fill(),
    setFillingRgbColor(0, 0, 0),
    ...squares,
    fill(),
    PDFOperator.of('EMC' as never),
  )
}

/** A host is written in ASCII, which every reader has a font for. */
async function drawLabel(
  doc: PDFDocument,
  page: PDFPage,
  text: string,
  { x, y }: { x: number; y: number },
): Promise<void> {
  const font = await doc.embedFont(StandardFonts.Helvetica)
  page.drawText(text, { x: x - font.widthOfTextAtSize(text, TEXT_SIZE), y, size: TEXT_SIZE, font, color: TEXT_COLOR })
}

function addLink(doc: PDFDocument, page: PDFPage, url: string, box: number[]): void {
  const { context } = doc
  const annotation = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: box, Border: [0, 0, 0], F: 4 })
  annotation.set(PDFName.of('A'), context.obj({ S: 'URI', URI: PDFString.of(url) }))
  annotation.set(PDFName.of('Contents'), PDFString.of('Pay online'))
  page.node.addAnnot(context.register(annotation))
}
