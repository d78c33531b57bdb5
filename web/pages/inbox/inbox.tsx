import { Inbox as InboxIcon } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import '../../styles/inbox.css'
import { lazyPart } from '../../components/lazy-page.tsx'
import { Empty } from '../../components/states.tsx'
import { prefetchMessages } from '../../models/conversations.ts'
import { may } from '../../models/permissions.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'
import { ListPane } from './list-pane.tsx'
import type { SuggestionProps } from './suggestion.tsx'
import { Thread } from './thread.tsx'
import { filtersOf, useInbox } from './use-inbox.ts'
import { Windows } from './windows.tsx'

const AHEAD = 2
/** There is no room for a suggestion beside its thread. */
const NARROW = '(max-width: 1099px)'
/** There is room for the list, too (styles/suggestion.css). */
const WIDE = '(min-width: 1400px)'
const PRELOAD_AFTER_MS = 1500

const Suggestion = lazyPart<SuggestionProps>(() => import('./suggestion.tsx'), 'the suggestion')

/** The list beside what is open in it; on a phone one of them. */
export default function Inbox() {
  const { id = '' } = useRoute().params
  const { query } = useLocation()
  const filters = filtersOf(query)
  const isPhone = useMedia(PHONE)
  const isNarrow = useMedia(NARROW)
  const isWide = useMedia(WIDE)
  const suggested = id && may('ai_drafts.create') ? query.suggest : undefined
  const isAlone = Boolean(suggested) && isNarrow
  const list = useInbox(filters, id)
  const left = useLeft(id)
  const ids = list.rows?.map((row) => row.id) ?? []
  const at = ids.indexOf(id)
  usePrefetched(at < 0 ? ids.slice(0, AHEAD) : ids.slice(Math.max(0, at - AHEAD), at + AHEAD + 1))
  const endsSoon = at >= 0 && at + AHEAD >= ids.length && list.hasMore
  useEffect(() => {
    if (endsSoon) list.more()
  }, [endsSoon, ids.length])
  useEffect(() => {
    const timer = id && may('ai_drafts.create') ? setTimeout(() => void Suggestion.preload(), PRELOAD_AFTER_MS) : 0
    return () => clearTimeout(timer)
  }, [id])
  return (
    <div class={`inbox${suggested ? ' suggesting' : ''}`}>
      {(!isPhone || !id) && !isAlone && <ListPane list={list} filters={filters} open={id} left={left} />}
      {id && !isAlone && (
        <Thread
          key={id}
          id={id}
          known={list.rows?.[at]}
          knownAt={list.updatedAt}
          previous={ids[at - 1]}
          next={at < 0 ? undefined : ids[at + 1]}
        />
      )}
      {id && suggested && (
        <Suggestion
          key={suggested + query.as}
          conversation={id}
          message={suggested}
          intent={query.as ?? ''}
          isAlone={isAlone}
          hasList={isWide}
        />
      )}
      {!id && !isPhone && ids.length > 0 && (
        <section class="pane" aria-label="Conversation">
          <Empty icon={InboxIcon} title="Nothing is open">
            Choose a conversation: J and K move through the list, Enter opens.
          </Empty>
        </section>
      )}
      <Windows />
    </div>
  )
}

/** What was open before, when one comes back to the list. */
function useLeft(id: string): string {
  const left = useRef('')
  if (id) left.current = id
  return id ? '' : left.current
}

function usePrefetched(ids: readonly string[]): void {
  useEffect(() => ids.forEach(prefetchMessages), [ids.join()])
}
