import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type AiDraftRow, parseAiDraft } from '../ai-drafts/get.ts'
import type { DownloadClaims } from '../ports.ts'

/**
 * A draft in review with its source, or one that whoever asks has settled (H-API-42). That it was seen is written into the audit
 * of its business (C-22). One trip. NOT_FOUND for any other, and where the business took its leave back.
 */
export const viewReview = (tenant: TenantDb, id: string): Promise<AiDraftRow> =>
  tenant.write({ action: 'ai_drafts.view', id }, [], sql`app.reviewed_draft(${id}::uuid)`, parseAiDraft)

/** Where the bytes of its file are, as long as it is in review and its business lets reviewers see that. One trip; NOT_FOUND otherwise. */
export async function reviewFile(tenant: TenantDb, id: string): Promise<DownloadClaims> {
  const [, { rows }] = await tenant.read(
    'ai_drafts.view',
    tenant.db.execute<{ file: unknown }>(sql`select app.review_source(${id}::uuid) -> 'file' as file`),
  )
  const file = File.parse(rows[0]?.file ?? null)
  if (!file) throw new AppError('NOT_FOUND', 'Not found')
  return { objectKey: file.object_key, fileName: file.file_name, mimeType: file.mime_type }
}
const File = z.object({ object_key: z.string(), file_name: z.string(), mime_type: z.string() }).nullable()

/** How a review ended, for whoever came too late. One trip. */
export async function reviewEnded(tenant: TenantDb, id: string): Promise<unknown> {
  const [, found] = await tenant.read(
    'ai_drafts.view',
    tenant.db.execute<{ ended: unknown }>(sql`select app.review_ended(${id}::uuid) as ended`),
  )
  return found.rows[0]?.ended ?? undefined
}
