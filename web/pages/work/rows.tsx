import { useQuery } from '@tanstack/preact-query'
import { FileText, Flag } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Avatar } from '../../components/avatar.tsx'
import { Icon } from '../../components/icon.tsx'
import { dueInRow } from '../../models/due-day.ts'
import { now } from '../../models/format.ts'
import { membersQuery } from '../../models/team.ts'
import { PRIORITY_LABELS, STATUS_LABELS, type WorkItemSummary } from '../../models/work-items.ts'
import { workUrl } from './use-work.ts'

export function Rows({ rows, open, left }: { rows: readonly WorkItemSummary[]; open: string; left: string }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          <Row row={row} isOpen={row.id === open} wasLeft={row.id === left} />
        </li>
      ))}
    </ul>
  )
}

/** What, until when; how it stands, for whom, and who does it. */
function Row({ row, isOpen, wasLeft }: { row: WorkItemSummary; isOpen: boolean; wasLeft: boolean }) {
  const { url } = useLocation()
  const link = useInView(isOpen, wasLeft)
  const isPressing = row.priority === 'URGENT' || row.priority === 'HIGH'
  return (
    <a
      ref={link}
      class="row conversation work-row"
      href={workUrl(url, row.id)}
      data-row
      aria-current={isOpen ? 'true' : undefined}
    >
      <span class="stack none grow">
        <span class="inline">
          <span class="strong grow ellipsis">{row.title}</span>
          {isPressing && <Sign icon={Flag} words={PRIORITY_LABELS[row.priority]} />}
          {row.invoice && <Sign icon={FileText} words={row.invoice.invoice_number ?? 'Draft invoice'} />}
          {row.due_at && (
            <time class={`small nowrap ${isLate(row) ? 'bad' : 'muted'}`} dateTime={row.due_at}>
              {dueInRow(row.due_at)}
            </time>
          )}
        </span>
        <span class="inline small muted">
          <Status status={row.status} />
          <span class="grow ellipsis">{row.contact?.display_name}</span>
        </span>
      </span>
      {row.assigned_to !== null && <Assignee id={row.assigned_to} />}
    </a>
  )
}

/** Its day is over, or the time of its day. */
export const isLate = ({ due_group, due_at }: Pick<WorkItemSummary, 'due_group' | 'due_at'>) =>
  due_group === 'overdue' || (due_group === 'today' && !!due_at?.includes('T') && Date.parse(due_at) < now())

export const Status = ({ status }: { status: WorkItemSummary['status'] }) => (
  <span class={`work-status ${status.toLowerCase()}`}>{STATUS_LABELS[status]}</span>
)

const Sign = ({ icon, words }: { icon: typeof Flag; words: string }) => (
  <span class="sign muted" title={words}>
    <Icon of={icon} />
    <span class="visually-hidden">{words}</span>
  </span>
)

export function Assignee({ id }: { id: string }) {
  const name = useQuery(membersQuery).data?.find(({ user_id }) => user_id === id)?.name
  if (name === undefined) return null
  return (
    <span class="sign" title={`Assigned to ${name}`}>
      <Avatar name={name} />
      <span class="visually-hidden">Assigned to {name}</span>
    </span>
  )
}

/** What is opened is brought into sight; on a phone the list comes back to the row that one came from. */
function useInView(isOpen: boolean, wasLeft: boolean) {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isOpen) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  useEffect(() => {
    if (!wasLeft) return
    link.current?.scrollIntoView({ block: 'center' })
    link.current?.focus({ preventScroll: true })
  }, [])
  return link
}
