import type { Machine } from '../kernel/machine.ts'

const ANY = ['ACTIVE', 'ARCHIVED'] as const

/** An archived contact is kept and can be brought back; both are a PATCH of its status. */
export const contactMachine = {
  table: 'contacts',
  initial: 'ACTIVE',
  states: ANY,
  conditions: {},
  actions: {
    update: { from: ANY, to: null },
    delete: { from: ANY, to: null },
    archive: { from: ANY, to: 'ARCHIVED', action: 'contacts.update', offered: false },
    restore: { from: ANY, to: 'ACTIVE', action: 'contacts.update', offered: false },
  },
} as const satisfies Machine<{ status: string }>
