import { z } from 'zod'
import type { ArchiveMember, Manifest } from '../../contract/archive.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { ArchiveColumn } from '../../domain/archive/columns.ts'
import { csvHeader, csvWriter } from '../../domain/archive/csv.ts'
import { LEFT_OUT } from '../../domain/archive/left-out.ts'
import { ARCHIVE_VERSION } from '../../domain/archive/limits.ts'
import { ndjsonWriter } from '../../domain/archive/ndjson.ts'
import type { FileStore } from '../ports.ts'
import { chunksOf } from './chunks.ts'
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
  columns: readonly ArchiveColumn[]
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
    const texts = csv ? twice(ports, snapshot.id, entity) : () => once(ports, snapshot.id, entity)
    yield member(`data/${name}.ndjson`, written(texts(), ndjsonWriter(columns)), rows)
    if (csv) yield member(`csv/${name}.csv`, written(texts(), csvWriter(columns), csvHeader(columns)), rows)
  }
  for await (const lines of chunksOf(ports.tenant, snapshot.id, '_contents', Number.POSITIVE_INFINITY)) {
    for (const line of lines.trimEnd().split('\n')) {
      const { name, object_key } = Content.parse(JSON.parse(line))
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

/** What is larger is asked for again for its second member, not kept between them. */
const KEPT_BYTES = 1024 * 1024

const once = ({ tenant }: Ports, id: string, { name, chunks }: SnapshotEntity) => chunksOf(tenant, id, name, chunks)

/** The rows of an entity, to be gone through twice. */
function twice(ports: Ports, id: string, entity: SnapshotEntity): () => AsyncIterable<string> {
  if (entity.bytes > KEPT_BYTES) return () => once(ports, id, entity)
  const kept: string[] = []
  return async function* () {
    if (kept.length === entity.chunks) return yield* kept
    for await (const text of once(ports, id, entity)) {
      kept.push(text)
      yield text
    }
  }
}

async function* written(
  texts: AsyncIterable<string>,
  write: (text: Uint8Array) => Uint8Array,
  header?: Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (header) yield header
  let buffer = new Uint8Array(0)
  for await (const text of texts) {
    if (buffer.length < 3 * text.length) buffer = new Uint8Array(3 * text.length)
    yield write(buffer.subarray(0, utf8.encodeInto(text, buffer).written))
  }
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
