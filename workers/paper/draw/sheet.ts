import { type PDFDocument, type PDFImage, PDFName, type PDFRef } from '@cantoo/pdf-lib'
import { deflated } from './deflated.ts'
import type { Face, PlacedGlyph } from './font-shelf.ts'
import { PdfFont, utf16Hex } from './pdf-font.ts'
import type { GlyphRun, ShapedLine } from './shape.ts'
import { newTag, type Tag, type TagType, writeTags } from './tags.ts'
import type { Style } from './typesetter.ts'

const SIZES = { A4: [595.28, 841.89], LETTER: [612, 792] } as const
const EM = 1000
/** Under this name a page says where something may be added: left, bottom, width and height. */
export const ROOM = 'HubRoom'

interface Drawn {
  content: string[]
  marks: number
  room?: number[]
  images: Map<string, PDFRef>
}

/** Pages on which things are drawn from the top down, in points. */
export class Sheet {
  readonly width: number
  readonly height: number
  readonly tags: Tag = newTag('Document')
  private readonly doc: PDFDocument
  private readonly pages: Drawn[] = []
  private readonly fonts = new Map<Face, PdfFont>()
  private page = -1

  constructor(doc: PDFDocument, size: keyof typeof SIZES) {
    this.doc = doc
    ;[this.width, this.height] = SIZES[size]
    this.addPage()
  }

  get pageCount(): number {
    return this.pages.length
  }

  addPage(): void {
    this.pages.push({ content: [], marks: 0, images: new Map() })
    this.page = this.pages.length - 1
  }

  /** What follows is drawn there. */
  turnTo(page: number): void {
    this.page = page
  }

  /** What is drawn meanwhile belongs to this element. */
  tagged(tag: Tag, draw: () => void): void {
    const mcid = this.current.marks++
    tag.kids.push({ page: this.page, mcid })
    this.put(`/${tag.type} <</MCID ${mcid}>> BDC`)
    draw()
    this.put('EMC')
  }

  /** An element of its own, in `within`. */
  add(type: TagType, within: Tag, draw: () => void, alt?: string): Tag {
    const tag = newTag(type, alt)
    within.kids.push(tag)
    this.tagged(tag, draw)
    return tag
  }

  /** What is there for the eye only, such as a rule or the number of the page. */
  decoration(draw: () => void): void {
    this.put('/Artifact BMC')
    draw()
    this.put('EMC')
  }

  /** A line of text whose baseline is at `y`. */
  text(line: ShapedLine, x: number, y: number, style: Style): void {
    if (line.runs.length === 0) return
    this.put(`BT ${fill(style.color)}`)
    for (const run of line.runs) this.run(run, x + (run.x * style.size) / EM, y, style.size)
    this.put('ET')
  }

  private run(run: GlyphRun, x: number, y: number, size: number): void {
    const font = this.fontOf(run.face)
    if (run.actual) this.put(`/Span <</ActualText <feff${utf16Hex(run.actual)}>>> BDC`)
    this.put(`/${font.name} ${number(size)} Tf`)
    let pen = x
    for (const part of partsOf(run)) {
      const { dx, dy } = part[0]!
      this.put(`1 0 0 1 ${number(pen + (dx * size) / EM)} ${this.up(y - (dy * size) / EM)} Tm ${font.shown(part)} TJ`)
      pen += (widthOf(part) * size) / EM
    }
    if (run.actual) this.put('EMC')
  }

  rectangle(x: number, y: number, width: number, height: number, color: string): void {
    this.put(`${fill(color)} ${number(x)} ${this.up(y + height)} ${number(width)} ${number(height)} re f`)
  }

  outline(x: number, y: number, width: number, height: number, color: string): void {
    this.put(`${stroke(color)} 1 w ${number(x)} ${this.up(y + height)} ${number(width)} ${number(height)} re S`)
  }

  rule(x: number, y: number, width: number, color: string, thickness = 0.5): void {
    this.rectangle(x, y, width, thickness, color)
  }

  image(image: PDFImage, x: number, y: number, width: number, height: number): void {
    const name = `I${this.current.images.size}`
    this.current.images.set(name, image.ref)
    this.put(`q ${number(width)} 0 0 ${number(height)} ${number(x)} ${this.up(y + height)} cm /${name} Do Q`)
  }

  /** What is added later has its place here. */
  keepRoom(x: number, y: number, width: number, height: number): void {
    this.current.room = [x, this.height - y - height, width, height]
  }

  /** Writes pages, fonts and tags into the document. */
  finish(): void {
    const { context } = this.doc
    const refs = this.pages.map((drawn, index) => this.writePage(drawn, index))
    for (const font of this.fonts.values()) font.embed()
    this.doc.catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
    this.doc.catalog.set(PDFName.of('StructTreeRoot'), writeTags(context, this.tags, refs))
  }

  private writePage({ content, room, images }: Drawn, index: number): PDFRef {
    const { context } = this.doc
    const page = this.doc.addPage([this.width, this.height])
    const fonts = Object.fromEntries(Array.from(this.fonts.values(), ({ name, ref }) => [name, ref]))
    page.node.set(PDFName.of('Contents'), context.register(deflated(context, content.join('\n'))))
    page.node.set(PDFName.of('Resources'), context.obj({ Font: fonts, XObject: Object.fromEntries(images) }))
    page.node.set(PDFName.of('StructParents'), context.obj(index))
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
    if (room) page.node.set(PDFName.of(ROOM), context.obj(room))
    return page.ref
  }

  private fontOf(face: Face): PdfFont {
    const found = this.fonts.get(face)
    if (found) return found
    const made = new PdfFont(this.doc.context, face, `F${this.fonts.size}`)
    this.fonts.set(face, made)
    return made
  }

  private get current(): Drawn {
    return this.pages[this.page]!
  }

  private put(operators: string): void {
    this.current.content.push(operators)
  }

  private up(y: number): string {
    return number(this.height - y)
  }
}

/** Glyphs that stand where the one before ends; one that is moved begins anew, and so does what follows it. */
function partsOf({ glyphs }: GlyphRun): PlacedGlyph[][] {
  const parts: PlacedGlyph[][] = []
  for (const glyph of glyphs) {
    const last = parts.at(-1)
    const isMoved = (one: PlacedGlyph) => one.dx !== 0 || one.dy !== 0
    if (last && !isMoved(glyph) && !isMoved(last[0]!)) last.push(glyph)
    else parts.push([glyph])
  }
  return parts
}

const widthOf = (glyphs: readonly PlacedGlyph[]) => glyphs.reduce((sum, { advance }) => sum + advance, 0)

/** Two decimals of a point are finer than any printer. */
const number = (value: number) => String(Math.round(value * 100) / 100)

const fill = (color: string) => `${channels(color)} rg`
const stroke = (color: string) => `${channels(color)} RG`
const channels = (color: string) =>
  [1, 3, 5]
    .map((at) => String(Math.round((Number.parseInt(color.slice(at, at + 2), 16) / 255) * 1000) / 1000))
    .join(' ')
