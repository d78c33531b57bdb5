import type { Machine } from '../kernel/machine.ts'

const ANY = ['ACTIVE', 'ARCHIVED'] as const

/** An archived rate is never the default: archiving takes that away, and only an active one can be made it. */
export const taxRateMachine = {
  table: 'tax_rates',
  initial: 'ACTIVE',
  states: ANY,
  conditions: {},
  actions: {
    update: { from: ANY, to: null },
    delete: { from: ANY, to: null },
    make_default: { from: ['ACTIVE'], to: null, offered: false },
    archive: { from: ANY, to: 'ARCHIVED', action: 'tax_rates.update', offered: false },
    restore: { from: ANY, to: 'ACTIVE', action: 'tax_rates.update', offered: false },
  },
} as const satisfies Machine<{ status: string }>
