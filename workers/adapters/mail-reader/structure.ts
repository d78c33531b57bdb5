import type { MailProblem } from '../../../core/domain/mail/read-mail.ts'
import { latin1 } from './charset.ts'
import { type RawHeader, rawValue, readHeaders } from './header-block.ts'
import { type Parametrised, parseParameters } from './parameters.ts'

export interface Part {
  headers: RawHeader[]
  type: Parametrised
  /** In lower case; empty where nothing is said. */
  disposition: string
  /** As it was written, and as dangerous. */
  fileName: string | null
  body: Uint8Array
  /** How long it is in the mail, of which `body` may be the beginning. */
  size: number
  /** Of a multipart; a leaf has none. */
  parts: Part[]
}

export const isWhole = ({ body, size }: Part): boolean => body.length === size

export const PARTS_MAX = 1_000
export const DEPTH_MAX = 100
export const HEADER_BYTES_MAX = 2 * 1024 * 1024
export const HEADERS_MAX = 2_000
/** Lines that could be a boundary, times what they could be one of. */
const COMPARISONS_MAX = 3_000_000

export interface Structure {
  root: Part
  problem?: MailProblem
}

const [CR, LF, DASH] = [13, 10, 45]

interface Open {
  part: Part
  boundary: string
  from: number
}

interface Boundary {
  /** Of how many multiparts around it. */
  depth: number
  isLast: boolean
  end: number
}

/**
 * The parts of a mail, found in one pass from boundary to boundary, before anything is decoded: a bomb ends at the first
 * limit that it breaks (EM2).
 */
export function structureOf(bytes: Uint8Array): Structure {
  const structure = new Scan(bytes, null).run()
  const evident = structure.problem ? null : evidentBoundary(structure.root)
  return evident === null ? structure : new Scan(bytes, evident).run()
}

const LOOK_AHEAD = 64 * 1024

/** The boundary that parts have where it is not the one that the mail says; null where there is no such fault. */
function evidentBoundary({ type, parts, body }: Part): string | null {
  if (parts.length > 0 || !type.parameters.has('boundary')) return null
  const start = latin1(body.subarray(0, LOOK_AHEAD))
  return /^--([^\s].{0,200}?)[ \t]*\r?\n(?=content-)/im.exec(start)?.[1] ?? null
}

class Scan {
  private readonly bytes: Uint8Array
  private readonly evident: string | null
  private readonly open: Open[] = []
  private leaf: { part: Part; from: number } | null = null
  private parts = 0
  private headerBytes = 0
  private compared = 0
  private problem: MailProblem | undefined

  constructor(bytes: Uint8Array, evident: string | null) {
    this.bytes = bytes
    this.evident = evident
  }

  run(): Structure {
    let at = this.start(null, this.firstLine())
    const root = this.open[0]?.part ?? this.leaf?.part
    if (!root) throw new Error('A mail without a root')
    while (at < this.bytes.length && this.open.length > 0 && !this.problem) {
      const found = this.boundaryAt(at)
      at = found ? this.pass(found, at) : this.nextCandidate(at)
    }
    this.close(0, this.bytes.length)
    return this.problem ? { root, problem: this.problem } : { root }
  }

  /** Ends what a boundary ends, begins what it begins, and answers where to look on. */
  private pass({ depth, isLast, end }: Boundary, at: number): number {
    const parent = this.open[depth]?.part
    this.close(isLast ? depth : depth + 1, at)
    return isLast || !parent ? end : this.start(parent, end)
  }

  /** Begins a part; answers where its body does. */
  private start(parent: Part | null, from: number): number {
    const end = parent && !this.isHeader(from) ? { headers: from, body: from } : this.headerEnd(from)
    const limit = Math.min(end.headers, from + HEADER_BYTES_MAX)
    const headers = readHeaders(this.bytes.subarray(from, limit))
    this.parts += 1
    this.headerBytes += end.headers - from
    this.problem ??= this.brokenLimit(headers.length)
    const part = partOf(headers.slice(0, HEADERS_MAX), parent)
    parent?.parts.push(part)
    const said = isMultipart(part) ? part.type.parameters.get('boundary')?.trimEnd() : ''
    const boundary = said && !parent ? (this.evident ?? said) : said
    if (boundary) this.open.push({ part, boundary, from: end.body })
    this.leaf = boundary ? null : { part, from: end.body }
    return end.body
  }

  private brokenLimit(headers: number): MailProblem | undefined {
    if (this.headerBytes > HEADER_BYTES_MAX || headers > HEADERS_MAX) return 'HEADERS_TOO_LARGE'
    if (this.parts > PARTS_MAX) return 'TOO_MANY_PARTS'
    return this.open.length > DEPTH_MAX ? 'NESTED_TOO_DEEPLY' : undefined
  }

