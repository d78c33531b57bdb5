import type { Machine } from '../kernel/machine.ts'

/** H-SM-13: a processed event is left alone; one that failed may be tried again. Only the system acts here. */
export const webhookMachine = {
  initial: 'RECEIVED',
  states: ['RECEIVED', 'PROCESSED', 'FAILED'],
  actions: {
    process: { from: ['RECEIVED'], to: 'PROCESSED', permission: 'system' },
    fail: { from: ['RECEIVED'], to: 'FAILED', permission: 'system' },
    reprocess: { from: ['FAILED'], to: 'RECEIVED', permission: 'system' },
  },
} as const satisfies Machine<'system'>
