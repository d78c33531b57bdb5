import type { R2Bucket } from '@cloudflare/workers-types'
import type { HeadStore } from '../../../core/services/audit/ports.ts'

const keyOf = (tenantId: string) => `audit/heads/${tenantId}`

/** The last seal of each business, one small object each, replaced only by who saw what it replaces. */
export function r2Heads(bucket: R2Bucket): HeadStore {
  return {
    async read(tenantId) {
      const kept = await bucket.get(keyOf(tenantId))
      return kept && { ...(await kept.json<{ seq: number; digest: string }>()), etag: kept.etag }
    },
    async write(tenantId, { seq, digest }, replaces) {
      const onlyIf = replaces ? { etagMatches: replaces.etag } : { etagDoesNotMatch: '*' }
      return (await bucket.put(keyOf(tenantId), JSON.stringify({ seq, digest }), { onlyIf })) !== null
    },
  }
}
