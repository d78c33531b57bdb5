import type { Glyph } from '@cantoo/fontkit'
import { type PDFContext, type PDFRef, PDFString } from '@cantoo/pdf-lib'
import { deflated } from './deflated.ts'
import type { Face, PlacedGlyph } from './font-shelf.ts'

const EM = 1000
const CMAP_BLOCK_MAX = 100

/** A face in a file: only the glyphs that were drawn, with what each of them says. */
export class PdfFont {
  readonly name: string
  readonly ref: PDFRef
  private readonly face: Face
  private readonly context: PDFContext
  private readonly subset
  /** By their codes in this file: an outline has one for each text that it stands for. 0 is what is missing. */
  private readonly drawn: { id: number; width: number; says: string }[] = [{ id: 0, width: 0, says: '' }]
  private readonly codes = new Map<string, number>()

  constructor(context: PDFContext, face: Face, name: string) {
    this.context = context
    this.face = face
    this.name = name
    this.ref = context.nextRef()
    this.subset = face.font.createSubset()
  }

  /** The glyphs of a run as an array for TJ, with the distances that differ from their widths. */
  shown(glyphs: readonly PlacedGlyph[]): string {
    let hex = ''
    let array = ''
    for (const { glyph, says, advance } of glyphs) {
      const code = this.codeOf(glyph, says)
      hex += hex4(code)
      const kern = Math.round(this.drawn[code]!.width - advance)
      if (kern !== 0) {
        array += `<${hex}>${kern}`
        hex = ''
      }
    }
    return `[${array}${hex ? `<${hex}>` : ''}]`
  }

  private codeOf(glyph: Glyph, says: string): number {
    const key = `${glyph.id} ${says}`
    const found = this.codes.get(key)
    if (found !== undefined) return found
    const width = Math.round((glyph.advanceWidth * EM) / this.face.font.unitsPerEm)
    this.drawn.push({ id: this.subset.includeGlyph(glyph), width, says })
    const code = this.drawn.length - 1
    this.codes.set(key, code)
    return code
  }

  /** Writes the font into the file, once everything is drawn. */
  embed(): void {
    const { context } = this
    const scale = EM / this.face.font.unitsPerEm
    const { bbox, ascent, descent, capHeight, xHeight, italicAngle } = this.face.font
    const baseFont = `HUBAAA+${this.face.file.replace(/\.ttf$/, '')}`
    const descriptor = context.register(
      context.obj({
        Type: 'FontDescriptor',
        FontName: baseFont,
        Flags: 4,
        FontBBox: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY].map((side) => Math.round(side * scale)),
        ItalicAngle: italicAngle,
        Ascent: Math.round(ascent * scale),
        Descent: Math.round(descent * scale),
        CapHeight: Math.round((capHeight || ascent) * scale),
        XHeight: Math.round((xHeight || 0) * scale),
        StemV: 80,
        FontFile2: context.register(deflated(context, this.subset.encode())),
      }),
    )
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: baseFont,
        CIDToGIDMap: context.register(deflated(context, this.toGlyphs())),
        CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
        FontDescriptor: descriptor,
        DW: 0,
        W: [0, this.drawn.map(({ width }) => width)],
      }),
    )
    context.assign(
      this.ref,
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: baseFont,
        Encoding: 'Identity-H',
        DescendantFonts: [descendant],
        ToUnicode: context.register(deflated(context, this.toUnicode())),
      }),
    )
  }

  private toGlyphs(): Uint8Array {
    return Uint8Array.from(this.drawn.flatMap(({ id }) => [id >> 8, id & 0xff]))
  }

  private toUnicode(): string {
    const entries = this.drawn.flatMap(({ says }, code) => (says ? [`<${hex4(code)}><${utf16Hex(says)}>`] : []))
    const blocks: string[] = []
    for (let at = 0; at < entries.length; at += CMAP_BLOCK_MAX) {
      const block = entries.slice(at, at + CMAP_BLOCK_MAX)
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
    }
    return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
  }
}

const hex4 = (number: number) => number.toString(16).padStart(4, '0')

export const utf16Hex = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => hex4(text.charCodeAt(at))).join('')
