import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const ANY = ['ACTIVE', 'ARCHIVED'] as const

export interface ContactFacts {
  status: string
  last_merge: object | null
}

/** Another went into it, within the days in which that can be taken back. */
const merged: Condition<ContactFacts> = {
  holds: ({ last_merge }) => last_merge !== null,
  sql: (o) => `app.last_merge(${o}.id) is not null`,
}

/** An archived contact is kept and can be brought back; both are a PATCH of its status. One that was erased is over. */
export const contactMachine = {
  table: 'contacts',
  initial: 'ACTIVE',
  states: [...ANY, 'ERASED'],
  conditions: { merged },
  actions: {
    update: { from: ANY, to: null },
    delete: { from: ANY, to: null },
    merge: { from: ANY, to: null },
    record_consent: { from: ANY, to: null },
    send_statement: { from: ANY, to: null },
    record_advance: { from: ANY, to: null },
    unmerge: { from: ANY, to: null, guards: ['merged'] },
    erase: { from: ANY, to: 'ERASED' },
    archive: { from: ANY, to: 'ARCHIVED', action: 'contacts.update', offered: false },
    restore: { from: ANY, to: 'ACTIVE', action: 'contacts.update', offered: false },
  },
} as const satisfies Machine<ContactFacts>
