import type { Machine } from '../kernel/machine.ts'

/** All of it is a job's: members only ask for it and fetch it. */
export const exportMachine = {
  table: 'exports',
  initial: 'QUEUED',
  states: ['QUEUED', 'RUNNING', 'READY', 'FAILED'],
  conditions: {},
  actions: {
    begin: { from: ['QUEUED'], to: 'RUNNING', offered: false },
    finish: { from: ['RUNNING'], to: 'READY', offered: false },
    fail: { from: ['QUEUED', 'RUNNING'], to: 'FAILED', offered: false },
    rehearse: { from: ['READY'], to: null },
    compare: { from: ['READY'], to: null, offered: false },
    forget: { from: ['READY', 'FAILED'], to: null, offered: false },
  },
} as const satisfies Machine<{ status: string }>
