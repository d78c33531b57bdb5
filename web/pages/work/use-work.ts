import { useQuery } from '@tanstack/preact-query'
import type { DueGroup, WorkItemSummary } from '../../../core/contract/work-items.ts'
import { get } from '../../api.ts'
import { withoutHidden } from '../../models/delete-later.ts'
import type { Kind } from '../../models/queries.ts'
import { usePages } from '../../models/use-pages.ts'
import { workItems } from '../../models/work-items.ts'

export const FILTERS = ['status', 'assigned_to', 'priority', 'type', 'due', 'q'] as const
export type Filters = Record<(typeof FILTERS)[number], string>
/** Which is no status of the server: what left the lists a month after it was closed. */
export const ARCHIVED = 'ARCHIVED'

/** The address keeps which part of the work is shown. */
export const filtersOf = (query: Record<string, string>): Filters =>
  Object.fromEntries(FILTERS.map((name) => [name, query[name] ?? ''])) as Filters

export const isFiltered = (filters: Filters) => Object.values(filters).some(Boolean)

/** The page of one piece of work, or of none, with the filters of the address. */
export const workUrl = (url: string, id = '') => {
  const { search } = new URL(url, location.origin)
  return `/work${id && '/'}${id}${search}`
}

/** As the server is asked: what is to be done, unless something else is asked for. */
const queryOf = ({ status, ...filters }: Filters) =>
  status === ARCHIVED ? { ...filters, archived: 'true' } : { ...filters, status: status || 'OPEN' }

export function useWork(filters: Filters) {
  const pages = usePages(workItems.pages(queryOf(filters)))
  return { ...pages, rows: pages.rows && withoutHidden(pages.rows) }
}

export interface Group {
  key: DueGroup | 'closed'
  label: string
  rows: WorkItemSummary[]
  /** Of all there are, when that is known. */
  count: number | undefined
}

const LABELS: Record<Group['key'], string> = {
  overdue: 'Overdue',
  today: 'Today',
  this_week: 'This week',
  later: 'Later',
  none: 'No date',
  closed: 'Closed',
}

const countsOf = (assigned_to: string) => ({
  queryKey: ['/v1/work-items/counts', assigned_to],
  meta: { shows: ['work_item'] as readonly Kind[] },
  queryFn: async () => (await get('/v1/work-items/counts', { query: assigned_to ? { assigned_to } : {} })).data,
})

/** By due date; within a day what has a time comes first, in its order. */
export function useGroups(rows: readonly WorkItemSummary[], filters: Filters, hasMore: boolean): Group[] {
  const { assigned_to, ...others } = filters
  const isWhole = !Object.values(others).some(Boolean)
  const counts = useQuery({ ...countsOf(assigned_to), enabled: isWhole && hasMore }).data
  const grouped = Map.groupBy(rows, (row) => row.due_group ?? 'closed')
  return (Object.keys(LABELS) as Group['key'][]).flatMap((key) => {
    const found = grouped.get(key)
    if (!found) return []
    const count = !hasMore ? found.length : key === 'closed' ? undefined : isWhole ? counts?.[key] : undefined
    return [{ key, label: LABELS[key], rows: found.toSorted(byTime), count }]
  })
}

const placeOf = ({ due_on, due_at }: WorkItemSummary) => `${due_on} ${due_at?.includes('T') ? due_at : '~'}`
function byTime(one: WorkItemSummary, other: WorkItemSummary): number {
  const [a, b] = [placeOf(one), placeOf(other)]
  return a < b ? -1 : a > b ? 1 : 0
}
