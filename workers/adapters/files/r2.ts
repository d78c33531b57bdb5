import { createHash } from 'node:crypto'
import type { R2Bucket } from '@cloudflare/workers-types'
import { HEAD_BYTES } from '../../../core/domain/files/content-type.ts'
import type { FileStore, StoredContent } from '../../../core/services/ports.ts'
import { piecesOf } from './pieces.ts'

/** The runtime's own: R2 takes only streams whose length it knows. */
declare const FixedLengthStream: new (sizeBytes: number) => TransformStream<Uint8Array, Uint8Array>

type Body = ReadableStream<Uint8Array>

/** As many as R2 lists and deletes in one call. */
const CLEARED_AT_ONCE = 1000

/** Files in R2. What comes is hashed and looked at while it streams: a file is never in memory whole. */
export function r2Files(bucket: R2Bucket): FileStore {
  return {
    async put(key, body, sizeBytes) {
      try {
        const kept = await bucket.get(key)
        if (kept) return { outcome: 'exists', ...(await look(kept.body as unknown as Body)) }
        return await store(bucket, key, body, sizeBytes)
      } catch (error) {
        return { outcome: 'unavailable', reason: String(error) }
      }
    },
    async read(key) {
      const kept = await bucket.get(key)
      return kept && new Uint8Array(await kept.arrayBuffer())
    },
    async open(key, range) {
      const kept = await bucket.get(key, range && { range })
      return kept && (kept.body as unknown as Body)
    },
    delete: (key) => bucket.delete(key),
    async clear(prefix) {
      const { objects, truncated } = await bucket.list({ prefix, limit: CLEARED_AT_ONCE })
      if (objects.length) await bucket.delete(objects.map(({ key }) => key))
      return !truncated
    },
  }
}

async function store(bucket: R2Bucket, key: string, body: Body, sizeBytes: number): Promise<StoredContent> {
  const { readable, writable } = new FixedLengthStream(sizeBytes)
  const copy = writable.getWriter()
  // Whoever does not take the copy any more must say so, or the reading of it waits for ever.
  const storing = bucket.put(key, readable as never).catch(async (error: unknown) => {
    await copy.abort(error).catch(() => {})
    throw error
  })
  const [looked, stored] = await Promise.allSettled([look(body, copy), storing])
  if (looked.status === 'rejected' && looked.reason instanceof BrokenOff) return { outcome: 'incomplete' }
  if (stored.status === 'rejected') return { outcome: 'unavailable', reason: String(stored.reason) }
  if (looked.status === 'rejected') throw looked.reason
  return { outcome: 'stored', ...looked.value }
}

/** The sender said more than came. */
class BrokenOff extends Error {}
const brokeOff = () => {
  throw new BrokenOff()
}

interface Looked {
  sha256: string
  head: Uint8Array
}

/** Reads a stream once: its hash, how it begins, and a copy of it where one is wanted. */
async function look(body: Body, copy?: WritableStreamDefaultWriter<Uint8Array>): Promise<Looked> {
  const hash = createHash('sha256')
  let head = new Uint8Array()
  const pieces = piecesOf(body)
  try {
    for (;;) {
      const { done, value } = await pieces.next().catch(brokeOff)
      if (done) break
      if (head.length < HEAD_BYTES) head = Uint8Array.of(...head, ...value.subarray(0, HEAD_BYTES - head.length))
      hash.update(value)
      await copy?.write(value)
    }
    await copy?.close()
  } catch (error) {
    await copy?.abort(error).catch(() => {})
    throw error
  }
  return { sha256: hash.digest('hex'), head }
}
