import type { PartStore } from '../../core/services/exports/ports.ts'
import type { FakeFiles } from './fake-files.ts'

export interface FakeParts extends PartStore {
  /** Parts of uploads that are not complete. */
  uploads: Map<string, Map<number, Uint8Array>>
  /** Told before each call; what it throws is what the storage answers. */
  before(call: 'begin' | 'put' | 'complete', no: number): void
  puts: number
}

/** Storage by parts beside that of whole files; nothing lies there before it is complete. */
export function fakeParts(files: FakeFiles): FakeParts {
  const uploads: FakeParts['uploads'] = new Map()
  let begun = 0
  const parts: FakeParts = {
    uploads,
    puts: 0,
    before: () => {},
    async begin() {
      parts.before('begin', 0)
      const id = `upload-${++begun}`
      uploads.set(id, new Map())
      return id
    },
    async put(_key, id, no, bytes) {
      parts.before('put', no)
      const upload = uploads.get(id)
      if (!upload) throw new Error('NoSuchUpload')
      upload.set(no, bytes.slice())
      parts.puts++
      return `tag-${no}`
    },
    async complete(key, id, tags) {
      const upload = uploads.get(id)
      if (!upload) throw new Error('NoSuchUpload')
      const bytes = Buffer.concat(tags.map((_, index) => upload.get(index + 1)!))
      files.kept.set(key, new Uint8Array(bytes))
      uploads.delete(id)
      parts.before('complete', tags.length)
    },
    async abort(_key, id) {
      uploads.delete(id)
    },
    sizeOf: async (key) => files.kept.get(key)?.length ?? null,
  }
  return parts
}
