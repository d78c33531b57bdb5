import { z } from 'zod'
import type { ArchiveMember, Manifest } from '../../contract/archive.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { LEFT_OUT } from '../../domain/archive/left-out.ts'
import { ARCHIVE_VERSION } from '../../domain/archive/limits.ts'
import type { FileStore } from '../ports.ts'
import { chunksOf, linesOf } from './chunks.ts'
import type { ArchiveFormat, ZipMember } from './ports.ts'
import { README } from './readme.ts'

export interface Snapshot {
  id: string
  business: Manifest['business']
  at: string
  entities: readonly SnapshotEntity[]
}

export interface SnapshotEntity {
  name: string
  columns: readonly string[]
  csv: boolean
  rows: number
  bytes: number
  chunks: number
}

interface Ports {
  tenant: TenantDb
  fileStore: FileStore
  format: ArchiveFormat
}

const Content = z.object({ name: z.string(), object_key: z.string() })
const utf8 = new TextEncoder()

/** Everything that an archive has, one after the other, the manifest last: it tells what the others were. */
export async function* membersOf(ports: Ports, snapshot: Snapshot): AsyncGenerator<ZipMember> {
  const told: ArchiveMember[] = []
  const missing: string[] = []
  const member = (name: string, input: AsyncIterable<Uint8Array>, rows?: number): ZipMember => ({
    name,
    input: measured(ports.format, input, (is) => told.push({ name, ...(rows === undefined ? {} : { rows }), ...is })),
  })
  yield member('README.txt', textOf(README))
  for (const entity of snapshot.entities) {
    const { name, rows, csv, columns } = entity
    const lines = twice(ports, snapshot.id, entity)
    yield member(`data/${name}.ndjson`, encoded(lines()), rows)
    if (csv) yield member(`csv/${name}.csv`, encoded(csvOf(ports.format, columns, lines())), rows)
  }
  for await (const body of chunksOf(ports.tenant, snapshot.id, '_contents')) {
    for (const { name, object_key } of linesOf(body).map((line) => Content.parse(line))) {
      const stream = await ports.fileStore.open(object_key)
      if (stream) yield member(name, stream)
      else missing.push(name)
    }
  }
  const manifest: Manifest = {
    product: 'smb-hub',
    schema_version: ARCHIVE_VERSION,
    business: snapshot.business,
    snapshot_at: snapshot.at,
    members: told,
    missing,
    left_out: LEFT_OUT,
  }
  yield { name: 'manifest.json', input: textOf(JSON.stringify(manifest, null, 1)) }
}

/** So much is kept of an entity between its two members, packed; what comes behind is asked for again. */
const KEPT_BYTES = 2 * 1024 * 1024

/** The lines of an entity, to be gone through twice; once is enough of what has no CSV. */
function twice({ tenant, format }: Ports, id: string, { name, csv, chunks }: SnapshotEntity) {
  const kept: Uint8Array[] = []
  let left = csv ? KEPT_BYTES : 0
  return async function* () {
    for (const packed of kept) yield format.unpack(packed)
    for await (const body of chunksOf(tenant, id, name, { from: kept.length, count: chunks })) {
      if (left > 0) {
        const packed = format.pack(body)
        left -= packed.length
        kept.push(packed)
      }
      yield body
    }
  }
}

async function* csvOf(format: ArchiveFormat, columns: readonly string[], lines: AsyncIterable<string>) {
  yield `\ufeff${format.csv(columns, [], true)}`
  for await (const body of lines) yield format.csv(columns, linesOf(body), false)
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield utf8.encode(text)
}

async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield utf8.encode(text)
}

/** Hands on what passes, and tells at its end what it was. */
async function* measured(
  format: ArchiveFormat,
  input: AsyncIterable<Uint8Array>,
  tell: (is: { bytes: number; sha256: string }) => void,
): AsyncGenerator<Uint8Array> {
  const hash = format.hash()
  let bytes = 0
  for await (const piece of input) {
    hash.update(piece)
    bytes += piece.length
    yield piece
  }
  tell({ bytes, sha256: hash.hex() })
}
