import type { Business } from '../../core/contract/business.ts'
import type { ConvertWorkItem, UpdateWorkItem, WorkItem, WorkItemSummary } from '../../core/contract/work-items.ts'
import { MOVES, type WorkItemStatus } from '../../core/domain/work-items/machine.ts'
import { post } from '../api.ts'
import { businessQuery } from './business.ts'
import { deleteLater } from './delete-later.ts'
import { changed, queryClient } from './queries.ts'
import { Resource } from './resource.ts'
import { sentence } from './sentences.ts'
import { showToast, showUndo } from './toasts.ts'

export type { WorkItem, WorkItemSummary }
export const workItems = new Resource('work_item', '/v1/work-items', {
  shows: ['contact', 'quote', 'invoice', 'conversation'],
})
export const workTimeline = (id: string) => workItems.part(id, 'timeline')

export const STATUS_LABELS: Record<WorkItemStatus, string> = {
  NEW: 'New',
  IN_PROGRESS: 'In progress',
  NEEDS_APPROVAL: 'Needs approval',
  WAITING: 'Waiting',
  DONE: 'Done',
  CANCELED: 'Canceled',
}
export const TYPE_LABELS: Record<WorkItem['type'], string> = {
  REQUEST: 'Request',
  ORDER: 'Order',
  JOB: 'Job',
  SUPPORT: 'Support',
  ADMIN: 'Admin',
  COLLECTION: 'Collection',
  BOOKKEEPING: 'Bookkeeping',
}
export const PRIORITY_LABELS: Record<WorkItem['priority'], string> = {
  URGENT: 'Urgent',
  HIGH: 'High',
  NORMAL: 'Normal',
  LOW: 'Low',
}
export const choicesOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

/** The one that mostly comes next first. */
const NEXT: Record<WorkItemStatus, WorkItemStatus> = {
  NEW: 'IN_PROGRESS',
  IN_PROGRESS: 'DONE',
  NEEDS_APPROVAL: 'IN_PROGRESS',
  WAITING: 'IN_PROGRESS',
  DONE: 'IN_PROGRESS',
  CANCELED: 'IN_PROGRESS',
}

/** Those that the profile of the business has, in its order. */
export const usedStatuses = (): readonly WorkItemStatus[] =>
  queryClient.getQueryData<Business>(businessQuery.queryKey)?.profile.workflows.work_item_statuses ??
  (Object.keys(STATUS_LABELS) as WorkItemStatus[])

/** The statuses that it can be brought to by whoever is here. */
export function movesOf({ status, allowed_actions }: Pick<WorkItem, 'status' | 'allowed_actions'>): WorkItemStatus[] {
  const all = usedStatuses().filter((to) => allowed_actions.includes(MOVES[to]))
  return all.toSorted((one, other) => Number(other === NEXT[status]) - Number(one === NEXT[status]))
}

type Item = Pick<WorkItem, 'id' | 'version' | 'status' | 'assigned_to' | 'title'>
type Changes = Omit<UpdateWorkItem, 'if_match_version'>

const update = (item: Item, changes: Changes) => workItems.update(item as WorkItem, changes) as Promise<WorkItem>
const failed = (error: unknown) => showToast({ text: `Not done. ${sentence(error)}`, kind: 'failed' })

/** Says what was done, and takes it back; true when it is done. */
async function taken(words: string, work: () => Promise<WorkItem>, undo: (saved: WorkItem) => Promise<unknown>) {
  try {
    const saved = await work()
    showUndo(words, () => void undo(saved).catch(failed))
    return true
  } catch (error) {
    failed(error)
    return false
  }
}

export const moveWork = (item: Item, status: WorkItemStatus) =>
  taken(
    STATUS_LABELS[status],
    () => update(item, { status }),
    (saved) => moveBack(saved, item.status),
  )

/** What is closed is taken up first, and goes on from there to where it was. */
async function moveBack(saved: WorkItem, to: WorkItemStatus): Promise<void> {
  const isThere = workItems.known(saved.id) ?? saved
  const taken = movesOf(isThere).includes(to) ? isThere : await update(isThere, { status: 'IN_PROGRESS' })
  if (taken.status !== to) await update(taken, { status: to })
}

export const assignWork = (item: Item, assigned_to: string | null, words: string) =>
  taken(
    words,
    () => update(item, { assigned_to }),
    (saved) => update(saved, { assigned_to: item.assigned_to }),
  )

/** One property, with the way back to what it was. */
export const setWork = <K extends 'priority' | 'due_at' | 'contact_id' | 'type'>(
  item: WorkItem,
  name: K,
  value: WorkItem[K],
  words: string,
) =>
  taken(
    words,
    () => update(item, { [name]: value, override_warnings: true }),
    (saved) => update(saved, { [name]: item[name], override_warnings: true }),
  )

/** What is typed in place; its error is shown where it is typed. */
export const saveWork = (item: WorkItem, changes: Changes) => update(item, changes)

export const deleteWork = (item: Item) =>
  deleteLater(item.id, `Deleted “${item.title}”`, () => workItems.remove(item.id))

/** What it becomes: drafted once, and then the one that was drafted before. Answers where that opens. */
export async function convertWork(id: string, target: ConvertWorkItem['target']): Promise<string> {
  const { data } = await post('/v1/work-items/:id/convert', { target }, { id })
  for (const kind of ['work_item', 'quote', 'invoice'] as const) changed(kind)
  const [path, made] = 'quote_id' in data ? ['/quotes', data.quote_id] : ['/invoices', data.invoice_id]
  return data.created ? `${path}?edit=${made}` : `${path}/${made}`
}
