import type { R2Bucket } from '@cloudflare/workers-types'
import type { PartStore } from '../../../core/services/exports/ports.ts'

/** Large objects in R2, by its multipart uploads. */
export const r2Parts = (bucket: R2Bucket): PartStore => ({
  begin: async (key) => (await bucket.createMultipartUpload(key)).uploadId,
  put: async (key, uploadId, no, bytes) =>
    (await bucket.resumeMultipartUpload(key, uploadId).uploadPart(no, bytes)).etag,
  async complete(key, uploadId, tags) {
    const parts = tags.map((etag, index) => ({ partNumber: index + 1, etag }))
    await bucket.resumeMultipartUpload(key, uploadId).complete(parts)
  },
  async abort(key, uploadId) {
    try {
      await bucket.resumeMultipartUpload(key, uploadId).abort()
    } catch (error) {
      console.error(JSON.stringify({ event: 'export.abort_failed', key, reason: String(error) }))
    }
  },
  sizeOf: async (key) => (await bucket.head(key))?.size ?? null,
})
