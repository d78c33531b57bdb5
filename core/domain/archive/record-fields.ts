import type { GrowingBytes } from './growing-bytes.ts'
import type { RecordText } from './record-text.ts'

// Values of a snapshot that stand alike in JSON and in CSV.

const [QUOTE, BACKSLASH, PLUS, SPACE, TIME, TRUE] = [0x22, 0x5c, 0x2b, 0x20, 0x54, 0x74]
const utf8 = new TextEncoder()
const [YES, NO] = [utf8.encode('true'), utf8.encode('false')]
const MINUTES = utf8.encode(':00')
/** `2026-01-31 08:00:00.123456+00`: in UTC, as the snapshot is. */
const DATE_BYTES = 10
const INSTANT_BYTES_MAX = 29

export const copyBoolean = (out: GrowingBytes, { bytes, from }: RecordText): void =>
  out.copy(bytes[from] === TRUE ? YES : NO)

/** As ISO 8601 has it; what no clock shows (infinity, before Christ) stays as it is. */
export function copyInstant(out: GrowingBytes, { bytes, from, to }: RecordText): void {
  const begin = out.length
  out.copy(bytes, from, to)
  const isUsual = to - from <= INSTANT_BYTES_MAX && bytes[to - 3] === PLUS && bytes[from + DATE_BYTES] === SPACE
  if (!isUsual) return
  out.bytes[begin + DATE_BYTES] = TIME
  out.copy(MINUTES)
}

/** What stands twice in a record stands once. */
export function copyValue(out: GrowingBytes, { bytes, from, to, isDoubled }: RecordText): void {
  if (!isDoubled) {
    out.copy(bytes, from, to)
    return
  }
  const into = out.bytes
  let { length } = out
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte === QUOTE || byte === BACKSLASH) at++
    into[length++] = byte
  }
  out.length = length
}
