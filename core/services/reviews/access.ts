import { sql } from 'drizzle-orm'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { REVIEW_SCOPES } from '../../domain/reviews/access.ts'
import { businessObject } from '../business/get.ts'
import { type BusinessRow, parseBusiness } from '../settings.ts'

/**
 * "Do it for me" (H-AI-8, C-22): reviewers of the platform may see and decide the drafts in review of this business, and see
 * the source of each, by its owner's word. One trip. CONFLICT where they may already.
 */
export const grantReviewAccess = (tenant: TenantDb): Promise<BusinessRow> =>
  decide(tenant, 'business.grant_review_access', [...REVIEW_SCOPES])

/** From the next request on they see nothing of it any more, not even what they settled. One trip. */
export const revokeReviewAccess = (tenant: TenantDb): Promise<BusinessRow> =>
  decide(tenant, 'business.revoke_review_access', null)

const decide = (
  tenant: TenantDb,
  action: 'business.grant_review_access' | 'business.revoke_review_access',
  scopes: string[] | null,
): Promise<BusinessRow> =>
  tenant.write(
    { action, id: null, changes: { review_access: scopes?.join(' ') ?? null } },
    callStep(tenant, [sql`app.set_review_access(${scopes === null ? null : sql.param(scopes)}::text[])`]),
    businessObject,
    parseBusiness,
  )
