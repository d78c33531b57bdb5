export interface Decoded {
  bytes: Uint8Array
  /** It is not in the encoding that it says; the bytes are as they stand. */
  isBroken: boolean
}

/** The bytes of a part as they were before they were made fit for mail. */
export function decodeTransfer(body: Uint8Array, encoding: string): Decoded {
  if (/uue/i.test(encoding)) return decodeUuencode(body)
  const decoder = transferDecoder(encoding)
  const [first, rest] = [decoder.push(body), decoder.end()]
  if (decoder.isBroken()) return { bytes: body, isBroken: true }
  const bytes = rest.length === 0 ? first : new Uint8Array([...first, ...rest])
  return { bytes, isBroken: false }
}

/** Takes a part piece by piece; what a piece leaves open comes with the next, or at the end. What it answers is good until it takes the next. */
export interface TransferDecoder {
  push(piece: Uint8Array): Uint8Array
  end(): Uint8Array
  /** What came so far is not in the encoding that it says. */
  isBroken(): boolean
}

/** Not for uuencode, which is rare and read whole. */
export function transferDecoder(encoding: string): TransferDecoder {
  if (/base64/i.test(encoding)) return new Base64()
  if (/quoted/i.test(encoding)) return new QuotedPrintable()
  return { push: (piece) => piece, end: () => NOTHING, isBroken: () => false }
}

const NOTHING = new Uint8Array()
const VALUES = new Int8Array(256).fill(-1)
for (const [value, letter] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  VALUES[letter.charCodeAt(0)] = value
}
const [CR, LF, TAB, SPACE, EQUALS] = [13, 10, 9, 32, 61]
/** One letter in ten that is none: a line of text between the lines is forgiven, prose is not. */
const FOREIGN_SHARE = 10

/** What was encoded piece by piece has padding in its middle: it ends a group, wherever it stands. */
class Base64 implements TransferDecoder {
  private bits = 0
  private held = 0
  private foreign = 0
  private length = 0
  private out: Uint8Array = NOTHING

  push(piece: Uint8Array): Uint8Array {
    const most = Math.ceil(((piece.length + 1) * 3) / 4)
    if (this.out.length < most) this.out = new Uint8Array(most)
    const { out } = this
    let [length, bits, held, foreign] = [0, this.bits, this.held, 0]
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] as number
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
    Object.assign(this, { bits, held, foreign: this.foreign + foreign, length: this.length + piece.length })
    return out.subarray(0, length)
  }

  end = () => NOTHING

  isBroken = () => this.foreign * FOREIGN_SHARE > this.length
}

const HEX = new Int8Array(256).fill(-1)
for (const [value, letter] of [...'0123456789abcdef'].entries()) {
  HEX[letter.charCodeAt(0)] = value
  HEX[letter.toUpperCase().charCodeAt(0)] = value
}

/** A sign, blanks that were added on the way, the end of its line: no more of them belongs to it. */
const SIGN_MAX = 1_000

class QuotedPrintable implements TransferDecoder {
  private open: Uint8Array = NOTHING

  push(piece: Uint8Array): Uint8Array {
    const body = joined(this.open, piece)
    const last = body.lastIndexOf(EQUALS)
    const isOpen = last >= 0 && body.length - last < SIGN_MAX && signEnd(body, last) >= body.length
    this.open = isOpen ? body.slice(last) : NOTHING
    return decodeQuotedPrintable(isOpen ? body.subarray(0, last) : body)
  }

  end(): Uint8Array {
    return decodeQuotedPrintable(this.open)
  }

  isBroken = () => false
}

export function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}

/** As far as what follows could belong to a sign: what comes next may complete it. */
function signEnd(body: Uint8Array, at: number): number {
  let end = at + 1
  while (body[end] === SPACE || body[end] === TAB) end += 1
  return end === at + 1 ? at + 3 : end + 2
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
  while (at - from < SIGN_MAX && (body[at] === SPACE || body[at] === TAB)) at += 1
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
