import type { Machine } from '../kernel/machine.ts'

/** H-SM-12, its first part: who was invited is no member yet. `accept` is the invited person's, by the token mailed. */
export const invitationMachine = {
  table: 'invitations',
  initial: 'INVITED',
  states: ['INVITED', 'ACCEPTED', 'REVOKED'],
  conditions: {},
  actions: {
    resend: { from: ['INVITED'], to: null },
    revoke: { from: ['INVITED'], to: 'REVOKED' },
    accept: { from: ['INVITED'], to: 'ACCEPTED', action: null },
  },
} as const satisfies Machine<{ status: string }>

/** The status to show at `now`: an invitation that nobody took in time is over, though nothing wrote that down. */
export function invitationStatus(invitation: { status: string; expiresAt: string }, now: string): string {
  const isOver = new Date(invitation.expiresAt) <= new Date(now)
  return invitation.status === invitationMachine.initial && isOver ? 'EXPIRED' : invitation.status
}
