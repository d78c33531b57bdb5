import { Manifest } from '../../contract/archive.ts'
import { parseExactly } from '../../domain/archive/exact-json.ts'
import { ARCHIVE_MEMBERS_MAX } from '../../domain/archive/limits.ts'
import {
  BadZip,
  END_BYTES,
  LOCAL_READ_BYTES,
  readDirectory,
  readEnd,
  readLocal,
  type ZipEntry,
} from '../../domain/archive/zip-directory.ts'
import type { FileStore } from '../ports.ts'

const DIRECTORY_BYTES_MAX = 12 * 1024 * 1024

export interface Place {
  object_key: string
  size_bytes: number
}

/** An archive in storage, of which parts are read where they lie: it is never in memory whole. */
export class Archive {
  private readonly store: FileStore
  private readonly place: Place
  readonly entries: ReadonlyMap<string, ZipEntry>
  private readonly begins = new Map<string, number>()

  private constructor(store: FileStore, place: Place, entries: readonly ZipEntry[]) {
    this.store = store
    this.place = place
    this.entries = new Map(entries.map((entry) => [entry.name, entry]))
  }

  /** Throws BadZip for what is no archive of ours. */
  static async open(store: FileStore, place: Place): Promise<Archive> {
    const { size_bytes: size } = place
    if (size < END_BYTES) throw new BadZip('it is cut short, or no ZIP')
    const read = (offset: number, length: number) => bytesOf(store, place, offset, length)
    const { from, bytes, count } = readEnd(await read(size - END_BYTES, END_BYTES), size)
    if (bytes > DIRECTORY_BYTES_MAX || count > ARCHIVE_MEMBERS_MAX) throw new BadZip('it has too many members')
    return new Archive(store, place, readDirectory(await read(from, bytes), count, from))
  }

  entry(name: string): ZipEntry {
    const entry = this.entries.get(name)
    if (!entry) throw new BadZip(`${name} is missing`)
    return entry
  }

  /** A part of a member; nothing behind its end. */
  async read(name: string, offset: number, length: number): Promise<Uint8Array> {
    const entry = this.entry(name)
    const begin = await this.beginOf(entry)
    return bytesOf(this.store, this.place, begin + offset, Math.max(0, Math.min(length, entry.bytes - offset)))
  }

  async stream(name: string): Promise<ReadableStream<Uint8Array>> {
    const entry = this.entry(name)
    const begin = await this.beginOf(entry)
    return streamOf(this.store, this.place, begin, entry.bytes)
  }

  async manifest(): Promise<Manifest> {
    const { bytes } = this.entry('manifest.json')
    if (bytes > DIRECTORY_BYTES_MAX) throw new BadZip('its manifest is too large')
    const parsed = Manifest.safeParse(jsonOf(await this.read('manifest.json', 0, bytes), 'manifest.json'))
    if (parsed.success) return parsed.data
    const field = parsed.error.issues[0]?.path.join('.')
    if (field === 'schema_version') throw new BadZip('it was made by another version of the product')
    throw new BadZip(`its manifest cannot be read at ${field}`)
  }

  private async beginOf(entry: ZipEntry): Promise<number> {
    const known = this.begins.get(entry.name)
    if (known !== undefined) return known
    const header = await bytesOf(this.store, this.place, entry.from, Math.min(LOCAL_READ_BYTES, entry.to - entry.from))
    const begin = entry.from + readLocal(header, entry)
    this.begins.set(entry.name, begin)
    return begin
  }
}

async function streamOf(store: FileStore, { object_key }: Place, offset: number, length: number) {
  if (length === 0) return new Blob([]).stream()
  const stream = await store.open(object_key, { offset, length })
  if (!stream) throw new BadZip('it is not in the storage any more: send it again')
  return stream
}

async function bytesOf(store: FileStore, place: Place, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(
    await new Response((await streamOf(store, place, offset, length)) as BodyInit).arrayBuffer(),
  )
  // Cut off on its way: it is asked for again.
  if (bytes.length !== length) throw new Error(`the storage answered ${bytes.length} bytes of ${length}`)
  return bytes
}

export function jsonOf(bytes: Uint8Array, where: string): unknown {
  try {
    return parseExactly(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new BadZip(`${where} is not JSON`)
  }
}
