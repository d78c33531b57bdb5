import type { AiTask } from '../../core/contract/ai-tasks.ts'
import { get } from '../api.ts'
import { isMaking, MAKES, madeWords, makingName } from './ai-drafts.ts'
import { plural, price, quantity } from './format.ts'
import type { Pages } from './resource.ts'

export type { AiTask }

export interface TaskFilters {
  type: string
  status: string
  from: string
  to: string
}

/** What machines did, which is asked anew whenever one of their drafts changes. */
export const taskPages = (filters: TaskFilters): Pages<AiTask> => ({
  queryKey: ['/v1/ai-tasks', 'pages', filters],
  meta: { shows: ['ai_draft', 'contact'] },
  ask: (cursor, signal) => get('/v1/ai-tasks', { query: { ...filters, cursor } as never, signal }),
})

type Look = '' | 'sent' | 'partly' | 'good' | 'late'
const PILLS: Record<AiTask['status'], [word: string, look: Look]> = {
  PENDING: ['Waiting', ''],
  RUNNING: ['Running', 'sent'],
  COMPLETED: ['Done', 'good'],
  FAILED: ['Failed', 'late'],
}
const FAILURES: Partial<Record<NonNullable<AiTask['outcome']>, [word: string, look: Look]>> = {
  limited: ['Limit reached', 'partly'],
  given_up: ['Given up', 'late'],
}

export const pillOf = ({ type, status, outcome, message }: AiTask): [word: string, look: Look] =>
  (status === 'FAILED' && FAILURES[outcome ?? (message || type === 'APPLY' ? 'given_up' : 'failed')]) || PILLS[status]

/** Where one looks at it: its draft, else the message that none came of. */
export const placeOfTask = ({ draft, message }: AiTask): string =>
  draft ? `/drafts/${draft.id}` : `/inbox/${message?.conversation_id}`

const ASKED: Record<AiTask['status'], string> = {
  PENDING: 'A model is to look closer',
  RUNNING: 'A model looks closer',
  COMPLETED: 'A model looked closer',
  FAILED: 'A model was to look closer',
}

/** What was done, in a few words. */
export function deedWords({ type, status, draft }: AiTask): string {
  const intent = draft?.intent ?? 'NONE'
  if (type === 'APPLY' && status === 'FAILED') return 'Could not be made by your rule'
  if (type === 'APPLY') return isMaking(intent) ? `${madeWords(MAKES[intent].type)} by your rule` : 'Made by your rule'
  if (type === 'ASK_MODEL') return ASKED[status]
  if (status === 'FAILED') return 'Nothing could be read'
  return isMaking(intent) ? `Rules read it: ${makingName(intent)}` : 'Rules read it: nothing to make'
}

/** What of it is a figure: `m · 2 calls · US$0.0125 · 1.4 s`. */
export function figureWords({ model, calls, lost_calls, cost_usd, started_at, completed_at, type }: AiTask): string[] {
  if (type !== 'ASK_MODEL') return []
  const took = started_at && completed_at ? Date.parse(completed_at) - Date.parse(started_at) : null
  return [
    model,
    calls > 0 ? plural(calls, 'call') : null,
    lost_calls > 0 ? `${plural(lost_calls, 'call')} without an end` : null,
    cost_usd === null ? null : price(cost_usd, 'USD'),
    took === null || took < 50 ? null : quantity((took / 1000).toFixed(1), 's'),
  ].filter((word) => word !== null)
}
