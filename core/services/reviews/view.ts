import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type AiDraftRow, parseAiDraft } from '../ai-drafts/get.ts'

/**
 * A draft in review with its source, or one that whoever asks has settled (H-API-42). That it was seen is written into the audit
 * of its business (C-22). One trip. NOT_FOUND for any other, and where the business took its leave back.
 */
export const viewReview = (tenant: TenantDb, id: string): Promise<AiDraftRow> =>
  tenant.write({ action: 'ai_drafts.view', id }, [], sql`app.reviewed_draft(${id}::uuid)`, parseAiDraft)

/** How a review ended, for whoever came too late. One trip. */
export async function reviewEnded(tenant: TenantDb, id: string): Promise<unknown> {
  const [, found] = await tenant.read(
    'ai_drafts.view',
    tenant.db.execute<{ ended: unknown }>(sql`select app.review_ended(${id}::uuid) as ended`),
  )
  return found.rows[0]?.ended ?? undefined
}
