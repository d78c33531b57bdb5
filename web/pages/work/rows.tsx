import { FileText, Flag } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { Assignee, Sign, useInView } from '../../components/pane-row.tsx'
import { dueInRow } from '../../models/due-day.ts'
import { now } from '../../models/format.ts'
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
          {isPressing && <Sign muted icon={Flag} words={PRIORITY_LABELS[row.priority]} />}
          {row.invoice && <Sign muted icon={FileText} words={row.invoice.invoice_number ?? 'Draft invoice'} />}
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
