import type { ArchiveColumn } from './columns.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { copyBoolean, copyInstant } from './record-fields.ts'
import { RecordText } from './record-text.ts'

const [QUOTE, BACKSLASH, COMMA, APOSTROPHE, SPACE, CR, LF] = [0x22, 0x5c, 0x2c, 0x27, 0x20, 0x0d, 0x0a]
const utf8 = new TextEncoder()
/** What a spreadsheet would work out, in both widths; those of three bytes have these two in front. */
const FORMULA = new Set(utf8.encode('=+-@\t\r\n'))
const WIDE_FORMULA = new Set([...'＝＋－＠'].map((mark) => utf8.encode(mark)[2]!))
const [WIDE_1, WIDE_2] = utf8.encode('＝')
const MARK = utf8.encode('\ufeff')
/** Beside what is in it: a comma, quotes, an apostrophe, or the word false. */
const CELL_BYTES_MAX = 10

/** The first line, behind the mark by which spreadsheets know UTF-8. Names of columns need no quotes. */
export const csvHeader = (columns: readonly ArchiveColumn[]): Uint8Array =>
  utf8.encode(`\ufeff${columns.map(({ name }) => name).join(',')}\r\n`)

/** Turns rows into lines of CSV, no cell of which a spreadsheet takes for a formula (CS1). What it answers is good until it is called again. */
export function csvWriter(columns: readonly ArchiveColumn[]): (text: Uint8Array) => Uint8Array {
  const kinds = columns.map(({ kind }) => kind)
  const out = new GrowingBytes()
  return (text) => {
    const rows = new RecordText(text)
    while (rows.beginRow()) {
      for (let index = 0; index < kinds.length; index++) {
        rows.next()
        out.reserve(2 * (rows.to - rows.from) + CELL_BYTES_MAX)
        if (index > 0) out.push(COMMA)
        if (!rows.isNull) writeCell(out, rows, kinds[index]!)
      }
      rows.endRow()
      out.reserve(2)
      out.push(CR)
      out.push(LF)
    }
    return out.take()
  }
}

function writeCell(out: GrowingBytes, rows: RecordText, kind: ArchiveColumn['kind']): void {
  const { bytes, from, to } = rows
  if (kind === 'boolean') copyBoolean(out, rows)
  else if (kind === 'instant') copyInstant(out, rows)
  else if (kind === 'number' || kind === 'plain') out.copy(bytes, from, to)
  else writeText(out, rows)
}

function writeText(out: GrowingBytes, rows: RecordText): void {
  const { bytes, from, to } = rows
  const formula = isFormula(bytes, from, to)
  const quoted = formula || needsQuotes(rows)
  if (quoted) out.push(QUOTE)
  if (formula) out.push(APOSTROPHE)
  writeInside(out, rows)
  if (quoted) out.push(QUOTE)
}

function isFormula(bytes: Uint8Array, from: number, to: number): boolean {
  if (from === to) return false
  if (FORMULA.has(bytes[from]!)) return true
  return bytes[from] === WIDE_1 && bytes[from + 1] === WIDE_2 && WIDE_FORMULA.has(bytes[from + 2]!)
}

function needsQuotes({ bytes, from, to }: RecordText): boolean {
  if (bytes[from] === SPACE || bytes[to - 1] === SPACE) return true
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte === QUOTE || byte === COMMA || byte === CR || byte === LF) return true
    if (byte === MARK[0] && bytes[at + 1] === MARK[1] && bytes[at + 2] === MARK[2]) return true
  }
  return false
}

/** Quotes stand twice in records as they do in CSV, backslashes only there. */
function writeInside(out: GrowingBytes, { bytes, from, to }: RecordText): void {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    out.push(byte)
    if (byte === BACKSLASH) at++
  }
}
