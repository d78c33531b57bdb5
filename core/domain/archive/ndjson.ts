import type { ArchiveColumn } from './columns.ts'
import { GrowingBytes } from './growing-bytes.ts'
import { copyBoolean, copyInstant, copyValue } from './record-fields.ts'
import { RecordText } from './record-text.ts'

const [QUOTE, BACKSLASH] = [0x22, 0x5c]
const utf8 = new TextEncoder()
const [BEGIN, END] = [utf8.encode('{'), utf8.encode('}\n')]
const NULL = utf8.encode('null')
/** How JSON writes what it does not allow in a string. */
const ESCAPED = Array.from({ length: 0x20 }, (_, code) =>
  utf8.encode(JSON.stringify(String.fromCharCode(code)).slice(1, -1)),
)
const ESCAPED_BYTES_MAX = 6

/** Turns rows into lines of JSON, as PostgreSQL itself would write them. What it answers is good until it is called again. */
export function ndjsonWriter(columns: readonly ArchiveColumn[]): (text: Uint8Array) => Uint8Array {
  const fields = columns.map(({ name, kind }, index) => ({
    kind,
    before: utf8.encode(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`),
  }))
  const out = new GrowingBytes()
  return (text) => {
    const rows = new RecordText(text)
    while (rows.beginRow()) {
      out.reserve(BEGIN.length)
      out.copy(BEGIN)
      for (const { kind, before } of fields) {
        rows.next()
        out.reserve(before.length + ESCAPED_BYTES_MAX * (rows.to - rows.from + 2))
        out.copy(before)
        if (rows.isNull) out.copy(NULL)
        else writeField(out, rows, kind)
      }
      rows.endRow()
      out.reserve(END.length)
      out.copy(END)
    }
    return out.take()
  }
}

function writeField(out: GrowingBytes, rows: RecordText, kind: ArchiveColumn['kind']): void {
  const { bytes, from, to } = rows
  // It is JSON already.
  if (kind === 'json') copyValue(out, rows)
  else if (kind === 'number') out.copy(bytes, from, to)
  else if (kind === 'boolean') copyBoolean(out, rows)
  else writeString(out, rows, kind)
}

function writeString(out: GrowingBytes, rows: RecordText, kind: ArchiveColumn['kind']): void {
  out.push(QUOTE)
  if (kind === 'instant') copyInstant(out, rows)
  else if (kind === 'plain') out.copy(rows.bytes, rows.from, rows.to)
  else writeText(out, rows)
  out.push(QUOTE)
}

function writeText(out: GrowingBytes, { bytes, from, to, isDoubled }: RecordText): void {
  const skipped = isDoubled ? 1 : 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte < 0x20) out.copy(ESCAPED[byte]!)
    else {
      if (byte === QUOTE || byte === BACKSLASH) {
        out.push(BACKSLASH)
        at += skipped
      }
      out.push(byte)
    }
  }
}
