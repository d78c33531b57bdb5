import type { Machine } from '../kernel/machine.ts'

/** A text that is used again and again; what was written with it keeps its words. */
export const templateMachine = {
  table: 'templates',
  initial: 'ACTIVE',
  states: ['ACTIVE'],
  conditions: {},
  actions: {
    update: { from: ['ACTIVE'], to: null },
    delete: { from: ['ACTIVE'], to: null },
  },
} as const satisfies Machine<{ status: string }>
