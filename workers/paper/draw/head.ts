import type { PDFImage } from '@cantoo/pdf-lib'
import type { AmountBox, Mark, Paper, Party } from '../paper.ts'
import { COLORS, type Flow, MARGIN, STYLES } from './flow.ts'
import { lineHeight } from './typesetter.ts'

const LOGO = { width: 160, height: 44 }
const LINK_WIDTH = 120
const LINK_HEIGHT = 84
const GAP = 18

/** From whom, what, for whom, and what is due. */
export function drawHead(flow: Flow, paper: Paper, logo: PDFImage | null): void {
  const half = flow.width / 2 - GAP / 2
  const right = MARGIN + flow.width - half
  const top = flow.y
  const ofBusiness = drawBusiness(flow, paper, logo, half)
  flow.y = top
  const ofTitle = drawTitle(flow, paper, { x: right, width: half })
  flow.y = Math.max(ofBusiness, ofTitle) + 12
  flow.sheet.decoration(() =>
    flow.sheet.rule(MARGIN, flow.y, flow.width, paper.brand ?? COLORS.rule, paper.brand ? 2 : 0.5),
  )
  flow.y += 14
  const below = flow.y
  const ofCustomer = drawParty(flow, paper.customer, { heading: paper.words.forWhom, width: half })
  flow.y = below
  drawFacts(flow, paper, { x: right, width: half })
  flow.y = Math.max(ofCustomer, flow.y) + 14
  if (paper.amount) drawAmount(flow, paper.amount)
}

function drawBusiness(flow: Flow, { business }: Paper, logo: PDFImage | null, width: number): number {
  const { sheet } = flow
  if (logo) {
    const scale = Math.min(LOGO.width / logo.width, LOGO.height / logo.height)
    const [w, h] = [logo.width * scale, logo.height * scale]
    sheet.add('Figure', sheet.tags, () => sheet.image(logo, MARGIN, flow.y, w, h), business.name)
    flow.y += h + 8
  }
  return drawParty(flow, business, { width })
}

/** A name and what stands below it. */
function drawParty(
  flow: Flow,
  { name, lines }: Party,
  { heading, width }: { heading?: string; width: number },
): number {
  const { sheet } = flow
  const place = { x: MARGIN, width }
  sheet.add('P', sheet.tags, () => {
    if (heading) flow.y = flow.text(heading, flow.y, STYLES.small, place)
    flow.y = flow.text(name, flow.y, heading ? STYLES.strong : STYLES.name, place)
    for (const line of lines) flow.y = flow.text(line, flow.y, STYLES.small, place)
  })
  return flow.y
}

interface Column {
  x: number
  width: number
}

function drawTitle(flow: Flow, paper: Paper, column: Column): number {
  const { sheet } = flow
  const place = { ...column, align: 'right' } as const
  sheet.add('H1', sheet.tags, () => {
    flow.y = flow.text(paper.kind, flow.y, STYLES.title, place)
    if (paper.number) flow.y = flow.text(paper.number, flow.y, STYLES.text, place)
  })
  if (paper.mark) drawMark(flow, paper.mark, column)
  return flow.y
}

const MARK_STYLE = { size: 13, bold: true } as const

/** PAID, VOID or DRAFT in a frame, and since when. */
function drawMark(flow: Flow, { word, tone, text }: Mark, column: Column): void {
  const { sheet } = flow
  const style = { ...MARK_STYLE, color: tone === 'plain' ? COLORS.muted : COLORS[tone] }
  const width = flow.type.width(word, style) + 16
  const x = column.x + column.width - width
  flow.y += 6
  sheet.decoration(() => sheet.outline(x, flow.y, width, 22, style.color))
  sheet.add('P', sheet.tags, () => {
    flow.text(word, flow.y + 2, style, { x: x + 8, width: width })
    flow.y = flow.text(text, flow.y + 25, STYLES.small, { ...column, align: 'right' })
  })
}

function drawFacts(flow: Flow, { facts }: Paper, { x, width }: Column): void {
  const { sheet } = flow
  const labelWidth = width * 0.4
  for (const { label, value } of facts) {
    const y = flow.y
    sheet.add('P', sheet.tags, () => {
      const left = flow.text(label, y, STYLES.small, { x, width: labelWidth })
      const right = flow.text(
        value,
        y,
        { ...STYLES.small, color: COLORS.text },
        { x: x + labelWidth, width: width - labelWidth, align: 'right' },
      )
      flow.y = Math.max(left, right) + 2
    })
  }
}

/** What is asked for. */
function drawAmount(flow: Flow, { label, amount, text, hasRoomForLink }: AmountBox): void {
  const { sheet, y } = flow
  const x = MARGIN + 14
  const width = flow.width - 28 - (hasRoomForLink ? LINK_WIDTH + 14 : 0)
  const amounts = flow.type.lines(amount, STYLES.amount, width)
  const texts = amounts.length * lineHeight(STYLES.amount) + 2 * lineHeight(STYLES.small)
  const height = Math.max(texts, hasRoomForLink ? LINK_HEIGHT : 0) + 22
  sheet.decoration(() => sheet.rectangle(MARGIN, y, flow.width, height, COLORS.sunken))
  sheet.add('P', sheet.tags, () => {
    let at = flow.text(label, y + 11, STYLES.small, { x, width })
    at = flow.lines(amounts, at, STYLES.amount, { x, width })
    flow.text(text, at, STYLES.small, { x, width })
  })
  if (hasRoomForLink) sheet.keepRoom(MARGIN + flow.width - 14 - LINK_WIDTH, y + 11, LINK_WIDTH, LINK_HEIGHT)
  flow.y = y + height + 16
}
