import type { Machine } from '../kernel/machine.ts'

const OPEN = ['ACTIVE', 'PAUSED'] as const

/** What is billed again and again: it makes invoices while it is active, and ends by itself after its last period. */
export const recurringInvoiceMachine = {
  table: 'recurring_invoices',
  initial: 'ACTIVE',
  states: ['ACTIVE', 'PAUSED', 'ENDED'],
  conditions: {},
  actions: {
    update: { from: OPEN, to: null },
    pause: { from: ['ACTIVE'], to: 'PAUSED' },
    resume: { from: ['PAUSED'], to: 'ACTIVE' },
    end: { from: OPEN, to: 'ENDED' },
    make: { from: ['ACTIVE'], to: null, offered: false },
    make_last: { from: ['ACTIVE'], to: 'ENDED', offered: false },
    leave_out: { from: ['ACTIVE'], to: null, offered: false },
    leave_out_last: { from: ['ACTIVE'], to: 'ENDED', offered: false },
    stop: { from: ['ACTIVE'], to: 'PAUSED', offered: false },
  },
} as const satisfies Machine<{ status: string }>
