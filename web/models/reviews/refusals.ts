import { ApiError } from '../../api.ts'
import { isStatus, sentence } from '../sentences.ts'
import type { Changed, ReviewSummary } from './queue.ts'
import { DECIDED } from './words.ts'

export type Latest = Pick<Changed, 'status' | 'assigned_to' | 'allowed_actions'> & { ended_by?: string | null }

/** By another reviewer: he would be told so. */
export const isHeld = ({ assigned_to, allowed_actions }: Pick<ReviewSummary, 'assigned_to' | 'allowed_actions'>) =>
  assigned_to !== null && !allowed_actions.includes('release')

const heldWords = (latest: Latest): string | null =>
  latest.assigned_to && isHeld(latest) ? `${latest.assigned_to.name} has it in hand` : null

/** Said to whoever tried. */
export function whyNot(error: unknown): string {
  if (!(error instanceof ApiError)) return sentence(error)
  const latest = isStatus(error, 409) ? (error.latest as Latest | undefined) : undefined
  return (latest?.assigned_to ? heldWords(latest) : null) ?? error.details[0]?.message ?? sentence(error)
}

export const endedWords = (latest: Latest | undefined): string =>
  latest
    ? `${latest.ended_by ?? 'somebody'} ${DECIDED[latest.status] ?? 'settled'} it meanwhile`
    : 'it is not in review any more'
