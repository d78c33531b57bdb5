import type { Face, Library } from './font-shelf.ts'
import { type ShapedLine, shapeLine } from './shape.ts'
import { wrap } from './wrap.ts'

export interface Style {
  size: number
  bold?: boolean
  /** `#rrggbb` */
  color: string
}

const EM = 1000
const LEADING = 1.42

export const lineHeight = ({ size }: Style): number => size * LEADING

/** Texts of one paper as lines of glyphs; the same text is shaped once. */
export class Typesetter {
  private readonly library: Library
  private readonly faces: ReadonlyMap<string, Face>
  private readonly shaped = new Map<string, ShapedLine>()

  constructor(library: Library, faces: ReadonlyMap<string, Face>) {
    this.library = library
    this.faces = faces
  }

  line(text: string, { bold = false }: Style): ShapedLine {
    const key = `${bold ? 'b' : 'r'}${text}`
    const found = this.shaped.get(key)
    if (found) return found
    const made = shapeLine(text, bold, (codePoint, isBold) => this.faces.get(this.library.fileOf(codePoint, isBold)!)!)
    this.shaped.set(key, made)
    return made
  }

  width(text: string, style: Style): number {
    return (this.line(text, style).width * style.size) / EM
  }

  /** What was typed, in lines that are no wider. */
  lines(text: string, style: Style, width: number): ShapedLine[] {
    return text
      .split('\n')
      .flatMap((paragraph) => wrap(paragraph, width, (piece) => this.width(piece, style)))
      .map((line) => this.line(line, style))
  }
}
