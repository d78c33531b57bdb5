import type { Paper, PaperNote } from '../paper.ts'
import { COLORS, type Flow, MARGIN, STYLES } from './flow.ts'
import { newTag, type Tag } from './tags.ts'
import { lineHeight } from './typesetter.ts'

const AMOUNT_WIDTH = 110

/** The sums, to the right below the lines. */
export function drawSums(flow: Flow, { sums }: Paper): void {
  const { sheet } = flow
  const table = newTag('Table')
  sheet.tags.kids.push(table)
  const width = flow.width * 0.6
  const x = MARGIN + flow.width - width
  const labelWidth = width - AMOUNT_WIDTH
  for (const { label, amount, isStrong } of sums) {
    const style = isStrong ? STYLES.strong : STYLES.text
    const labels = flow.type.lines(label, style, labelWidth)
    flow.need(labels.length * lineHeight(style) + 6)
    const row = newTag('TR')
    table.kids.push(row)
    const y = flow.y
    if (isStrong) sheet.decoration(() => sheet.rule(x, y - 1.5, width, COLORS.muted))
    sheet.add('TD', row, () => {
      flow.y = flow.lines(labels, y + 1, style, { x, width: labelWidth })
    })
    const place = { x: x + labelWidth, width: AMOUNT_WIDTH, align: 'right' } as const
    sheet.add('TD', row, () => {
      flow.y = Math.max(flow.y, flow.text(amount, y + 1, style, place))
    })
    flow.y += 2
  }
  flow.y += 12
}

/** Ways to pay, notes, terms. */
export function drawNotes(flow: Flow, notes: readonly PaperNote[]): void {
  for (const note of notes) drawNote(flow, note)
}

function drawNote(flow: Flow, { heading, facts, text }: PaperNote): void {
  const { sheet } = flow
  if (heading) {
    flow.need(40)
    sheet.add('H2', sheet.tags, () => {
      flow.y = flow.text(heading, flow.y, STYLES.strong, { x: MARGIN, width: flow.width }) + 1
    })
  }
  for (const { label, value } of facts) drawFact(flow, label, value, sheet.tags)
  if (text) flow.paragraph(text, STYLES.small, sheet.tags)
  flow.y += 8
}

const LABEL_WIDTH = 120

function drawFact(flow: Flow, label: string, value: string, within: Tag): void {
  const width = flow.width - LABEL_WIDTH
  const values = flow.type.lines(value, STYLES.small, width)
  flow.need(values.length * lineHeight(STYLES.small))
  const y = flow.y
  flow.sheet.add('P', within, () => {
    flow.text(label, y, STYLES.small, { x: MARGIN, width: LABEL_WIDTH })
    flow.y = flow.lines(values, y, { ...STYLES.small, color: COLORS.text }, { x: MARGIN + LABEL_WIDTH, width })
  })
}

/** Whose paper it is and which of its pages, at the bottom of each. */
export function drawPageNumbers(flow: Flow, paper: Paper): void {
  const { sheet } = flow
  const count = sheet.pageCount
  const y = sheet.height - MARGIN - 10
  for (let page = 0; page < count; page += 1) {
    sheet.turnTo(page)
    sheet.decoration(() => {
      const number = `${paper.words.page} ${page + 1} ${paper.words.of} ${count}`
      const width = flow.type.width(number, STYLES.small)
      flow.text(number, y, STYLES.small, { x: MARGIN, width: flow.width, align: 'right' })
      const [name] = flow.type.lines(footerText(paper), STYLES.small, flow.width - width - 20)
      flow.lines(name ? [name] : [], y, STYLES.small, { x: MARGIN, width: flow.width - width - 20 })
    })
  }
}

const footerText = ({ business, title, mark }: Paper) => [business.name, title, mark?.word].filter(Boolean).join(' · ')
