import { useQuery } from '@tanstack/preact-query'
import { Sparkles } from 'lucide-preact'
import type { Message } from '../../../core/contract/conversations.ts'
import { Button } from '../../components/button.tsx'
import { type AiDraftSummary, aiDrafts, isStanding } from '../../models/ai-drafts.ts'
import { businessQuery } from '../../models/business.ts'
import { may } from '../../models/permissions.ts'
import { isAsking, suggest } from './turn-into.tsx'

const LISTED = 50

/** Opens the draft of a message, where one lies ready, else makes one. */
export const SuggestButton = ({ message }: { message: Message }) =>
  may('ai_drafts.create') && isAsking(message) ? <Suggest message={message} /> : null

function Suggest({ message: { id, conversation_id } }: { message: Message }) {
  const draft = useDraftOf(id, conversation_id)
  return (
    <span class={draft && 'ready-draft'}>
      <Button
        look="quiet"
        icon={Sparkles}
        label={draft ? `Open its draft: ${draft.title}` : 'Suggest what this may become'}
        onClick={() => suggest(id)}
      />
    </span>
  )
}

/** Where drafts are made by themselves they are there at once; else one is looked for when somebody asks. */
function useDraftOf(messageId: string, conversationId: string): AiDraftSummary | undefined {
  const level = useQuery(businessQuery).data?.profile.automations.ai_drafts.level ?? 'L1'
  const listed = aiDrafts.rows({ conversation_id: conversationId, limit: LISTED })
  const { data } = useQuery({ ...listed, enabled: level !== 'L1' })
  return data?.find((draft) => draft.source_id === messageId && isStanding(draft))
}
