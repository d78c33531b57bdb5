import { create, type Font, type Glyph } from '@cantoo/fontkit'
import type { FontIndex, Slice } from './font-index.ts'

/** Reads a file of the fonts. */
export type ReadFont = (file: string) => Promise<Uint8Array>

/** A slice, read. */
export interface Face {
  file: string
  font: Font
  /** Glyphs that stand for their character alone, found before. */
  plain: Map<string, PlacedGlyph>
}

export interface PlacedGlyph {
  glyph: Glyph
  /** The characters that it stands for; the same outline may stand for another one elsewhere. */
  says: string
  /** In thousandths of the size: how far the next one is, and where it stands from its place. */
  advance: number
  dx: number
  dy: number
}

const ALPHABETS = 'alphabets'
const IDEOGRAPHS = ['noto-sans-jp', 'noto-sans-sc', 'noto-sans-kr'] as const
type Ideographs = (typeof IDEOGRAPHS)[number]
/** Of a paper in Japanese some twenty are open; an isolate keeps those of a few papers. */
const FACES_MAX = 60

/** The fonts: which of them has a character, and those that were read. Kept by the isolate. */
export class FontShelf {
  private readonly read: ReadFont
  private readonly indexes = new Map<string, Promise<Index>>()
  private readonly faces = new Map<string, Promise<Face>>()

  constructor(read: ReadFont) {
    this.read = read
  }

  /** The indexes that these characters need, in the order in which they are asked. */
  async open(text: string, locale: string): Promise<Library> {
    const alphabets = await this.index(ALPHABETS)
    const isKnown = Array.from(text).every((character) => alphabets.has(character.codePointAt(0)!))
    if (isKnown) return new Library([alphabets])
    return new Library([alphabets, ...(await Promise.all(inOrder(text, locale).map((name) => this.index(name))))])
  }

  async load(files: Iterable<string>): Promise<Map<string, Face>> {
    const found = await Promise.all(Array.from(files, (file) => this.face(file)))
    for (const file of [...this.faces.keys()].slice(0, Math.max(0, this.faces.size - FACES_MAX)))
      this.faces.delete(file)
    return new Map(found.map((face) => [face.file, face]))
  }

  private index(name: string): Promise<Index> {
    return remembered(this.indexes, name, async () => {
      const bytes = await this.read(`${name}.json`)
      return new Index(JSON.parse(new TextDecoder().decode(bytes)) as FontIndex)
    })
  }

  private face(file: string): Promise<Face> {
    return remembered(this.faces, file, async () => ({
      file,
      font: create(await this.read(file)) as Font,
      plain: new Map(),
    }))
  }
}

/** What failed is asked for again. */
function remembered<Value>(kept: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const found = kept.get(key)
  if (found) return found
  const made = make()
  kept.set(key, made)
  made.catch(() => kept.delete(key))
  return made
}

/** A character of several languages is drawn as the text says by its other characters, else as the locale writes. */
function inOrder(text: string, locale: string): Ideographs[] {
  const first: Ideographs = /[\p{sc=Hira}\p{sc=Kana}]/u.test(text)
    ? 'noto-sans-jp'
    : /\p{sc=Hang}/u.test(text)
      ? 'noto-sans-kr'
      : locale.startsWith('ja')
        ? 'noto-sans-jp'
        : locale.startsWith('ko')
          ? 'noto-sans-kr'
          : 'noto-sans-sc'
  return [first, ...IDEOGRAPHS.filter((name) => name !== first)]
}

/** Which slice holds a character. */
class Index {
  private readonly regular = new Map<number, string>()
  private readonly bold = new Map<number, string>()

  constructor({ slices }: FontIndex) {
    for (const { file, bold, ranges } of slices) fill(bold ? this.bold : this.regular, file, ranges)
  }

  has(codePoint: number): boolean {
    return this.regular.has(codePoint)
  }

  fileOf(codePoint: number, isBold: boolean): string | undefined {
    return (isBold ? this.bold.get(codePoint) : undefined) ?? this.regular.get(codePoint)
  }
}

function fill(files: Map<number, string>, file: Slice['file'], ranges: string): void {
  for (const range of ranges.split(',')) {
    const [first, last = first] = range.split('-').map((hex) => Number.parseInt(hex, 16)) as [number, number?]
    for (let code = first; code <= last; code += 1) if (!files.has(code)) files.set(code, file)
  }
}

/** The indexes of one text. */
export class Library {
  private readonly indexes: readonly Index[]

  constructor(indexes: readonly Index[]) {
    this.indexes = indexes
  }

  has(codePoint: number): boolean {
    return this.indexes.some((index) => index.has(codePoint))
  }

  /** Null for what no font has. */
  fileOf(codePoint: number, isBold: boolean): string | null {
    return this.indexes.find((index) => index.has(codePoint))?.fileOf(codePoint, isBold) ?? null
  }
}
