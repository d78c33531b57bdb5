import { piecesOf } from '../files/pieces.ts'
import { HEADER_BYTES_MAX } from './structure.ts'

/** A mail without what stands in the middle of its long parts: all headers, and all lines that could be boundaries. */
export interface Skeleton {
  bytes: Uint8Array
  /** More of it was kept than fits, because of so many lines that could be boundaries. */
  isCut: boolean
  /** Where in the mail a byte of the skeleton stands. */
  placeOf(at: number): number
}

export interface SkeletonLimits {
  /** Of what stands before the first line that could be a boundary: where one is looked for that the mail does not name. */
  first: number
  /** How much of each part is kept behind its headers: what a system returned is read in it. */
  part: number
  whole: number
}

const LIMITS: SkeletonLimits = { first: 64 * 1024, part: 16 * 1024, whole: 16 * 1024 * 1024 }

/** Reads a mail once, piece by piece, and keeps its skeleton, behind the line of its envelope. */
export async function skeletonOf(
  envelope: Uint8Array,
  raw: ReadableStream<Uint8Array>,
  limits = LIMITS,
): Promise<Skeleton> {
  const scan = new SkeletonScan(limits)
  scan.push(envelope)
  for await (const piece of piecesOf(raw)) {
    scan.push(piece)
    if (scan.isFull) break
  }
  return scan.end()
}

const [CR, LF, DASH] = [13, 10, 45]
/** A line's end and the dashes that begin the next one. */
const TAIL = 4

class SkeletonScan {
  private readonly limits: SkeletonLimits
  private bytes = new Uint8Array(64 * 1024)
  private length = 0
  private readonly cuts: { at: number; skipped: number }[] = []
  /** The last bytes of what is being left out, which the next line decides about. */
  private tail: number[] = []
  private skipped = 0
  private column = 0
  private dashes = 0
  private isBlank = true
  private isHeader = true
  private isFirst = true
  private room: number

  constructor(limits: SkeletonLimits) {
    this.limits = limits
    this.room = HEADER_BYTES_MAX + limits.first
  }

  get isFull(): boolean {
    return this.length > this.limits.whole
  }

  push(piece: Uint8Array): void {
    let from = 0
    for (let at = 0; at < piece.length; ) {
      const next = this.column < 2 ? at + 1 : piece.indexOf(LF, at) + 1 || piece.length
      const event = this.read(piece[next - 1] as number)
      at = next
      if (event === null) continue
      this.take(piece.subarray(from, at))
      from = at
      if (event === 'boundary') this.startPart()
      else this.endHeaders()
    }
    this.take(piece.subarray(from))
  }

  end(): Skeleton {
    this.resume()
    const { cuts } = this
    return {
      bytes: this.bytes.subarray(0, this.length),
      isCut: this.isFull,
      placeOf: (place) => place + (cuts.findLast(({ at }) => at <= place)?.skipped ?? 0),
    }
  }

  /** The next byte of a line's beginning, or the last one that there is of the rest of it. */
  private read(byte: number): 'boundary' | 'body' | null {
    if (byte === LF) {
      const isEmpty = this.isBlank
      Object.assign(this, { column: 0, dashes: 0, isBlank: true })
      return isEmpty && this.isHeader ? 'body' : null
    }
    this.isBlank &&= byte === CR && this.column === 0
    this.column += 1
    if (this.column > 2 || byte !== DASH) return null
    this.dashes += 1
    return this.dashes === 2 ? 'boundary' : null
  }

  /** They end at the first empty line. */
  private endHeaders(): void {
    this.isHeader = false
    this.room = this.isFirst ? this.limits.first : this.limits.part
  }

  /** Perhaps: a line that could be a boundary is kept, with what could be headers behind it. */
  private startPart(): void {
    this.resume()
    this.isHeader = true
    this.isFirst = false
    this.room = HEADER_BYTES_MAX + this.limits.part
  }

  private take(bytes: Uint8Array): void {
    const kept = this.skipped + this.tail.length > 0 ? 0 : Math.min(this.room, bytes.length)
    if (kept > 0) this.keep(bytes.subarray(0, kept))
    this.room -= kept
    for (const byte of bytes.subarray(Math.max(kept, bytes.length - TAIL))) this.tail.push(byte)
    this.skipped += bytes.length - kept - Math.min(bytes.length - kept, TAIL)
    while (this.tail.length > TAIL) {
      this.tail.shift()
      this.skipped += 1
    }
  }

  /** What was left out ends here. */
  private resume(): void {
    if (this.tail.length === 0) return
    if (this.skipped > 0) {
      const before = this.cuts.at(-1)?.skipped ?? 0
      this.cuts.push({ at: this.length, skipped: before + this.skipped })
    }
    this.keep(new Uint8Array(this.tail))
    this.tail = []
    this.skipped = 0
  }

  private keep(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.length + bytes.length))
      larger.set(this.bytes.subarray(0, this.length))
      this.bytes = larger
    }
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }
}
