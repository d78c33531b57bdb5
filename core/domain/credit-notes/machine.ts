import { type DocumentFacts, documentConditions, mailProblems, type Problem } from '../documents/conditions.ts'
import type { Machine } from '../kernel/machine.ts'

export const CREDIT_NOTE_STATUSES = ['DRAFT', 'SENT'] as const

const { unnumbered, held, unheld, addressed } = documentConditions('credit_note')

/** A draft has its place in its invoice already, so it can always be issued; what was issued stays (C-18). */
export const creditNoteMachine = {
  table: 'credit_notes',
  initial: 'DRAFT',
  states: CREDIT_NOTE_STATUSES,
  conditions: { unnumbered, held, unheld, addressed },
  actions: {
    update: { from: ['DRAFT'], to: null, guards: ['unnumbered'] },
    delete: { from: ['DRAFT'], to: null, guards: ['unnumbered'] },
    send: { from: ['DRAFT'], to: 'SENT', guards: ['addressed'] },
    send_again: { from: ['SENT'], to: null, guards: ['unheld'] },
    cancel_send: { from: ['DRAFT', 'SENT'], to: null, guards: ['held'] },
    mark_sent: { from: ['DRAFT'], to: 'SENT' },
    create_link: { from: ['DRAFT', 'SENT'], to: 'SENT' },
    rotate_link: { from: ['SENT'], to: null },
    revoke_link: { from: ['SENT'], to: null },
    annotate: { from: CREDIT_NOTE_STATUSES, to: null, offered: false },
    hold: { from: ['DRAFT'], to: null, guards: ['addressed'], offered: false },
    send_attempted: { from: ['DRAFT'], to: null, guards: ['addressed'], offered: false },
    hold_again: { from: ['SENT'], to: null, guards: ['unheld'], offered: false },
    send_again_attempted: { from: ['SENT'], to: null, offered: false },
  },
} as const satisfies Machine<DocumentFacts>

/** It is out: numbered, frozen, and taken off its invoice. */
export const isIssued = ({ status }: { status: string }): boolean => status === creditNoteMachine.actions.send.to

/** What is missing before it can go out by e-mail. */
export const creditNoteSendProblems = (facts: DocumentFacts): Problem[] => mailProblems(facts)
