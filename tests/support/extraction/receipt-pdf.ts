import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'

/** A PDF as shops mail them: a page with lines of text. A tab parts what stands at the left from what stands at the right. */
export async function receiptPdf(lines: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Courier)
  const page = document.addPage([420, 60 + lines.length * 20])
  for (const [at, line] of lines.entries()) {
    const [left = '', right = ''] = line.split('\t')
    const y = page.getHeight() - 40 - at * 20
    page.drawText(left, { x: 30, y, size: 12, font })
    if (right) page.drawText(right, { x: 390 - font.widthOfTextAtSize(right, 12), y, size: 12, font })
  }
  return document.save()
}
