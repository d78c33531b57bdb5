/** What the end of a ZIP says is in it. Only what our own archives are made of is read: stored, in order, nothing between. */
export interface ZipEntry {
  name: string
  /** Where its local header begins, and where the next thing does. */
  from: number
  to: number
  bytes: number
}

export class BadZip extends Error {}

/** The bytes of the end of central directory, without a comment. */
export const END_BYTES = 22
const LOCAL_BYTES = 30
const CENTRAL_BYTES = 46
const DESCRIPTOR = 0x08
const ENCRYPTED = 0x01
const UTF8 = new TextDecoder('utf-8', { fatal: true })
/** The whole of what an archive may have: no path leads anywhere else. */
const NAMES =
  /^(README\.txt|manifest\.json|data\/[a-z_]{1,60}\.ndjson|csv\/[a-z_]{1,60}\.csv|files\/[0-9a-f]{64}|papers\/[0-9a-f]{64}\.pdf|letters\/[0-9a-f-]{36}\.html)$/

const u16 = (view: DataView, at: number) => view.getUint16(at, true)
const u32 = (view: DataView, at: number) => view.getUint32(at, true)
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Where the central directory lies, by the last 22 bytes of the archive. */
export function readEnd(end: Uint8Array, size: number): { from: number; bytes: number; count: number } {
  const view = viewOf(end)
  if (end.length !== END_BYTES || u32(view, 0) !== 0x06054b50) throw new BadZip('it is cut short, or no ZIP')
  const [count, bytes, from] = [u16(view, 10), u32(view, 12), u32(view, 16)]
  if (u32(view, 4) !== 0 || u16(view, 8) !== count || u16(view, 20) !== 0 || from + bytes + END_BYTES !== size)
    throw new BadZip('it is cut short, or was put together by another program')
  return { from, bytes, count }
}

/** The members of an archive, each once, by names that lead nowhere, none of them compressed: nothing in it unfolds. */
export function readDirectory(directory: Uint8Array, count: number, from: number): ZipEntry[] {
  const view = viewOf(directory)
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let at = 0
  for (let n = 0; n < count; n++) {
    if (at + CENTRAL_BYTES > directory.length || u32(view, at) !== 0x02014b50)
      throw new BadZip('its directory is damaged')
    const [nameLength, extraLength, noteLength] = [u16(view, at + 28), u16(view, at + 30), u16(view, at + 32)]
    const name = nameOf(directory.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength))
    if (!NAMES.test(name)) throw new BadZip(`${JSON.stringify(name.slice(0, 100))} does not belong in an archive`)
    if (names.has(name)) throw new BadZip(`${name} is in it twice`)
    if ((u16(view, at + 8) & ENCRYPTED) !== 0 || u16(view, at + 10) !== 0 || u32(view, at + 20) !== u32(view, at + 24))
      throw new BadZip(`${name} is compressed or locked: import the file as it was downloaded`)
    names.add(name)
    entries.push({ name, from: u32(view, at + 42), to: from, bytes: u32(view, at + 24) })
    at += CENTRAL_BYTES + nameLength + extraLength + noteLength
  }
  if (at !== directory.length) throw new BadZip('its directory is damaged')
  return inOrder(entries)
}

function inOrder(entries: ZipEntry[]): ZipEntry[] {
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1]
    if (next) entry.to = next.from
    if ((index === 0 && entry.from !== 0) || entry.to < entry.from + LOCAL_BYTES + entry.bytes)
      throw new BadZip(`${entry.name} lies over another`)
  }
  return entries
}

function nameOf(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes)
  } catch {
    throw new BadZip('a name in it cannot be read')
  }
}

/** Of a local header how many bytes there are before what is in the member; it must say what the directory says. */
export function readLocal(header: Uint8Array, { name, from, to, bytes }: ZipEntry): number {
  const view = viewOf(header)
  if (header.length < LOCAL_BYTES || u32(view, 0) !== 0x04034b50) throw new BadZip(`${name} is not where it should be`)
  const before = LOCAL_BYTES + u16(view, 26) + u16(view, 28)
  const itsName = nameOf(header.subarray(LOCAL_BYTES, LOCAL_BYTES + u16(view, 26)))
  const behind = to - from - before - bytes
  const isRight = (u16(view, 6) & DESCRIPTOR) === 0 ? behind === 0 : behind === 16 || behind === 24
  if (itsName !== name || u16(view, 8) !== 0 || !isRight) throw new BadZip(`${name} is not what the directory says`)
  return before
}
/** So much is read for a local header: ours have short names and no more. */
export const LOCAL_READ_BYTES = 256
