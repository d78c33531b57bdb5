import type { Machine } from '../kernel/machine.ts'

/** H-SM-14; `retry` waits for its turn again (schedule.ts), `restart` is a person's second chance after FAILED. */
export const jobMachine = {
  initial: 'QUEUED',
  states: ['QUEUED', 'RUNNING', 'DONE', 'FAILED'],
  actions: {
    run: { from: ['QUEUED'], to: 'RUNNING', permission: 'system' },
    finish: { from: ['RUNNING'], to: 'DONE', permission: 'system' },
    retry: { from: ['RUNNING'], to: 'QUEUED', permission: 'system' },
    fail: { from: ['RUNNING'], to: 'FAILED', permission: 'system' },
    restart: { from: ['FAILED'], to: 'QUEUED', permission: 'system' },
  },
} as const satisfies Machine<'system'>
