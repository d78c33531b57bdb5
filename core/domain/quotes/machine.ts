import type { Machine } from '../kernel/machine.ts'
import { QUOTE_CONDITIONS, type QuoteFacts } from './conditions.ts'
import { QUOTE_STATUSES } from './state.ts'

/** H-SM-2; EXPIRED is SENT after its last day. */
export const quoteMachine = {
  table: 'quotes',
  initial: 'DRAFT',
  states: QUOTE_STATUSES,
  conditions: QUOTE_CONDITIONS,
  actions: {
    update: { from: ['DRAFT'], to: null, guards: ['unfrozen'] },
    delete: { from: ['DRAFT'], to: null, guards: ['unnumbered'] },
    send: { from: ['DRAFT'], to: 'SENT', guards: ['mailable'] },
    send_again: { from: ['SENT'], to: null, guards: ['inTime', 'unheld'] },
    cancel_send: { from: ['DRAFT', 'SENT'], to: null, guards: ['held'] },
    mark_sent: { from: ['DRAFT'], to: 'SENT', guards: ['issuable'] },
    create_link: { from: ['DRAFT', 'SENT'], to: 'SENT', guards: ['linkable'] },
    rotate_link: { from: ['SENT', 'APPROVED'], to: null },
    revoke_link: { from: ['SENT', 'APPROVED', 'REJECTED', 'CONVERTED'], to: null },
    approve: { from: ['SENT'], to: 'APPROVED', guards: ['inTime'] },
    reject: { from: ['SENT'], to: 'REJECTED', guards: ['inTime'] },
    revise: { from: ['DRAFT', 'SENT', 'REJECTED'], to: 'DRAFT', guards: ['frozen'] },
    convert_to_invoice: { from: ['APPROVED'], to: 'CONVERTED' },
    annotate: { from: QUOTE_STATUSES, to: null, offered: false },
    hold: { from: ['DRAFT'], to: null, guards: ['mailable'], offered: false },
    send_attempted: { from: ['DRAFT'], to: null, guards: ['mailable'], offered: false },
    hold_again: { from: ['SENT'], to: null, guards: ['inTime', 'unheld'], offered: false },
    send_again_attempted: { from: ['SENT'], to: null, guards: ['inTime'], offered: false },
  },
} as const satisfies Machine<QuoteFacts>
