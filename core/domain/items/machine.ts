import type { Machine } from '../kernel/machine.ts'

const ANY = ['ACTIVE', 'ARCHIVED'] as const

/** An archived item is offered to nobody; what was billed with it keeps what was copied. Both are a PATCH of its status. */
export const itemMachine = {
  table: 'items',
  initial: 'ACTIVE',
  states: ANY,
  conditions: {},
  actions: {
    update: { from: ANY, to: null },
    delete: { from: ANY, to: null },
    archive: { from: ANY, to: 'ARCHIVED', action: 'items.update', offered: false },
    restore: { from: ANY, to: 'ACTIVE', action: 'items.update', offered: false },
  },
} as const satisfies Machine<{ status: string }>
