import { BadZip } from '../../domain/archive/zip-directory.ts'
import { type Archive, jsonOf } from './archive.ts'

/** Rows of one transaction, and the bytes that are read for them at once. */
const ROWS_MAX = 500
const READ_BYTES = 512 * 1024
const ROW_BYTES_MAX = 16 * 1024 * 1024
const NEWLINE = 10

export type ArchiveRow = Record<string, unknown>

export interface Rows {
  rows: ArchiveRow[]
  /** Where the next ones begin. */
  next: number
}

/** The next rows of an entity from a place in its lines; none at its end. */
export async function rowsFrom(archive: Archive, entity: string, offset: number): Promise<Rows> {
  const name = `data/${entity}.ndjson`
  const { bytes: size } = archive.entry(name)
  if (offset >= size) return { rows: [], next: size }
  for (let length = READ_BYTES; ; length *= 2) {
    const bytes = await archive.read(name, offset, length)
    const ends = lineEnds(bytes)
    const end = ends.at(-1)
    if (end !== undefined) return { rows: linesOf(bytes, ends, `${name}, byte ${offset}`), next: offset + end + 1 }
    if (offset + bytes.length >= size) throw new BadZip(`${name} is cut short`)
    if (length >= ROW_BYTES_MAX) throw new BadZip(`${name} has a row that is too large, at byte ${offset}`)
  }
}

function lineEnds(bytes: Uint8Array): number[] {
  const ends: number[] = []
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && ends.length < ROWS_MAX; at = bytes.indexOf(NEWLINE, at + 1))
    ends.push(at)
  return ends
}

function linesOf(bytes: Uint8Array, ends: readonly number[], where: string): ArchiveRow[] {
  return ends.map((end, index) => {
    const row = jsonOf(bytes.subarray(index === 0 ? 0 : ends[index - 1]! + 1, end), where)
    if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new BadZip(`${where} is no row`)
    return row as ArchiveRow
  })
}

/** All rows of what has few. */
export async function allRows(archive: Archive, entity: string): Promise<ArchiveRow[]> {
  const all: ArchiveRow[] = []
  for (let offset = 0; all.length < 10_000; ) {
    const { rows, next } = await rowsFrom(archive, entity, offset)
    if (rows.length === 0) return all
    all.push(...rows)
    offset = next
  }
  throw new BadZip(`data/${entity}.ndjson has too many rows`)
}
