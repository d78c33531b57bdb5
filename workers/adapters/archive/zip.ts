import { crc32 } from 'node:zlib'
import type { ZipMember } from '../../../core/services/exports/ports.ts'

const utf8 = new TextEncoder()
/** Reads of version 4.5: sizes of more than 4 GB; made on a system whose files have modes. */
const [VERSION, MADE_BY] = [45, 0x032d]
/** Sizes and sum stand behind the member; its name is UTF-8. */
const FLAGS = 0x0808
const FILE_MODE = 0o100644 * 0x10000
const [MAX_16, MAX_32] = [0xffff, 0xffffffff]

interface Stored {
  name: Uint8Array
  from: number
  bytes: number
  crc: number
}

/**
 * A ZIP of members that are stored as they are, so that an import reads any of them from where it was. The same members at the
 * same instant are the same bytes. Whoever uses a piece is done with it before he asks for the next.
 */
export async function* zip(members: AsyncIterable<ZipMember>, at: Date): AsyncGenerator<Uint8Array> {
  const time = dosTime(at)
  const stored: Stored[] = []
  let length = 0
  for await (const { name, input } of members) {
    const member = { name: utf8.encode(name), from: length, bytes: 0, crc: 0 }
    const header = localHeader(member, time)
    yield header
    for await (const piece of input) {
      member.crc = crc32(piece, member.crc)
      member.bytes += piece.length
      yield piece
    }
    const behind = descriptor(member)
    yield behind
    length += header.length + member.bytes + behind.length
    stored.push(member)
  }
  const directory = stored.map((member) => entry(member, time))
  yield* directory
  const bytes = directory.reduce((sum, { length }) => sum + length, 0)
  yield end(stored.length, bytes, length)
}

/** Seconds in steps of two, since 1980. */
function dosTime(at: Date): number {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return date * 0x10000 + ((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1))
}

/** Numbers one behind the other, each of so many bytes. */
function record(fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[], ...more: Uint8Array[]): Uint8Array {
  const size = fields.reduce((sum, [bytes]) => sum + bytes, 0)
  const all = new Uint8Array(more.reduce((sum, { length }) => sum + length, size))
  const view = new DataView(all.buffer)
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true)
    else if (bytes === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += bytes
  }
  for (const part of more) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const localHeader = ({ name }: Stored, time: number) =>
  record(
    [
      [4, 0x04034b50],
      [2, VERSION],
      [2, FLAGS],
      [2, 0],
      [4, time],
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, 0],
    ],
    name,
  )

const isLarge = (bytes: number) => bytes >= MAX_32

function descriptor({ bytes, crc }: Stored): Uint8Array {
  const size = isLarge(bytes) ? 8 : 4
  return record([
    [4, 0x08074b50],
    [4, crc],
    [size, bytes],
    [size, bytes],
  ])
}

function entry({ name, from, bytes, crc }: Stored, time: number): Uint8Array {
  const large = [...(isLarge(bytes) ? [bytes, bytes] : []), ...(isLarge(from) ? [from] : [])]
  const extra =
    large.length === 0 ? [] : [record([[2, 1], [2, 8 * large.length], ...large.map((one) => [8, one] as const)])]
  const size = Math.min(bytes, MAX_32)
  return record(
    [
      [4, 0x02014b50],
      [2, MADE_BY],
      [2, VERSION],
      [2, FLAGS],
      [2, 0],
      [4, time],
      [4, crc],
      [4, size],
      [4, size],
      [2, name.length],
      [2, extra[0]?.length ?? 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, FILE_MODE],
      [4, Math.min(from, MAX_32)],
    ],
    name,
    ...extra,
  )
}

function end(count: number, bytes: number, from: number): Uint8Array {
  const few = Math.min(count, MAX_16)
  const usual = record([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, few],
    [2, few],
    [4, Math.min(bytes, MAX_32)],
    [4, Math.min(from, MAX_32)],
    [2, 0],
  ])
  if (count < MAX_16 && !isLarge(bytes) && !isLarge(from)) return usual
  const large = record([
    [4, 0x06064b50],
    [8, 44],
    [2, MADE_BY],
    [2, VERSION],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, bytes],
    [8, from],
  ])
  return record(
    [],
    large,
    record([
      [4, 0x07064b50],
      [4, 0],
      [8, from + bytes],
      [4, 1],
    ]),
    usual,
  )
}
