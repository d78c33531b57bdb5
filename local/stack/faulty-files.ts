import type { R2Bucket, R2PutOptions } from '@cloudflare/workers-types'

export const FILE_MODES = ['ok', 'fail', 'cut'] as const
export type FileMode = (typeof FILE_MODES)[number]

const mode: { put: FileMode } = { put: 'ok' }
export const setFileMode = (put: FileMode) => {
  mode.put = put
}

type Put = (key: string, value: ReadableStream<Uint8Array>, options?: R2PutOptions) => Promise<unknown>

async function readOnce(value: ReadableStream<Uint8Array>): Promise<void> {
  const reader = value.getReader()
  await reader.read()
  reader.releaseLock()
}

/** Storage that refuses, or breaks off in the middle of what it is given, while it is told to. */
export function faultyFiles(bucket: R2Bucket): R2Bucket {
  const put: Put = async (key, value, options) => {
    if (mode.put === 'ok') return bucket.put(key, value as never, options)
    if (mode.put === 'cut') await readOnce(value)
    throw new Error(`put: Storage is unavailable (${mode.put})`)
  }
  return new Proxy(bucket, {
    get(target, name) {
      if (name === 'put') return put
      const member = Reflect.get(target, name) as unknown
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
