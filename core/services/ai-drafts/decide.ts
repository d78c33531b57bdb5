import { type SQL, sql } from 'drizzle-orm'
import type { RejectAiDraft } from '../../contract/ai-drafts.ts'
import { callStep, moveRecord } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { type AiDraftRow, aiDraftObject, parseAiDraft } from './internal.ts'

type Verb = 'request_review' | 'approve' | 'reject' | 'reopen'
type Changes = { reviewedBy?: SQL | null; reviewedAt?: SQL | null; reviewNotes?: string }

export const decided = { reviewedBy: sql`app.actor()`, reviewedAt: sql`app.now()` }

/** Somebody else shall look at it first (H-AI-8). One trip. */
export const requestReview = (tenant: TenantDb, id: string, version?: number) =>
  decide(tenant, id, 'request_review', {}, version)

/** It is right; made is it by `apply`. One trip. */
export const approveAiDraft = (tenant: TenantDb, id: string, version?: number) =>
  decide(tenant, id, 'approve', decided, version)

/** It is put away, and can be taken up again. One trip. */
export const rejectAiDraft = (tenant: TenantDb, id: string, { reason, if_match_version }: RejectAiDraft) =>
  decide(
    tenant,
    id,
    'reject',
    { ...decided, ...(reason?.trim() ? { reviewNotes: reason.trim() } : {}) },
    if_match_version,
  )

/** Takes back that it was put away. One trip. */
export const reopenAiDraft = (tenant: TenantDb, id: string, version?: number) =>
  decide(tenant, id, 'reopen', { reviewedBy: null, reviewedAt: null }, version)

/** Its picture, where nothing else has it a day later. */
export const letGoOfFile = (tenant: TenantDb, id: string): Step[] =>
  callStep(tenant, [sql`app.let_go_of_file(${id}::uuid)`])

const decide = (tenant: TenantDb, id: string, verb: Verb, changes: Changes, version?: number): Promise<AiDraftRow> =>
  tenant.write(
    { action: `ai_drafts.${verb}`, id, version },
    [
      moveRecord<'ai_drafts'>(tenant, `ai_drafts.${verb}`, id, changes as never),
      ...(verb === 'reject' ? letGoOfFile(tenant, id) : []),
    ],
    aiDraftObject(id),
    parseAiDraft,
  )
