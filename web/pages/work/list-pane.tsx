import { Briefcase, Columns3, List, Plus } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import { Button, LinkButton } from '../../components/button.tsx'
import { PageHeading } from '../../components/heading.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { NoneFits } from '../../components/list-page.tsx'
import { Empty } from '../../components/states.tsx'
import { labels, workWord, workWords } from '../../models/labels.ts'
import { withQuery } from '../../models/navigation.ts'
import { askForWork } from '../../models/new-work.ts'
import { may } from '../../models/permissions.ts'
import { WorkFilters } from './filters.tsx'
import { Rows } from './rows.tsx'
import { type Filters, isFiltered, useGroups, type useWork, workUrl } from './use-work.ts'

export function ListPane({
  list,
  filters,
  open,
  left,
}: {
  list: ReturnType<typeof useWork>
  filters: Filters
  open: string
  left: string
}) {
  const groups = useGroups(list.rows ?? [], filters, list.hasMore)
  return (
    <section class="pane list-pane" aria-label={`${labels.value.work_item_plural}, by due date`}>
      <WorkHeader isBoard={false} />
      <WorkFilters filters={filters} />
      <div class="pane-body">
        <ListFrame pages={list} what={`the ${workWords()}`} flat empty={<None filters={filters} />}>
          {groups.map(({ key, label, rows, count }) => (
            <section key={key} aria-labelledby={`due-${key}`}>
              <h2 class="work-group" id={`due-${key}`}>
                <span class={key === 'overdue' ? 'bad' : undefined}>{label}</span>
                <span class="muted normal">{count !== undefined && (count >= 1000 ? '999+' : count)}</span>
              </h2>
              <Rows rows={rows} open={open} left={left} />
            </section>
          ))}
        </ListFrame>
      </div>
    </section>
  )
}

/** What the page is, how it is looked at, and something new. */
export function WorkHeader({ isBoard }: { isBoard: boolean }) {
  const { url } = useLocation()
  const view = withQuery(workUrl(url), { view: isBoard ? '' : 'board' })
  return (
    <header class="pane-header">
      <div class="grow">
        <PageHeading title={labels.value.work_item_plural} look="title-pane" />
      </div>
      <LinkButton href={view} look="quiet" icon={isBoard ? List : Columns3}>
        {isBoard ? 'List' : 'Board'}
      </LinkButton>
      {may('work_items.create') && (
        <span class="only-desktop">
          <Button icon={Plus} onClick={() => askForWork()}>
            New {workWord()}
          </Button>
        </span>
      )}
    </header>
  )
}

function None({ filters }: { filters: Filters }) {
  if (isFiltered(filters))
    return <NoneFits title={`No ${workWords()} fit`} text="Try another word, or fewer filters." />
  return (
    <Empty
      icon={Briefcase}
      title="Nothing to do"
      actions={
        may('work_items.create') && (
          <Button look="primary" icon={Plus} onClick={() => askForWork()}>
            New {workWord()}
          </Button>
        )
      }
    >
      What is to be done: what is due first stands first. A conversation becomes one by W.
    </Empty>
  )
}
