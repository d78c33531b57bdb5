import type { ShapedLine } from './shape.ts'
import type { Sheet } from './sheet.ts'
import type { Tag } from './tags.ts'
import { lineHeight, type Style, type Typesetter } from './typesetter.ts'

export const MARGIN = 48
const FOOT = 28
export const COLORS = {
  text: '#1b1c1a',
  muted: '#5a5d57',
  rule: '#dedfda',
  sunken: '#f1f1ee',
  good: '#1e6b3a',
  bad: '#b3261e',
}
export const STYLES = {
  title: { size: 18, bold: true, color: COLORS.text },
  name: { size: 12, bold: true, color: COLORS.text },
  amount: { size: 20, bold: true, color: COLORS.text },
  strong: { size: 9.5, bold: true, color: COLORS.text },
  text: { size: 9.5, color: COLORS.text },
  small: { size: 8.5, color: COLORS.muted },
} as const satisfies Record<string, Style>

/** Where on a line a text stands. */
interface Place {
  x: number
  width: number
  align?: 'left' | 'right'
}

/** What is drawn next, below what was drawn before, on as many pages as it takes. */
export class Flow {
  readonly sheet: Sheet
  readonly type: Typesetter
  y = MARGIN
  private onPage: () => void

  /** `onPage` draws what stands at the top of each page after the first. */
  constructor(sheet: Sheet, type: Typesetter, onPage: (flow: Flow) => void) {
    this.sheet = sheet
    this.type = type
    this.onPage = () => onPage(this)
  }

  get width(): number {
    return this.sheet.width - 2 * MARGIN
  }

  get bottom(): number {
    return this.sheet.height - MARGIN - FOOT
  }

  /** Begins a page where so much has no room. */
  need(height: number): boolean {
    if (this.y + height <= this.bottom) return false
    this.newPage()
    return true
  }

  newPage(): void {
    this.sheet.addPage()
    this.y = MARGIN
    this.onPage()
  }

  /** Lines below each other from `y` on; answers where they end. */
  lines(lines: readonly ShapedLine[], y: number, style: Style, { x, width, align = 'left' }: Place): number {
    const height = lineHeight(style)
    lines.forEach((line, index) => {
      const left = align === 'left' ? x : x + width - (line.width * style.size) / 1000
      this.sheet.text(line, left, y + index * height + style.size * 1.07, style)
    })
    return y + lines.length * height
  }

  text(text: string, y: number, style: Style, place: Place): number {
    return this.lines(this.type.lines(text, style, place.width), y, style, place)
  }

  /** A paragraph that goes on on the next page. */
  paragraph(text: string, style: Style, within: Tag, width = this.width): void {
    const height = lineHeight(style)
    let rest = this.type.lines(text, style, width)
    while (rest.length > 0) {
      this.need(height)
      const count = Math.max(1, Math.floor((this.bottom - this.y) / height))
      const part = rest.slice(0, count)
      rest = rest.slice(count)
      this.sheet.add('P', within, () => {
        this.y = this.lines(part, this.y, style, { x: MARGIN, width })
      })
    }
  }
}
