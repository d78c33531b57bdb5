import type { Glyph } from '@cantoo/fontkit'
import bidiFactory from 'bidi-js'
import { DIRECTIONS } from './characters.ts'
import type { Face, PlacedGlyph } from './font-shelf.ts'

// From characters to glyphs, and to the places where they stand on the line.

const bidi = bidiFactory()

/** Which face draws a character; every character of a text has one by now. */
export type FaceOf = (codePoint: number, isBold: boolean) => Face

/** Glyphs of one face, from left to right. Widths and places are in thousandths of the size. */
export interface GlyphRun {
  face: Face
  glyphs: readonly PlacedGlyph[]
  x: number
  width: number
  /** What is written, where the glyphs by themselves do not say it. */
  actual: string | null
}

/** A line whose runs follow each other as they are read; where they stand may be another order. */
export interface ShapedLine {
  runs: GlyphRun[]
  width: number
}

const EM = 1000
/** One glyph for each character, in their order. */
const PLAIN =
  /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\uac00-\ud7a3\p{P}\p{S}\p{Nd}\p{Z}]*$/u

/** Scripts whose glyphs stand otherwise than their characters. */
const REORDERED = /\p{sc=Deva}|\p{sc=Thai}/u

/** One line of text as it is drawn. */
export function shapeLine(text: string, isBold: boolean, faceOf: FaceOf): ShapedLine {
  const pieces = piecesOf(text, isBold, faceOf)
  const runs = pieces.map((piece): GlyphRun => {
    const glyphs = glyphsOf(piece)
    const width = glyphs.reduce((sum, { advance }) => sum + advance, 0)
    return { face: piece.face, glyphs, x: 0, width, actual: REORDERED.test(piece.text) ? piece.text : null }
  })
  let width = 0
  for (const index of inVisualOrder(pieces)) {
    runs[index]!.x = width
    width += runs[index]!.width
  }
  return { runs, width }
}

interface Piece {
  text: string
  face: Face
  level: number
  /** Letters that are written from right to left; not what stands between them. */
  isRightToLeft: boolean
}

const RIGHT_TO_LEFT = /[\p{scx=Hebr}\p{scx=Arab}]/u

/** Pieces of one face and one direction, in the order of the text. Readers of a file turn words of letters around, not what is mirrored. */
function piecesOf(text: string, isBold: boolean, faceOf: FaceOf): Piece[] {
  const { levels } = bidi.getEmbeddingLevels(text)
  const pieces: Piece[] = []
  let at = 0
  for (const character of text) {
    const level = levels[at] ?? 0
    at += character.length
    if (DIRECTIONS.test(character)) continue
    const last = pieces.at(-1)
    const face = faceFor(shownAs(character, level), last, isBold, faceOf)
    const isRightToLeft = level % 2 === 1 && RIGHT_TO_LEFT.test(character)
    if (last?.face === face && last.level === level && last.isRightToLeft === isRightToLeft) last.text += character
    else pieces.push({ text: character, face, level, isRightToLeft })
  }
  return pieces
}

/** A bracket opens to where the text goes. */
const shownAs = (character: string, level: number) =>
  level % 2 === 1 ? (bidi.getMirroredCharacter(character) ?? character) : character

/** Marks and joiners stay with the letter that they belong to. */
function faceFor(character: string, before: Piece | undefined, isBold: boolean, faceOf: FaceOf): Face {
  const codePoint = character.codePointAt(0)!
  const isOfLetter = /[\p{M}\u200c\u200d]/u.test(character) && before?.face.font.hasGlyphForCodePoint(codePoint)
  return isOfLetter ? before!.face : faceOf(codePoint, isBold)
}

/** Rule L2 of the bidirectional algorithm, over pieces instead of characters. */
function inVisualOrder(pieces: readonly Piece[]): number[] {
  const order = pieces.map((_, index) => index)
  const levelAt = (place: number) => pieces[order[place]!]!.level
  for (let level = Math.max(0, ...pieces.map((piece) => piece.level)); level > 0; level -= 1)
    for (let start = 0; start < order.length; start += 1) {
      if (levelAt(start) < level) continue
      let end = start
      while (end < order.length && levelAt(end) >= level) end += 1
      order.splice(start, end - start, ...order.slice(start, end).reverse())
      start = end
    }
  return order
}

function glyphsOf({ text, face, level, isRightToLeft }: Piece): readonly PlacedGlyph[] {
  if (isRightToLeft || !PLAIN.test(text)) return laidOut(text, face, level)
  const glyphs = Array.from(text, (character) => plainGlyph(face, character, level))
  return level % 2 === 1 ? glyphs.reverse() : glyphs
}

/** Each stands beside the one before; what kerning would add is less than what its tables cost. */
function plainGlyph({ font, plain }: Face, character: string, level: number): PlacedGlyph {
  const shown = shownAs(character, level)
  const key = shown + character
  const found = plain.get(key)
  if (found) return found
  const glyph = font.glyphForCodePoint(shown.codePointAt(0)!)!
  const made = { glyph, says: character, advance: (glyph.advanceWidth * EM) / font.unitsPerEm, dx: 0, dy: 0 }
  plain.set(key, made)
  return made
}

function laidOut(text: string, { font }: Face, level: number): PlacedGlyph[] {
  const scale = EM / font.unitsPerEm
  const isRightToLeft = level % 2 === 1
  const { glyphs, positions } = font.layout(text, null, null, null, isRightToLeft ? 'rtl' : 'ltr')
  const says = isRightToLeft
    ? lettersOf(text, glyphs)
    : glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints))
  return glyphs.map((glyph, index) => {
    const position = positions?.[index]
    return {
      glyph,
      says: says[index]!,
      advance: (position?.xAdvance ?? glyph.advanceWidth) * scale,
      dx: (position?.xOffset ?? 0) * scale,
      dy: (position?.yOffset ?? 0) * scale,
    }
  })
}

/**
 * Which letters each glyph of a word stands for, from right to left. The font writes a letter as a stroke that several letters
 * share, and its dots apart, so that the library knows only the first letter of which it has seen the stroke.
 */
function lettersOf(text: string, glyphs: readonly Glyph[]): string[] {
  const letters = text.match(/\P{M}\p{M}*/gu) ?? [text]
  const says = glyphs.map(() => '')
  for (let index = glyphs.length - 1; index >= 0; index -= 1) {
    const { advanceWidth, codePoints } = glyphs[index]!
    if (advanceWidth > 0) says[index] = letters.splice(0, codePoints.length || 1).join('')
  }
  return says
}