  /** Ends what is open below so many multiparts; the newline before a boundary belongs to the boundary. */
  private close(depth: number, at: number): void {
    let end = at
    if (at < this.bytes.length && this.bytes[end - 1] === LF) end -= this.bytes[end - 2] === CR ? 2 : 1
    const closed = this.open.splice(depth)
    if (this.leaf) closed.push({ ...this.leaf, boundary: '' })
    this.leaf = null
    for (const { part, from } of closed) {
      if (part.parts.length > 0) continue
      part.body = this.bytes.subarray(from, Math.max(end, from))
      part.size = part.body.length
      // In which no boundary was found: what somebody wrote is not dropped.
      if (isMultipart(part)) part.type = { ...part.type, value: 'text/plain' }
    }
  }

  /** What stands before the mail: empty lines, and the line of a mailbox file. */
  private firstLine(): number {
    let at = 0
    while (this.bytes[at] === LF || this.bytes[at] === CR) at += 1
    return this.reads('From ', at) ? this.lineAfter(at) : at
  }

  /** Headers end at an empty line, and at a boundary where that is missing. */
  private headerEnd(from: number): { headers: number; body: number } {
    let at = from
    while (at < this.bytes.length) {
      const next = this.lineAfter(at)
      const length = next - at - (this.bytes[next - 1] === LF ? 1 : 0)
      if (length === 0 || (length === 1 && this.bytes[at] === CR)) return { headers: at, body: next }
      if (this.bytes[at] === DASH && this.boundaryAt(at)) return { headers: at, body: at }
      at = next
    }
    return { headers: at, body: at }
  }

  /** A part whose first line is none has no headers at all, although it should have an empty line instead. */
  private isHeader(at: number): boolean {
    const line = latin1(this.bytes.subarray(at, Math.min(this.lineAfter(at), at + 200)))
    return /^[!-9;-~]+[ \t]*:|^\r?\n|^--|^>?From /.test(line)
  }

  private lineAfter(at: number): number {
    const end = this.bytes.indexOf(LF, at)
    return end < 0 ? this.bytes.length : end + 1
  }

  /** The next line that begins with a dash. */
  private nextCandidate(at: number): number {
    let next = at + 1
    while (next < this.bytes.length && !(this.bytes[next] === DASH && this.bytes[next - 1] === LF)) next += 1
    return next
  }

  private boundaryAt(at: number): Boundary | null {
    if (this.bytes[at] !== DASH || this.bytes[at + 1] !== DASH) return null
    this.compared += this.open.length
    if (this.compared > COMPARISONS_MAX) this.problem ??= 'TOO_MANY_PARTS'
    for (let depth = this.open.length - 1; depth >= 0; depth -= 1) {
      const boundary = this.open[depth]?.boundary ?? ''
      if (!this.reads(boundary, at + 2)) continue
      const after = at + 2 + boundary.length
      if (this.isBlank(after)) return { depth, isLast: false, end: this.lineAfter(after) }
      if (this.reads('--', after) && this.isBlank(after + 2)) return { depth, isLast: true, end: this.lineAfter(after) }
    }
    return null
  }

  private reads(text: string, at: number): boolean {
    for (let index = 0; index < text.length; index += 1) {
      if (this.bytes[at + index] !== text.charCodeAt(index)) return false
    }
    return true
  }

  private isBlank(from: number): boolean {
    let at = from
    while (this.bytes[at] === 32 || this.bytes[at] === 9 || this.bytes[at] === CR) at += 1
    return at >= this.bytes.length || this.bytes[at] === LF
  }
}

const isMultipart = (part: Part) => part.type.value.startsWith('multipart/')

function partOf(headers: RawHeader[], parent: Part | null): Part {
  const type = typeOf(headers, parent)
  const disposition = parseParameters(rawValue(headers, 'content-disposition') ?? '', null)
  const fileName = disposition.parameters.get('filename') || type.parameters.get('name') || null
  return { headers, type, disposition: disposition.value, fileName, body: new Uint8Array(), size: 0, parts: [] }
}

function typeOf(headers: readonly RawHeader[], parent: Part | null): Parametrised {
  const raw = rawValue(headers, 'content-type')
  const type = parseParameters(raw ?? '', null)
  if (/^[^\s/;]+\/[^\s/;]+$/.test(type.value)) return type
  // What a digest holds are mails (RFC 2046, 5.1.5). A type that is none says nothing, and its parameters may.
  const value = parent?.type.value === 'multipart/digest' && raw === undefined ? 'message/rfc822' : 'text/plain'
  return { ...type, value }
}
