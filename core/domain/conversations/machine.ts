import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const ANY = ['OPEN', 'CLOSED', 'SNOOZED'] as const

interface ConversationFacts {
  status: string
  contact_id: string | null
  /** Where an answer goes; empty where none can go. */
  reply_to: string
  /** Since when whoever has the number wants no text message any more. */
  opted_out_at: string | null
}

const answerable: Condition<ConversationFacts> = {
  holds: ({ reply_to, opted_out_at }) => reply_to !== '' && opted_out_at === null,
  sql: (o) => `${o}.reply_to <> '' and ${o}.opted_out_at is null`,
}

const ofUnknown: Condition<ConversationFacts> = {
  holds: ({ contact_id }) => contact_id === null,
  sql: (o) => `${o}.contact_id is null`,
}

/** Closing only hides it (H-SM-8), snoozing for a while: who writes again opens it. */
export const conversationMachine = {
  table: 'conversations',
  initial: 'OPEN',
  states: ANY,
  conditions: { ofUnknown, answerable },
  actions: {
    assign: { from: ANY, to: null },
    open: { from: ['CLOSED', 'SNOOZED'], to: 'OPEN' },
    close: { from: ['OPEN', 'SNOOZED'], to: 'CLOSED' },
    snooze: { from: ANY, to: 'SNOOZED' },
    wake: { from: ['SNOOZED'], to: 'OPEN', offered: false },
    mark: { from: ANY, to: null },
    // Another address may be given, so the verb itself asks for none.
    reply: { from: ANY, to: null, action: 'messages.create', offered: 'answerable' },
    forward: { from: ANY, to: null, action: 'messages.forward', offered: false },
    note: { from: ANY, to: null, action: 'messages.annotate' },
    create_contact: { from: ANY, to: null, guards: ['ofUnknown'] },
  },
} as const satisfies Machine<ConversationFacts>

/** Hidden until a time; in any other state the time that is kept says nothing. */
export const isSnoozed = ({ status }: { status: string }): boolean => status === 'SNOOZED'
