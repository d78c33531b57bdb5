export interface Decoded {
  bytes: Uint8Array
  /** It is not in the encoding that it says; the bytes are as they stand. */
  isBroken: boolean
}

/** The bytes of a part as they were before they were made fit for mail. */
export function decodeTransfer(body: Uint8Array, encoding: string): Decoded {
  if (/base64/i.test(encoding)) return decodeBase64(body)
  if (/quoted/i.test(encoding)) return { bytes: decodeQuotedPrintable(body), isBroken: false }
  if (/uue/i.test(encoding)) return decodeUuencode(body)
  return { bytes: body, isBroken: false }
}

const VALUES = new Int8Array(256).fill(-1)
for (const [value, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  VALUES[letter.charCodeAt(0)] = value
}
const [CR, LF, TAB, SPACE, EQUALS] = [13, 10, 9, 32, 61]
/** One letter in ten that is none: a line of text between the lines is forgiven, prose is not. */
const FOREIGN_SHARE = 10

/** What was encoded piece by piece has padding in its middle: it ends a group, wherever it stands. */
export function decodeBase64(body: Uint8Array): Decoded {
  const out = new Uint8Array(Math.ceil((body.length * 3) / 4))
  let [length, bits, held, foreign] = [0, 0, 0, 0]
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] as number
    const value = VALUES[byte] as number
    if (value >= 0) {
      held = ((held & 0xfff) << 6) | value
      bits += 6
      if (bits < 8) continue
      bits -= 8
      out[length] = held >> bits
      length += 1
    } else if (byte === EQUALS) bits = 0
    else if (byte !== CR && byte !== LF && byte !== SPACE && byte !== TAB) foreign += 1
  }
  const isBroken = foreign * FOREIGN_SHARE > body.length
  return { bytes: isBroken ? body : out.subarray(0, length), isBroken }
}

const HEX = new Int8Array(256).fill(-1)
for (const [value, letter] of [...'0123456789abcdef'].entries()) {
  HEX[letter.charCodeAt(0)] = value
  HEX[letter.toUpperCase().charCodeAt(0)] = value
}

function decodeQuotedPrintable(body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length)
  let length = 0
  for (let at = 0; at < body.length; at += 1) {
    let byte = body[at] ?? 0
    if (byte === EQUALS) {
      const high = HEX[body[at + 1] ?? 0] ?? -1
      const low = HEX[body[at + 2] ?? 0] ?? -1
      const end = high < 0 ? lineEnd(body, at + 1) : -1
      if (end >= 0) {
        at = end - 1
        continue
      }
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low
        at += 2
      }
    }
    out[length] = byte
    length += 1
  }
  return out.subarray(0, length)
}

/** Where the next line begins, if nothing but spaces stands before it; -1 otherwise. */
function lineEnd(body: Uint8Array, from: number): number {
  let at = from
  while (body[at] === SPACE || body[at] === TAB) at += 1
  if (at === body.length) return at
  if (body[at] === CR) return body[at + 1] === LF ? at + 2 : at + 1
  return body[at] === LF ? at + 1 : -1
}

/** Lines of a length and four letters for each three bytes, between `begin 644 name` and `end`. */
function decodeUuencode(body: Uint8Array): Decoded {
  let at = lineAfter(body, beginning(body))
  if (at === 0) return { bytes: body, isBroken: body.some((byte) => byte > SPACE) }
  const out = new Uint8Array(Math.ceil((body.length * 3) / 4))
  let length = 0
  for (let next = 0; at < body.length; at = next) {
    next = lineAfter(body, at)
    const count = sixBits(body[at])
    if (count === 0 || (body[at] === 0x65 && body[at + 1] === 0x6e)) break
    // A line is as long as it is, whatever it says.
    for (let index = 0, from = at + 1; index < count && from < next; index += 1) {
      const group = (sixBits(body[from]) << 18) | (sixBits(body[from + 1]) << 12) | (sixBits(body[from + 2]) << 6)
      out[length] = ((group | sixBits(body[from + 3])) >> (16 - (index % 3) * 8)) & 255
      length += 1
      if (index % 3 === 2) from += 4
    }
  }
  return { bytes: out.subarray(0, length), isBroken: false }
}

const sixBits = (byte = SPACE) => (byte - SPACE) & 63

function lineAfter(body: Uint8Array, at: number): number {
  const end = at < 0 ? -1 : body.indexOf(LF, at)
  return end < 0 ? (at < 0 ? 0 : body.length) : end + 1
}

/** Where a line says `begin `; -1 where none does. */
function beginning(body: Uint8Array): number {
  for (let at = 0; at < body.length; at = lineAfter(body, at)) {
    if ([0x62, 0x65, 0x67, 0x69, 0x6e, SPACE].every((byte, index) => body[at + index] === byte)) return at
  }
  return -1
}
