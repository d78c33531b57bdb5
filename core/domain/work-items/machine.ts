import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const OPEN = ['NEW', 'IN_PROGRESS', 'NEEDS_APPROVAL', 'WAITING'] as const
const ANY = [...OPEN, 'DONE', 'CANCELED'] as const
export type WorkItemStatus = (typeof ANY)[number]

interface WorkItemFacts {
  status: string
  assigned_to: string | null
  /** Null for one that is gone, too. */
  contact: object | null
  /** Who asks, when he is an agent. */
  agent: string | null
}

/** An agent sees what he made, too, but moves only what is assigned to him (H-RBAC-14). */
const movable: Condition<WorkItemFacts> = {
  holds: ({ agent, assigned_to }) => agent === null || assigned_to === agent,
  sql: (o) => `app.agent() is null or ${o}.assigned_to is not distinct from app.agent()`,
}

/** Somebody can be billed for it. */
const billable: Condition<WorkItemFacts> = {
  holds: ({ contact }) => contact !== null,
  sql: (o) => `app.work_contact(${o}.contact_id) is not null`,
}

const openBut = (status: (typeof OPEN)[number]) => OPEN.filter((each) => each !== status)

/** H-SM-1: all moves between what is open, done from any of it, canceled from anywhere; what is closed is taken up again. */
export const workItemMachine = {
  table: 'work_items',
  initial: 'NEW',
  states: ANY,
  conditions: { movable, billable },
  actions: {
    update: { from: ANY, to: null },
    assign: { from: ANY, to: null },
    put_back: { from: openBut('NEW'), to: 'NEW', guards: ['movable'] },
    start: { from: [...openBut('IN_PROGRESS'), 'DONE', 'CANCELED'], to: 'IN_PROGRESS', guards: ['movable'] },
    ask_approval: { from: openBut('NEEDS_APPROVAL'), to: 'NEEDS_APPROVAL', guards: ['movable'] },
    wait: { from: openBut('WAITING'), to: 'WAITING', guards: ['movable'] },
    complete: { from: OPEN, to: 'DONE', guards: ['movable'] },
    cancel: { from: [...OPEN, 'DONE'], to: 'CANCELED', guards: ['movable'] },
    add_note: { from: ANY, to: null },
    // Without a contact it is a question, not a refusal by its state: the verb asks for one.
    convert_to_invoice: { from: ANY, to: null, offered: 'billable' },
    convert_to_quote: { from: ANY, to: null, offered: 'billable' },
    delete: { from: ANY, to: null },
    archive: { from: ['DONE', 'CANCELED'], to: null, offered: false },
  },
} as const satisfies Machine<WorkItemFacts>

/** What leads to a status. */
export const MOVES = {
  NEW: 'put_back',
  IN_PROGRESS: 'start',
  NEEDS_APPROVAL: 'ask_approval',
  WAITING: 'wait',
  DONE: 'complete',
  CANCELED: 'cancel',
} as const satisfies Record<WorkItemStatus, keyof typeof workItemMachine.actions>

/** What that is besides, to the outside (H-AN-4). */
export const eventsOf = (status: WorkItemStatus): string[] => (status === 'DONE' ? ['work_item.closed'] : [])

/** Done or canceled: no longer to be done by anybody. */
export const isClosed = (status: WorkItemStatus): boolean => status === 'DONE' || status === 'CANCELED'
