import type { NewJob } from '../../contract/jobs.ts'
import { isSure } from '../../domain/drafts/autonomy.ts'

/** A draft of a message that came in, once. `app.draft_by_itself` names it the same. */
export const makeJob = (messageId: string): NewJob => ({
  type: 'AI_DRAFT_MAKE',
  key: `ai_draft.make:${messageId}`,
  payload: { message_id: messageId },
})

/** Of a draft that nobody has touched since it was made. */
export const FIRST_VERSION = 1

/** As `created_by` of a draft that nobody asked for. */
const MADE_BY_ITSELF = 'job:AI_DRAFT_MAKE'
export const isMadeUnasked = (createdBy: string): boolean => createdBy === MADE_BY_ITSELF

/** Of a sure draft that nobody asked for, the work of making it: whether it may be is judged when its turn comes. */
export const settlingJobs = (id: string, version: number, read: Parameters<typeof isSure>[0]): NewJob[] =>
  isSure(read) ? [{ type: 'AI_DRAFT_APPLY', key: `ai_draft.apply:${id}`, payload: { ai_draft_id: id, version } }] : []
