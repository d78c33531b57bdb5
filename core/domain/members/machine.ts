import type { Action } from '../actions.ts'
import type { Machine } from '../kernel/machine.ts'

/** H-SM-12, and back: someone disabled may be enabled again. `accept` is the invited person's, by the token mailed. */
export const memberMachine = {
  initial: 'INVITED',
  states: ['INVITED', 'ACTIVE', 'DISABLED'],
  actions: {
    accept: { from: ['INVITED'], to: 'ACTIVE', permission: 'invitee' },
    update: { from: ['INVITED', 'ACTIVE', 'DISABLED'], to: null, permission: 'members.update' },
    disable: { from: ['ACTIVE'], to: 'DISABLED', permission: 'members.update' },
    enable: { from: ['DISABLED'], to: 'ACTIVE', permission: 'members.update' },
    remove: { from: ['INVITED', 'ACTIVE', 'DISABLED'], to: null, permission: 'members.remove' },
  },
} as const satisfies Machine<Action | 'invitee'>
