import type { Machine } from '../kernel/machine.ts'

/** All of it is a job's: members only ask for it. */
export const importMachine = {
  table: 'imports',
  initial: 'QUEUED',
  states: ['QUEUED', 'RUNNING', 'READY', 'FAILED'],
  conditions: {},
  actions: {
    work: { from: ['QUEUED', 'RUNNING'], to: 'RUNNING', offered: false },
    finish: { from: ['RUNNING'], to: 'READY', offered: false },
    refuse: { from: ['QUEUED', 'RUNNING'], to: 'RUNNING', offered: false },
    fail: { from: ['RUNNING'], to: 'FAILED', offered: false },
  },
} as const satisfies Machine<{ status: string }>
