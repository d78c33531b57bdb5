import type { Paper, PaperLine } from '../paper.ts'
import { COLORS, type Flow, MARGIN, STYLES } from './flow.ts'
import type { ShapedLine } from './shape.ts'
import { newTag, type Tag } from './tags.ts'
import { lineHeight, type Style } from './typesetter.ts'

const GAP = 10
const PAD = 4.5
/** A line of the document that is higher than this may go on on the next page. */
const TOGETHER_MAX = 160

type Key = 'quantity' | 'price' | 'tax' | 'amount'

interface Column {
  key: Key
  x: number
  width: number
}

/** No column of figures takes the room of the names; what is wider goes on below itself. */
const WIDEST: Record<Key, number> = { quantity: 72, price: 84, tax: 84, amount: 100 }

interface Grid {
  nameWidth: number
  columns: Column[]
}

/** The lines of a document, in a table whose header stands on each page again. */
export class Table {
  private readonly flow: Flow
  private readonly paper: Paper
  private readonly grid: Grid
  private readonly tag: Tag = newTag('Table')
  private isOpen = false

  constructor(flow: Flow, paper: Paper) {
    this.flow = flow
    this.paper = paper
    this.grid = gridOf(flow, paper)
  }

  draw(): void {
    const { flow, paper } = this
    flow.sheet.tags.kids.push(this.tag)
    flow.need(60)
    this.isOpen = true
    this.header()
    for (const line of paper.lines) this.row(line)
    this.isOpen = false
    flow.y += 8
  }

  /** On a page on which it goes on. */
  headerAgain(): void {
    if (!this.isOpen) return
    this.flow.sheet.decoration(() => this.drawHeader((_type, draw) => draw()))
    this.ruleBelowHeader()
  }

  private header(): void {
    const row = newTag('TR')
    this.tag.kids.push(row)
    this.drawHeader((type, draw) => this.flow.sheet.add(type, row, draw))
    this.ruleBelowHeader()
  }

  private drawHeader(cell: (type: 'TH', draw: () => void) => void): void {
    const { flow, grid, paper } = this
    const { columns } = paper
    const y = flow.y
    cell('TH', () => flow.text(columns.line, y, STYLES.small, { x: MARGIN, width: grid.nameWidth }))
    let bottom = y + lineHeight(STYLES.small)
    for (const { key, x, width } of grid.columns)
      cell('TH', () => {
        bottom = Math.max(bottom, flow.text(columns[key] ?? '', y, STYLES.small, { x, width, align: 'right' }))
      })
    flow.y = bottom + 3
  }

  private ruleBelowHeader(): void {
    const { flow } = this
    flow.sheet.decoration(() => flow.sheet.rule(MARGIN, flow.y, flow.width, COLORS.muted, 0.75))
    flow.y += PAD
  }

  private row(line: PaperLine): void {
    const { flow, grid } = this
    const names = namesOf(flow, line, grid.nameWidth)
    const figures = Math.max(
      ...grid.columns.map(({ key, width }) => flow.type.lines(line[key] ?? '', STYLES.text, width).length),
    )
    const height = Math.max(heightOf(names), figures * lineHeight(STYLES.text))
    flow.need(Math.min(height, TOGETHER_MAX))
    const row = newTag('TR')
    this.tag.kids.push(row)
    const y = flow.y
    const cell = newTag('TD')
    row.kids.push(cell)
    // What belongs on the first of its pages comes before the rest of a name that goes on on the next.
    const end = Math.max(y, ...grid.columns.map((column) => this.figure(line, column, y, row)))
    this.names(names, cell)
    // On another page than the one on which the figures stand, they take no room.
    flow.y = (flow.y < y ? flow.y : Math.max(flow.y, end)) + PAD
    flow.sheet.decoration(() => flow.sheet.rule(MARGIN, flow.y, flow.width, COLORS.rule))
    flow.y += PAD
  }

  private figure(line: PaperLine, { key, x, width }: Column, y: number, row: Tag): number {
    let end = y
    this.flow.sheet.add('TD', row, () => {
      end = this.flow.text(line[key] ?? '', y, STYLES.text, { x, width, align: 'right' })
    })
    return end
  }

  /** The name and what is below it, as far as there is room, and the rest on the next page. */
  private names(names: readonly Named[], cell: Tag): void {
    const { flow, grid } = this
    let rest = names
    while (rest.length > 0) {
      if (flow.y + lineHeight(rest[0]!.style) > flow.bottom) flow.newPage()
      const part = rest.filter((_, index) => index === 0 || flow.y + heightOf(rest.slice(0, index + 1)) <= flow.bottom)
      rest = rest.slice(part.length)
      flow.sheet.tagged(cell, () => {
        for (const { line, style } of part)
          flow.y = flow.lines([line], flow.y, style, { x: MARGIN, width: grid.nameWidth })
      })
    }
  }
}

interface Named {
  line: ShapedLine
  style: Style
}

function namesOf({ type }: Flow, { name, below }: PaperLine, width: number): Named[] {
  const inStyle = (text: string, style: Style) => type.lines(text, style, width).map((line) => ({ line, style }))
  return [...inStyle(name, STYLES.text), ...below.flatMap((text) => inStyle(text, STYLES.small))]
}

const heightOf = (names: readonly Named[]) => names.reduce((sum, { style }) => sum + lineHeight(style), 0)

/** Columns as wide as what stands in them. */
function gridOf(flow: Flow, { columns, lines }: Paper): Grid {
  const keys: Key[] = columns.tax === null ? ['quantity', 'price', 'amount'] : ['quantity', 'price', 'tax', 'amount']
  let right = MARGIN + flow.width
  const placed: Column[] = []
  for (const key of keys.reverse()) {
    const widths = lines.map((line) => flow.type.width(line[key] ?? '', STYLES.text))
    const width = Math.min(
      WIDEST[key],
      Math.max(32, flow.type.width(columns[key] ?? '', STYLES.small), ...widths) + 0.5,
    )
    placed.unshift({ key, x: right - width, width })
    right -= width + GAP
  }
  return { nameWidth: right - MARGIN, columns: placed }
}
