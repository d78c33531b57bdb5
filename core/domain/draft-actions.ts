import { change, office, type Row } from './rights.ts'

const DRAFTS = 'approve_drafts'
/** Of drafts in review a reviewer of the platform may do it, too, where the business lets him (C-22). */
const reviewers = { also: ['OPS'] } as const

/** What is proposed by rules or a model, and made by a person (H-RBAC-10). */
export const DRAFT_ACTIONS = {
  'drafts.extract': { may: change('work_items') },
  'ai_drafts.read': { may: change(DRAFTS) },
  'ai_drafts.create': {
    may: change(DRAFTS),
    also: ['JOB'],
    audit: 'ai_draft.create',
    event: 'ai.draft.created',
    tells: 'ai_draft',
  },
  'ai_drafts.propose': { also: ['JOB'], audit: 'ai_draft.propose', tells: 'ai_draft' },
  'ai_drafts.retry': { may: change(DRAFTS), audit: 'ai_draft.retry', tells: 'ai_draft' },
  'ai_drafts.update': {
    may: change(DRAFTS),
    ...reviewers,
    audit: 'ai_draft.update',
    event: 'ai.draft.edited_before_apply',
    tells: 'ai_draft',
  },
  'ai_drafts.assign': { may: office, audit: 'ai_draft.assign', tells: 'ai_draft' },
  'ai_drafts.request_review': { may: change(DRAFTS), audit: 'ai_draft.request_review', tells: 'ai_draft' },
  'ai_drafts.approve': {
    may: change(DRAFTS),
    ...reviewers,
    audit: 'ai_draft.approve',
    event: 'ai.draft.approved',
    opsEvent: 'ops.ai_draft.approved',
    tells: 'ai_draft',
  },
  'ai_drafts.reject': {
    may: change(DRAFTS),
    ...reviewers,
    audit: 'ai_draft.reject',
    event: 'ai.draft.rejected',
    opsEvent: 'ops.ai_draft.rejected',
    tells: 'ai_draft',
  },
  'ai_drafts.reopen': { may: change(DRAFTS), audit: 'ai_draft.reopen', tells: 'ai_draft' },
  'ai_drafts.apply': {
    may: change(DRAFTS),
    also: ['JOB', 'OPS'],
    audit: 'ai_draft.apply',
    event: 'ai.draft.applied',
    opsEvent: 'ops.ai_draft.applied',
    tells: 'ai_draft',
  },
  'ai_drafts.undo': { may: change(DRAFTS), audit: 'ai_draft.undo', tells: 'ai_draft' },
  'ai_drafts.undo_review': {
    ...reviewers,
    audit: 'ai_draft.undo_review',
    opsEvent: 'ops.ai_draft.undone',
    tells: 'ai_draft',
  },
  'ai_drafts.view': { ...reviewers, audit: 'ai_draft.view', opsEvent: 'ops.ai_draft.view' },
  'ai_drafts.take': { ...reviewers, audit: 'ai_draft.take', tells: 'ai_draft' },
  'ai_drafts.release': { ...reviewers, audit: 'ai_draft.release', tells: 'ai_draft' },
  'ai_drafts.ask_model': { may: change('approve_drafts'), also: ['JOB'] },
  // Of the whole business, of which an agent sees what is his.
  'ai_usage.read': { may: { roles: ['OWNER', 'ADMIN', 'STAFF', 'VIEWER'] } },
} as const satisfies Record<string, Row>
