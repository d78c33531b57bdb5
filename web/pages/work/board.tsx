import { useQuery } from '@tanstack/preact-query'
import { Ellipsis } from 'lucide-preact'
import type { WorkItemStatus } from '../../../core/domain/work-items/machine.ts'
import { Button } from '../../components/button.tsx'
import { Menu } from '../../components/menu.tsx'
import { Assignee } from '../../components/pane-row.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { businessQuery } from '../../models/business.ts'
import { dueInRow } from '../../models/due-day.ts'
import { labels, workWords } from '../../models/labels.ts'
import { movesOf, moveWork, STATUS_LABELS, usedStatuses, type WorkItemSummary } from '../../models/work-items.ts'
import { WorkFilters } from './filters.tsx'
import { WorkHeader } from './list-pane.tsx'
import { isLate } from './rows.tsx'
import type { Filters, useWork } from './use-work.ts'

const OPEN: readonly WorkItemStatus[] = ['NEW', 'IN_PROGRESS', 'NEEDS_APPROVAL', 'WAITING']

/** The same list in columns; what is dragged, or moved by its menu, changes its status. */
export function Board({ list, filters }: { list: ReturnType<typeof useWork>; filters: Filters }) {
  const rows = list.rows ?? []
  // Asked for, so that the columns follow the profile.
  useQuery(businessQuery)
  const used = usedStatuses()
  const columns = [...OPEN, 'DONE' as const, 'CANCELED' as const].filter(
    (status) => (OPEN.includes(status) && used.includes(status)) || rows.some((row) => row.status === status),
  )
  const drop = (status: WorkItemStatus) => (event: DragEvent) => {
    event.preventDefault()
    const row = rows.find(({ id }) => id === event.dataTransfer?.getData('text/plain'))
    if (row && movesOf(row).includes(status)) void moveWork(row, status)
  }
  return (
    <section class="pane work-board-page" aria-label={`${labels.value.work_item_plural}, by status`}>
      <WorkHeader isBoard />
      <WorkFilters filters={filters} />
      {list.error && <Problem error={list.error} what={`the ${workWords()}`} retry={list.retry} />}
      {!list.rows && !list.error && <SkeletonRows />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls also while it has no cards (WCAG 2.1.1) */}
      <section class="work-board" aria-label="Columns" tabIndex={0}>
        {columns.map((status) => (
          <section
            key={status}
            aria-labelledby={`column-${status}`}
            onDragOver={(event) => event.preventDefault()}
            onDrop={drop(status)}
          >
            <h2 class="work-group" id={`column-${status}`}>
              {STATUS_LABELS[status]}
              <span class="muted normal">{rows.filter((row) => row.status === status).length || ''}</span>
            </h2>
            <ul>
              {rows
                .filter((row) => row.status === status)
                .map((row) => (
                  <Card key={row.id} row={row} />
                ))}
            </ul>
          </section>
        ))}
      </section>
      {list.hasMore && (
        <div class="list-more">
          <Button look="accent" busy={list.isLoadingMore} onClick={list.more}>
            Show more
          </Button>
        </div>
      )}
    </section>
  )
}

function Card({ row }: { row: WorkItemSummary }) {
  const moves = movesOf(row)
  return (
    <li
      class="card work-card"
      draggable={moves.length > 0}
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', row.id)}
    >
      <span class="stack none grow">
        <a class="strong plain-link break" href={`/work/${row.id}`} data-row draggable={false}>
          {row.title}
        </a>
        <span class="small muted ellipsis">{row.contact?.display_name}</span>
        <span class={`small ${isLate(row) ? 'bad' : 'muted'}`}>{dueInRow(row.due_at)}</span>
      </span>
      {row.assigned_to !== null && <Assignee id={row.assigned_to} />}
      <Menu
        look="quiet"
        icon={Ellipsis}
        label={`Move ${row.title}`}
        actions={moves.map((to) => ({ label: STATUS_LABELS[to], run: () => void moveWork(row, to) }))}
      />
    </li>
  )
}
