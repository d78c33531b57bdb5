import { z } from '@hono/zod-openapi'
import {
  AddNote,
  ConvertedWorkItem,
  ConvertWorkItem,
  CreateWorkItem,
  UpdateWorkItem,
  WorkItem,
  WorkItemCounts,
  WorkItemCountsQuery,
  WorkItemEvent,
  WorkItemQuery,
  WorkItemSummary,
} from '../../core/contract/work-items.ts'
import { addNote } from '../../core/services/work-items/add-note.ts'
import { convertWorkItem } from '../../core/services/work-items/convert.ts'
import { countWorkItems } from '../../core/services/work-items/counts.ts'
import { createWorkItem } from '../../core/services/work-items/create.ts'
import { deleteWorkItem } from '../../core/services/work-items/delete.ts'
import { getWorkItem } from '../../core/services/work-items/get.ts'
import { listWorkItems } from '../../core/services/work-items/list.ts'
import { presentSummary, presentWorkItem } from '../../core/services/work-items/present.ts'
import { listWorkItemTimeline } from '../../core/services/work-items/timeline.ts'
import { updateWorkItem } from '../../core/services/work-items/update.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Work items']
const ofWorkItem = { data: WorkItem, tags }

const list = route('get', '/work-items', {
  summary: 'List work, the first to be due first',
  query: WorkItemQuery,
  data: z.array(WorkItemSummary),
  tags,
})
const counts = route('get', '/work-items/counts', {
  summary: 'How much open work is overdue, due today, this week and later',
  query: WorkItemCountsQuery,
  data: WorkItemCounts,
  tags,
})
const create = route('post', '/work-items', {
  summary: 'Create work, also from a conversation',
  body: CreateWorkItem,
  status: 201,
  ...ofWorkItem,
})
const get = route('get', '/work-items/{id}', { summary: 'Get a piece of work', ...ofWorkItem })
const update = route('patch', '/work-items/{id}', {
  summary: 'Edit, assign, or bring to another status',
  body: UpdateWorkItem,
  ...ofWorkItem,
})
const remove = route('delete', '/work-items/{id}', {
  summary: 'Delete a piece of work',
  data: z.object({ id: z.string() }),
  tags,
})
const note = route('post', '/work-items/{id}/notes', { summary: 'Add a note', body: AddNote, ...ofWorkItem })
const convert = route('post', '/work-items/{id}/convert', {
  summary: 'Draft the invoice or the quote of a piece of work, or say which one it is',
  body: ConvertWorkItem,
  data: ConvertedWorkItem,
  tags,
})
const timeline = route('get', '/work-items/{id}/timeline', {
  summary: 'What happened and what was said, newest first',
  data: z.array(WorkItemEvent),
  tags,
})

const workItem = objectOf(getWorkItem, presentWorkItem)

export const workItemRoutes = router()
  .openapi(list, (c) => page(c, listWorkItems, c.req.valid('query'), presentSummary))
  .openapi(counts, async (c) => answer(c, await countWorkItems(tenantDb(c), c.req.valid('query'))))
  .openapi(create, (c) => workItem.create(c, createWorkItem, c.req.valid('json')))
  .openapi(get, (c) => workItem.get(c))
  .openapi(update, (c) => workItem.change(c, updateWorkItem, c.req.valid('json')))
  .openapi(remove, async (c) => answer(c, await workItem.attempt(c, deleteWorkItem)))
  .openapi(note, (c) => workItem.change(c, addNote, c.req.valid('json')))
  .openapi(convert, async (c) => answer(c, await workItem.attempt(c, convertWorkItem, c.req.valid('json'))))
  .openapi(timeline, async (c) => answer(c, await listWorkItemTimeline(tenantDb(c), c.req.valid('param').id)))
