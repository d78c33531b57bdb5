import { useQuery } from '@tanstack/preact-query'
import { MessageSquareText } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import '../../styles/inbox.css'
import '../../styles/suggestion.css'
import { LinkButton } from '../../components/button.tsx'
import { SkeletonRows } from '../../components/states.tsx'
import { aiDrafts } from '../../models/ai-drafts.ts'
import { go } from '../../models/navigation.ts'
import { pageTitle } from '../../models/page-title.ts'
import type { Suggestion } from '../../models/suggestion/editing.ts'
import { useMedia } from '../../models/use-media.ts'
import { Marked } from './marked.tsx'
import { Panel } from './panel.tsx'
import { isOfFile, Picture } from './pictured.ts'

const WIDE = '(min-width: 1100px)'

/** One proposal as a page; its source beside it where there is room. */
export default function One({ id }: { id: string }) {
  const isWide = useMedia(WIDE)
  const draft = useQuery(aiDrafts.one(id)).data
  const [suggestion, setSuggestion] = useState<Suggestion | null>(null)
  const text = draft?.source_lines.join('\n').trim()
  useEffect(() => {
    pageTitle.value = draft?.title || 'Suggestion'
    return () => {
      pageTitle.value = 'Suggestions'
    }
  }, [draft?.title])
  return (
    <div class="inbox suggesting alone">
      {isWide && (
        <section class="pane" aria-label="Source">
          <header class="pane-header">
            <h2 class="title-pane grow">Source</h2>
            {draft?.conversation_id && (
              <LinkButton icon={MessageSquareText} href={`/inbox/${draft.conversation_id}`}>
                Conversation
              </LinkButton>
            )}
          </header>
          <div class="pane-body">
            {draft && isOfFile(draft) && (
              <div class="suggestion-text">
                <Picture draft={draft} suggestion={suggestion ?? undefined} />
              </div>
            )}
            {text === undefined ? (
              <SkeletonRows count={2} />
            ) : (
              <p class="pre prose break suggestion-text">
                {suggestion ? (
                  <Marked suggestion={suggestion} text={text} follows={!draft || !isOfFile(draft)} />
                ) : (
                  text
                )}
              </p>
            )}
          </div>
        </section>
      )}
      <Panel
        id={id}
        text={isWide ? (text ?? '') : undefined}
        close={() => go('/drafts')}
        isPage={!isWide}
        heading="h1"
        opened={setSuggestion}
      />
    </div>
  )
}
