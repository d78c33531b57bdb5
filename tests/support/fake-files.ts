import { createHash } from 'node:crypto'
import type { FileStore } from '../../core/services/ports.ts'

export interface FakeFiles extends FileStore {
  kept: Map<string, Uint8Array>
  isDown: boolean
}

const CLEARED_AT_ONCE = 2

/** Storage that never replaces what it has, and takes only what has the length that was said. */
export function fakeFiles(): FakeFiles {
  const kept = new Map<string, Uint8Array>()
  const look = (bytes: Uint8Array) => ({ sha256: sha256Of(bytes), head: bytes.subarray(0, 64) })
  const files: FakeFiles = {
    kept,
    isDown: false,
    async put(key, body, sizeBytes) {
      const there = kept.get(key)
      if (there) return { outcome: 'exists', ...look(there) }
      if (files.isDown) return { outcome: 'unavailable', reason: 'down' }
      const bytes = new Uint8Array(await new Response(body).arrayBuffer())
      if (bytes.length !== sizeBytes) return { outcome: 'incomplete' }
      kept.set(key, bytes)
      return { outcome: 'stored', ...look(bytes) }
    },
    async read(key) {
      if (files.isDown) throw new Error('down')
      return kept.get(key) ?? null
    },
    async open(key, range) {
      const bytes = await files.read(key)
      const part = range ? bytes?.subarray(range.offset, range.offset + range.length) : bytes
      return part ? new Blob([part as Uint8Array<ArrayBuffer>]).stream() : null
    },
    async delete(key) {
      if (files.isDown) throw new Error('down')
      kept.delete(key)
    },
    async clear(prefix) {
      if (files.isDown) throw new Error('down')
      const under = [...kept.keys()].filter((key) => key.startsWith(prefix))
      for (const key of under.slice(0, CLEARED_AT_ONCE)) kept.delete(key)
      return under.length <= CLEARED_AT_ONCE
    },
  }
  return files
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
