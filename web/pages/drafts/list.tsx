import { History, Sparkles } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import '../../styles/list-filters.css'
import { LinkButton } from '../../components/button.tsx'
import { Confidence, type Level } from '../../components/confidence.tsx'
import { FilterChips, ListPage } from '../../components/list-page.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { Pill } from '../../components/pill.tsx'
import { NoAccess } from '../../components/states.tsx'
import { type AiDraftSummary, aiDrafts, isMaking, makingName } from '../../models/ai-drafts.ts'
import { capitalised, shortInstant } from '../../models/format.ts'
import { may, mayNot } from '../../models/permissions.ts'
import { usePages } from '../../models/use-pages.ts'

const TITLE = 'Suggestions'
const ALL = 'ALL'
/** What is in review is to be checked too, and says so: each tab has what no other has. */
const CHOICES = [
  { value: '', label: 'To check' },
  { value: 'APPROVED', label: 'Approved' },
  { value: 'APPLIED', label: 'Applied' },
  { value: 'FAILED', label: 'Failed' },
  { value: ALL, label: 'All' },
]
const PILLS: Record<AiDraftSummary['status'], [word: string, look: '' | 'sent' | 'partly' | 'good' | 'late']> = {
  READY: ['To check', ''],
  PENDING_QC: ['In review', 'partly'],
  APPROVED: ['Approved', 'sent'],
  APPLIED: ['Applied', 'good'],
  REJECTED: ['Rejected', ''],
  FAILED: ['Failed', 'late'],
}
const SOURCES: Record<AiDraftSummary['source_type'], string> = {
  MESSAGE: 'From a message',
  FILE: 'From a file',
  WORK_ITEM: 'From notes',
  MANUAL: 'From pasted words',
}

/** Of one status, of all, or what waits for a person: that is of two. */
function useDrafts(status: string) {
  const isOpen = may('ai_drafts.read')
  const one = usePages(aiDrafts.pages({ status: status === ALL ? '' : status || 'READY' }), isOpen)
  const other = usePages(aiDrafts.pages({ status: 'PENDING_QC' }), isOpen && status === '')
  if (status) return one
  const rows = one.rows && other.rows && [...one.rows, ...other.rows]
  return {
    ...one,
    rows: rows?.toSorted((a, b) => b.created_at.localeCompare(a.created_at)),
    error: one.error ?? other.error,
    hasMore: one.hasMore || other.hasMore,
    more: () => void [one, other].map(({ hasMore, more }) => hasMore && more()),
    retry: () => void [one, other].map(({ retry }) => retry()),
  }
}

/** What waits for a person, the newest first. */
export default function List() {
  const { status = '' } = useLocation().query
  const pages = useDrafts(status)
  if (mayNot('ai_drafts.read')) {
    return (
      <PageFrame title={TITLE}>
        <div class="card">
          <NoAccess what="suggestions" />
        </div>
      </PageFrame>
    )
  }
  return (
    <ListPage
      title={TITLE}
      create={{ label: 'Paste anything', query: { paste: '1' }, needs: 'ai_drafts.create' }}
      also={
        <LinkButton look="quiet" icon={History} href="/drafts/activity">
          Activity
        </LinkButton>
      }
      above={
        <nav class="filters" aria-label="Status">
          <FilterChips name="status" choices={CHOICES} />
        </nav>
      }
      pages={pages}
      what="the suggestions"
      noneYet={{
        icon: Sparkles,
        title: 'Nothing to check',
        text: 'Open a message and press S, or paste what somebody wrote: a draft of it waits here until you decide.',
      }}
      noneFits={status ? { title: 'No suggestion fits', text: 'Try another filter.' } : null}
      rows={(rows) => (
        <ul>
          {rows.map((draft) => (
            <li key={draft.id}>
              <Row draft={draft} />
            </li>
          ))}
        </ul>
      )}
    />
  )
}

function Row({ draft }: { draft: AiDraftSummary }) {
  const { id, title, intent, source_type, contact, status, level, created_at } = draft
  const [word, look] = PILLS[status]
  const what = isMaking(intent) ? makingName(intent) : 'Undecided'
  return (
    <a class="row" href={`/drafts/${id}`} data-row>
      <span class="stack none grow">
        <span class="strong ellipsis">{title || what}</span>
        <span class="meta muted ellipsis">
          {[what, contact?.display_name, SOURCES[source_type]].filter(Boolean).join(' · ')}
        </span>
      </span>
      {status === 'READY' && <Confidence level={capitalised(level.toLowerCase()) as Level} />}
      {status !== 'READY' && <Pill look={look}>{word}</Pill>}
      <time class="meta muted nowrap" dateTime={created_at}>
        {shortInstant(created_at)}
      </time>
    </a>
  )
}
