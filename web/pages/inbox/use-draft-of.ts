import { useQuery } from '@tanstack/preact-query'
import { type AiDraftSummary, aiDrafts, isStanding } from '../../models/ai-drafts.ts'
import { businessQuery } from '../../models/business.ts'

const LISTED = 50

/** What lies ready of a message, where drafts are made by themselves; else it is looked for when somebody asks. */
export function useDraftOf(messageId: string, conversationId: string): AiDraftSummary | undefined {
  const level = useQuery(businessQuery).data?.profile.automations.ai_drafts.level ?? 'L1'
  const drafts = useQuery({
    ...aiDrafts.rows({ conversation_id: conversationId, limit: LISTED }),
    enabled: level !== 'L1',
  }).data
  return drafts?.find((draft) => draft.source_id === messageId && isStanding(draft))
}
