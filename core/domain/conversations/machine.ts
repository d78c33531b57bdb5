import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const ANY = ['OPEN', 'CLOSED', 'SNOOZED'] as const

interface ConversationFacts {
  status: string
  contact_id: string | null
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
  conditions: { ofUnknown },
  actions: {
    assign: { from: ANY, to: null },
    open: { from: ['CLOSED', 'SNOOZED'], to: 'OPEN' },
    close: { from: ['OPEN', 'SNOOZED'], to: 'CLOSED' },
    snooze: { from: ANY, to: 'SNOOZED' },
    wake: { from: ['SNOOZED'], to: 'OPEN', offered: false },
    mark: { from: ANY, to: null },
    create_contact: { from: ANY, to: null, guards: ['ofUnknown'] },
  },
} as const satisfies Machine<ConversationFacts>

/** Hidden until a time; in any other state the time that is kept says nothing. */
export const isSnoozed = ({ status }: { status: string }): boolean => status === 'SNOOZED'
