import type { LongContent, ReadMail } from '../../../core/domain/mail/read-mail.ts'
import type { RawMail } from '../../../core/services/mail/ports.ts'
import type { ByteRange } from '../../../core/services/ports.ts'
import { piecesOf } from '../files/pieces.ts'
import { type Bodies, bodiesOf } from './bodies.ts'
import { readMail, readParts, unread } from './read.ts'
import { type Skeleton, type SkeletonLimits, skeletonOf } from './skeleton.ts'
import { isWhole, type Part, structureOf } from './structure.ts'
import { encodingOf } from './texts.ts'
import { joined, transferDecoder } from './transfer-encoding.ts'

/** What is larger is never in memory whole. */
const WHOLE_BYTES_MAX = 8 * 1024 * 1024
/** Of a larger mail so much of its files is held, the first ones: small pictures that it shows are among them. */
const HELD_BYTES_MAX = 4 * 1024 * 1024

/** A mail where it lies: read whole, or by its skeleton, with what is long left where it is. Throws only for its storage. */
export async function readStored(raw: RawMail): Promise<ReadMail> {
  if (raw.sizeBytes > WHOLE_BYTES_MAX) return readBySkeleton(raw)
  return readMail(joined(envelopeOf(raw), await bytesOf(await raw.open())))
}

export interface SplitLimits extends SkeletonLimits {
  held: number
}

/**
 * Reads a mail twice: once for its skeleton, in which its parts are found as in any mail, then what must be known of each
 * long part: the texts whole, of files how long they are. Their bytes stay where they lie until somebody wants them.
 */
export async function readBySkeleton(raw: RawMail, limits?: SplitLimits): Promise<ReadMail> {
  const envelope = envelopeOf(raw)
  const skeleton = await skeletonOf(envelope, await raw.open(), limits)
  const { root, problem } = structureOf(skeleton.bytes)
  if (problem || skeleton.isCut) return unread(root, problem ?? 'UNREADABLE')
  const places = placesOf(root, skeleton, envelope.length)
  const bodies = bodiesOf(root)
  await fill(raw, bodies, places, limits?.held ?? HELD_BYTES_MAX)
  const mail = readParts(root, bodies)
  for (const [index, attachment] of mail.attachments.entries()) {
    const part = bodies.attachments[index]
    const place = part && !isWhole(part) && places.get(part)
    if (!place) continue
    const { isBroken, ...long } = await longContent(raw, place, encodingOf(part))
    attachment.long = long
    if (isBroken) mail.problem = 'BROKEN_ENCODING'
  }
  return mail
}

/** Where the leaves stand in the mail, which says how long they are. */
function placesOf(root: Part, skeleton: Skeleton, before: number): Map<Part, ByteRange> {
  const places = new Map<Part, ByteRange>()
  const open = [root]
  for (let part = open.pop(); part; part = open.pop()) {
    open.push(...part.parts)
    if (part.parts.length > 0) continue
    const from = part.body.byteOffset - skeleton.bytes.byteOffset
    const offset = skeleton.placeOf(from) - before
    part.size = skeleton.placeOf(from + part.body.length) - before - offset
    places.set(part, { offset, length: part.size })
  }
  return places
}

/** Fetches what is read whole: texts, files while there is room, and uuencode, which has no other way. */
async function fill(raw: RawMail, bodies: Bodies, places: Map<Part, ByteRange>, held: number): Promise<void> {
  const texts = new Set([...bodies.text, ...bodies.html])
  let room = held
  for (const part of new Set([...texts, ...bodies.attachments])) {
    const place = places.get(part)
    if (!place || isWhole(part)) continue
    const fits = part.size <= room
    if (!texts.has(part) && !fits && !/uue/i.test(encodingOf(part))) continue
    part.body = await bytesOf(await raw.open(place))
    part.size = part.body.length
    if (!texts.has(part)) room -= part.size
  }
}

/** Counts what a long part holds once it is decoded: whoever stores it must say so before. */
async function longContent(
  raw: RawMail,
  place: ByteRange,
  encoding: string,
): Promise<LongContent & { isBroken: boolean }> {
  const decoder = transferDecoder(encoding)
  let size = 0
  for await (const piece of piecesOf(await raw.open(place))) size += decoder.push(piece).length
  size += decoder.end().length
  const isBroken = decoder.isBroken()
  return {
    isBroken,
    size_bytes: isBroken ? place.length : size,
    open: async () => {
      const stored = await raw.open(place)
      return isBroken ? stored : decoded(stored, encoding)
    },
  }
}

function decoded(stored: ReadableStream<Uint8Array>, encoding: string): ReadableStream<Uint8Array> {
  const decoder = transferDecoder(encoding)
  const pieces = piecesOf(stored)
  return new ReadableStream({
    async pull(out) {
      let bytes: Uint8Array
      do {
        const { done, value } = await pieces.next()
        bytes = done ? decoder.end() : decoder.push(value)
        if (bytes.length > 0) out.enqueue(bytes.slice())
        if (done) return out.close()
      } while (bytes.length === 0)
    },
    cancel: async () => void (await pieces.return(undefined)),
  })
}

const envelopeOf = ({ envelope }: RawMail) => new TextEncoder().encode(envelope)

const bytesOf = async (stream: ReadableStream<Uint8Array>) => new Uint8Array(await new Response(stream).arrayBuffer())
