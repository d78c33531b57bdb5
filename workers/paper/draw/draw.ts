import { PDFDocument } from '@cantoo/pdf-lib'
import type { Paper } from '../paper.ts'
import { MISSING } from './characters.ts'
import { COLORS, Flow, MARGIN, STYLES } from './flow.ts'
import type { FontShelf } from './font-shelf.ts'
import { drawNotes, drawPageNumbers, drawSums } from './foot.ts'
import { drawHead } from './head.ts'
import { embedLogo } from './picture.ts'
import { Sheet } from './sheet.ts'
import { Table } from './table.ts'
import { prepare } from './texts.ts'
import { Typesetter } from './typesetter.ts'

export { FontShelf } from './font-shelf.ts'
export { withPayLink } from './pay-link.ts'

const MAKER = 'SMB Hub'

/** A paper as the bytes of a PDF. */
export async function drawPaper(written: Paper, shelf: FontShelf): Promise<Uint8Array> {
  const { paper, library, faces, isMissing } = await prepare(written, shelf)
  const doc = await PDFDocument.create({ updateMetadata: false })
  describe(doc, paper)
  const sheet = new Sheet(doc, paper.size)
  let table: Table | null = null
  const flow = new Flow(sheet, new Typesetter(library, faces), (next) => {
    drawContinued(next, paper)
    table?.headerAgain()
  })
  drawHead(flow, paper, await embedLogo(doc, paper.logo))
  table = new Table(flow, paper)
  table.draw()
  drawSums(flow, paper)
  drawNotes(flow, paper.notes)
  if (isMissing) drawNotes(flow, [{ heading: null, facts: [], text: `${MISSING} ${paper.words.missing}` }])
  drawPageNumbers(flow, paper)
  sheet.finish()
  return doc.save({ useObjectStreams: true, updateFieldAppearances: false })
}

/** What a reader of the file shows and says of it. */
function describe(doc: PDFDocument, { title, language, business, at }: Paper): void {
  doc.setTitle(title, { showInWindowTitleBar: true })
  doc.setAuthor(business.name)
  doc.setCreator(MAKER)
  doc.setProducer(MAKER)
  doc.setLanguage(language)
  doc.setCreationDate(at)
  doc.setModificationDate(at)
}

/** At the top of each page after the first. */
function drawContinued(flow: Flow, { title, words }: Paper): void {
  flow.sheet.decoration(() => {
    flow.y = flow.text(`${title}, ${words.continued}`, flow.y, STYLES.small, { x: MARGIN, width: flow.width }) + 4
    flow.sheet.rule(MARGIN, flow.y, flow.width, COLORS.rule)
  })
  flow.y += 10
}
