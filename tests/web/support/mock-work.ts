import {
  type ConvertWorkItem,
  type CreateWorkItem,
  type UpdateWorkItem,
  type WorkItem,
  type WorkItemEvent,
  WorkItemSummary,
} from '../../../core/contract/work-items.ts'
import { type Action, can } from '../../../core/domain/actions.ts'
import { MOVES, workItemMachine } from '../../../core/domain/work-items/machine.ts'
import * as maple from './maple.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

const TODAY = '2026-11-20'

/** The work of the canned API. */
export function workAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  if (id === 'counts') return ok({ overdue: 1, today: 2, this_week: 1, later: 1, none: 1 })
  if (!id && method === 'POST') return ok(shown(world, keep(world, made(world, body as CreateWorkItem))), 201)
  if (!id) return ok(world.isEmpty ? [] : listed(world, url).map((each) => summaryOf(shown(world, each))))
  const found = world.workItems.get(id)
  if (!found) return notFound
  if (verb === 'timeline') return ok(world.workEvents.filter(({ of }) => of === id).map(({ of: _, ...event }) => event))
  if (verb === 'notes') {
    const { text } = body as { text: string }
    world.workEvents.unshift(event(id, 'note', 'work_item.add_note', text))
    return ok(shown(world, keep(world, { ...found, version: found.version + 1 })))
  }
  if (verb === 'convert') return converted(world, found, body as ConvertWorkItem)
  if (method === 'DELETE') world.workItems.delete(id)
  if (method === 'DELETE') return ok({ id })
  if (method === 'PATCH') changed(world, found, body as UpdateWorkItem)
  return ok(shown(world, world.workItems.get(id)!))
}

export const event = (of: string, type: WorkItemEvent['type'], action: string, detail: string | null) => ({
  of,
  id: `${of}-${action}-${detail}`,
  type,
  at: '2026-11-20T16:50:00.000Z',
  actor: 'Dana Kowalski',
  action,
  detail,
})

function converted(world: World, found: WorkItem, { target }: ConvertWorkItem): Reply {
  if (target === 'QUOTE') return quoted(world, found)
  const created = found.invoice === null
  const invoice = found.invoice ?? { id: maple.summaries[0]!.id, invoice_number: null }
  keep(world, { ...found, invoice })
  return ok({ invoice_id: invoice.id, created })
}

/** The first of the canned quotes, of this work from now on. */
function quoted(world: World, found: WorkItem): Reply {
  const created = found.quote === null
  const { id, quote_number, status, ...rest } = [...world.quotes.values()][0]!
  world.quotes.set(id, { ...rest, id, quote_number, status, work_item: { id: found.id, title: found.title } })
  keep(world, { ...found, quote: { id, quote_number, status } })
  return ok({ quote_id: id, created })
}

function changed(world: World, found: WorkItem, body: UpdateWorkItem): void {
  const { if_match_version: _, override_warnings: __, due_at, contact_id, checklist, ...changes } = body
  const status = changes.status ?? found.status
  const closed_at = status === 'DONE' || status === 'CANCELED' ? '2026-11-20T16:50:00.000Z' : null
  const next = { ...found, ...changes, closed_at, version: found.version + 1 } as WorkItem
  if (due_at !== undefined) Object.assign(next, dueOf(due_at))
  if (contact_id !== undefined) Object.assign(next, contactOf(contact_id))
  if (checklist) {
    next.checklist = checklist.map(({ text, done = false }) => ({ text, done }))
    Object.assign(next, {
      checklist_count: checklist.length,
      checklist_done: checklist.filter(({ done }) => done).length,
    })
  }
  keep(world, closed_at ? { ...next, due_group: null } : { ...next, due_group: groupOf(next.due_on) })
}

const dueOf = (due_at: string | null | undefined) => ({
  due_at: due_at?.includes('T') ? new Date(due_at).toISOString() : (due_at ?? null),
  due_on: due_at?.slice(0, 10) ?? null,
  due_group: groupOf(due_at?.slice(0, 10) ?? null),
})

function groupOf(day: string | null): WorkItem['due_group'] {
  if (day === null) return 'none'
  if (day < TODAY) return 'overdue'
  return day === TODAY ? 'today' : day <= '2026-11-21' ? 'this_week' : 'later'
}

function contactOf(id: string | null | undefined): Pick<WorkItem, 'contact_id' | 'contact'> {
  const found = maple.contacts.find((contact) => contact.id === id)
  if (!found) return { contact_id: null, contact: null }
  const { display_name, email, phone } = found
  return { contact_id: found.id, contact: { id: found.id, display_name, email, phone } }
}

const made = (world: World, body: CreateWorkItem): WorkItem => ({
  ...[...world.workItems.values()].at(-1)!,
  id: maple.id(950 + world.workItems.size),
  title: body.title,
  description: body.description ?? null,
  type: body.type ?? 'REQUEST',
  priority: body.priority ?? 'NORMAL',
  status: 'NEW',
  conversation_id: body.conversation_id ?? null,
  source: body.conversation_id ? 'INBOX' : 'MANUAL',
  assigned_to: body.assigned_to ?? null,
  ...contactOf(body.contact_id),
  ...dueOf(body.due_at),
})

function listed(world: World, { searchParams }: URL): WorkItem[] {
  const asked = (name: string) => searchParams.get(name)
  const who = asked('assigned_to')
  const wanted = who === 'me' ? 'user_dana' : who === 'nobody' ? null : who
  const q = (asked('q') ?? '').toLowerCase()
  const fits = (name: 'type' | 'priority', each: WorkItem) => !asked(name) || each[name] === asked(name)
  return [...world.workItems.values()].filter(
    (each) =>
      (asked('archived') === 'true') === (each.archived_at !== null) &&
      (!asked('status') || (asked('status') === 'OPEN' ? each.closed_at === null : each.status === asked('status'))) &&
      (!who || each.assigned_to === wanted) &&
      (!asked('due') || each.due_group === asked('due')) &&
      fits('type', each) &&
      fits('priority', each) &&
      `${each.title} ${each.contact?.display_name}`.toLowerCase().includes(q),
  )
}

const summaryOf = (item: WorkItem) => WorkItemSummary.strip().parse(item)

function shown(world: World, item: WorkItem): WorkItem {
  const actions = workItemMachine.actions as Record<string, { from: readonly string[]; offered?: unknown }>
  const allowed_actions = Object.keys(actions).filter((verb) => {
    const { from, offered } = actions[verb]!
    if (offered === false || !from.includes(item.status)) return false
    if (verb.startsWith('convert_to') && item.contact === null) return false
    const isMove = Object.values(MOVES).some((move) => move === verb)
    return can(world.role, `work_items.${isMove ? 'move' : verb}` as Extract<Action, 'work_items.move'>) !== '-'
  })
  return { ...item, allowed_actions }
}

function keep(world: World, item: WorkItem): WorkItem {
  world.workItems.set(item.id, item)
  return item
}
