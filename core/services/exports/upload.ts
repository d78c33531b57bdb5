import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { PART_BYTES } from '../../domain/archive/limits.ts'
import type { ArchiveFormat, PartStore } from './ports.ts'

export interface KeptPart {
  tag: string
  /** By which it is known again: what is in it is vouched for by the manifest. */
  sum: string
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

/**
 * Sends a stream in parts of one size; those that are there already are only compared. One is on its way while the next is
 * filled. Answers its tags and its size.
 */
export async function uploadParts(
  { store, format, keep }: Ports,
  { key, uploadId, parts }: Upload,
  stream: AsyncIterable<Uint8Array>,
): Promise<{ tags: string[]; bytes: number }> {
  const tags: string[] = []
  let [no, bytes] = [0, 0]
  let sending: Promise<void> = Promise.resolve()
  const send = async (part: Uint8Array, sum: string) => {
    const tag = await store.put(key, uploadId, tags.length + 1, part)
    await keep({ tag, sum }, part.length)
    tags.push(tag)
  }
  for await (const part of partsOf(stream)) {
    const sum = format.sum(part)
    const kept = parts[no++]
    if (kept && kept.sum !== sum) throw new AnotherArchive('The archive changed since its upload began')
    await sending
    if (kept) tags.push(kept.tag)
    else sending = send(part, sum)
    // Whoever gives up meanwhile is told when the next part is there, or at the end.
    sending.catch(() => {})
    bytes += part.length
  }
  await sending
  return { tags, bytes }
}

/** Two buffers in turns: a part may be sent until the next but one is asked for. */
async function* partsOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [buffer, other] = [new Uint8Array(PART_BYTES), new Uint8Array(PART_BYTES)]
  let filled = 0
  for await (const piece of stream) {
    for (let from = 0; from < piece.length; ) {
      const taken = Math.min(piece.length - from, PART_BYTES - filled)
      buffer.set(piece.subarray(from, from + taken), filled)
      filled += taken
      from += taken
      if (filled < PART_BYTES) continue
      yield buffer
      ;[buffer, other] = [other, buffer]
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
