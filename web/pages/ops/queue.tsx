import {
  Briefcase,
  CircleQuestionMark,
  FilePen,
  FileText,
  Inbox,
  ListFilter,
  type LucideIcon,
  ReceiptText,
} from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { Confidence, type Level } from '../../components/confidence.tsx'
import { Icon } from '../../components/icon.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { Empty, Problem, SkeletonRows } from '../../components/states.tsx'
import { capitalised } from '../../models/format.ts'
import { go, withQuery } from '../../models/navigation.ts'
import type { ReviewQueue, ReviewSummary } from '../../models/reviews/queue.ts'
import { INTENT_WORDS, waitWords } from '../../models/reviews/words.ts'

const ICONS: Record<ReviewSummary['intent'], LucideIcon> = {
  CREATE_WORK_ITEM: Briefcase,
  DRAFT_QUOTE: FilePen,
  DRAFT_INVOICE: FileText,
  DRAFT_EXPENSE: ReceiptText,
  DRAFT_AR_MESSAGE: Briefcase,
  NONE: CircleQuestionMark,
}

interface QueueProps {
  queue: ReviewQueue
  open: string | null
  retry: () => void
}

/** All that waits, whosever it is. */
export function Queue({ queue, open, retry }: QueueProps) {
  return (
    <section class="pane ops-list" aria-label="Queue">
      <Filters queue={queue} />
      <div class="pane-body">
        <Rows queue={queue} open={open} retry={retry} />
      </div>
    </section>
  )
}

function Rows({ queue, open, retry }: QueueProps) {
  const { path, query } = useLocation()
  const rows = queue.rows.value
  const error = queue.error.value
  if (error && !rows) return <Problem error={error} what="the review queue" retry={retry} />
  if (!rows) return <SkeletonRows />
  const isFiltered = ['tenant_id', 'confidence', 'intent', 'waiting_minutes'].some((name) => query[name])
  if (rows.length === 0)
    return isFiltered ? (
      <Empty icon={ListFilter} title="Nothing fits" actions={<Button onClick={() => go(path)}>Clear filter</Button>}>
        Try another filter.
      </Empty>
    ) : (
      <Empty icon={Inbox} title="Nothing waits for a review">
        What a business sends to review, or a machine is not sure of, appears here where its owner lets you.
      </Empty>
    )
  return (
    <>
      <ul aria-label="Waiting">
        {rows.map((row) => (
          <li key={row.id}>
            <Row queue={queue} row={row} isOpen={row.id === open} />
          </li>
        ))}
      </ul>
      {queue.hasMore.value && (
        <div class="ops-more">
          <Button onClick={() => void queue.more()}>Show more</Button>
        </div>
      )}
    </>
  )
}

const DEEDS = { apply: 'Applying…', approve: 'Approving…', reject: 'Rejecting…' }

function Row({ queue, row, isOpen }: { queue: ReviewQueue; row: ReviewSummary; isOpen: boolean }) {
  const { url } = useLocation()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isOpen) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  const deed = queue.deciding.value.get(row.id)
  const refused = queue.refused.value.get(row.id)
  const at = url.includes('?') ? url.slice(url.indexOf('?')) : ''
  return (
    <a
      ref={link}
      class={`row${isOpen ? ' selected' : ''}`}
      href={`/ops/${row.id}${at}`}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span class="muted" title={INTENT_WORDS[row.intent]}>
        <Icon of={ICONS[row.intent]} />
      </span>
      <span class="stack none grow">
        <span class="inline">
          <span class="strong ellipsis grow">{row.title || INTENT_WORDS[row.intent]}</span>
          <time class={`meta nowrap ${row.is_late ? 'warn' : 'muted'}`} dateTime={row.asked_at}>
            {waitWords(row.asked_at)}
          </time>
        </span>
        <span class="inline">
          <span class="meta muted ellipsis grow">
            {[row.business.name, row.contact_name, row.assigned_to?.name].filter(Boolean).join(' · ')}
          </span>
          {deed ? (
            <span class="meta muted nowrap">{DEEDS[deed]}</span>
          ) : (
            <Confidence level={capitalised(row.level.toLowerCase()) as Level} />
          )}
        </span>
        {refused && <span class="meta bad">{refused}</span>}
      </span>
    </a>
  )
}

const LEVELS = [
  { value: '', label: 'Any confidence' },
  { value: 'LOW', label: 'Low' },
  { value: 'MEDIUM', label: 'Medium' },
  { value: 'HIGH', label: 'High' },
]
const AGES = [
  { value: '', label: 'Any age' },
  { value: '20', label: 'Over 20 min' },
  { value: '60', label: 'Over 1 h' },
  { value: '1440', label: 'Over 1 day' },
]
const KINDS = [
  { value: '', label: 'Any kind' },
  ...Object.entries(INTENT_WORDS).map(([value, label]) => ({ value, label })),
]

function Filters({ queue }: { queue: ReviewQueue }) {
  const { url, query } = useLocation()
  const known = new Map((queue.rows.value ?? []).map(({ business: { id, name } }) => [id, name]))
  const chosen = query.tenant_id
  if (chosen && !known.has(chosen)) known.set(chosen, 'This business')
  const businesses = [{ value: '', label: 'Any business' }, ...[...known].map(([value, label]) => ({ value, label }))]
  const select = (name: string, label: string, choices: { value: string; label: string }[]) => (
    <ChipSelect
      label={label}
      value={query[name] ?? ''}
      choices={choices}
      on={Boolean(query[name])}
      onChange={(value) => go(withQuery(url, { [name]: value || null }), true)}
    />
  )
  return (
    <nav class="ops-filters" aria-label="Filters">
      {select('tenant_id', 'Business', businesses)}
      {select('confidence', 'Confidence', LEVELS)}
      {select('intent', 'Kind', KINDS)}
      {select('waiting_minutes', 'Waiting', AGES)}
    </nav>
  )
}
