import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { PART_BYTES } from '../../domain/archive/limits.ts'
import type { ArchiveFormat, PartStore } from './ports.ts'

export interface KeptPart {
  tag: string
  sha256: string
}

export interface Upload {
  key: string
  uploadId: string
  /** What an attempt before this one has uploaded. */
  parts: readonly KeptPart[]
}

interface Ports {
  store: PartStore
  format: ArchiveFormat
  keep(part: KeptPart, bytes: number): Promise<void>
}

/** What was uploaded is not what is made now: its archive cannot be gone on with. */
export class AnotherArchive extends Error {}

/** Sends a stream in parts of one size; those that are there already are only compared. Answers its tags and its size. */
export async function uploadParts(
  { store, format, keep }: Ports,
  { key, uploadId, parts }: Upload,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ tags: string[]; bytes: number }> {
  const tags: string[] = []
  let bytes = 0
  for await (const part of partsOf(stream)) {
    const hash = format.hash()
    hash.update(part)
    const sha256 = hash.hex()
    const kept = parts[tags.length]
    if (kept && kept.sha256 !== sha256) throw new AnotherArchive('The archive changed since its upload began')
    const tag = kept?.tag ?? (await store.put(key, uploadId, tags.length + 1, part))
    if (!kept) await keep({ tag, sha256 }, part.length)
    tags.push(tag)
    bytes += part.length
  }
  return { tags, bytes }
}

/** The same buffer each time: a part is used before the next is asked for. */
async function* partsOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PART_BYTES)
  let filled = 0
  for await (const piece of stream) {
    for (let from = 0; from < piece.length; ) {
      const taken = Math.min(piece.length - from, PART_BYTES - filled)
      buffer.set(piece.subarray(from, from + taken), filled)
      filled += taken
      from += taken
      if (filled < PART_BYTES) continue
      yield buffer
      filled = 0
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled)
}

/** Notes for the job that holds the lease how far its upload is; a job that lost it learns so here. */
export const keepProgress = (
  system: SystemDb,
  { tenant_id, lease }: { tenant_id: string; lease: string },
  id: string,
  progress: object,
): Promise<unknown> =>
  system.value(
    sql`app.keep_export_part(${tenant_id}::uuid, ${id}::uuid, ${lease}::timestamptz, ${JSON.stringify(progress)}::jsonb)`,
  )
