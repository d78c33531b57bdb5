import type { Machine } from '../kernel/machine.ts'
import { INVOICE_CONDITIONS, type InvoiceFacts } from './conditions.ts'

const ANY = ['DRAFT', 'SENT', 'VOID'] as const

/** H-SM-3. Internal notes and tags are part of every PATCH in every status, so `annotate` is not offered. */
export const invoiceMachine = {
  table: 'invoices',
  initial: 'DRAFT',
  states: ANY,
  conditions: INVOICE_CONDITIONS,
  actions: {
    update: { from: ['DRAFT'], to: null, guards: ['unnumbered'] },
    delete: { from: ['DRAFT'], to: null, guards: ['unnumbered'] },
    send: { from: ['DRAFT'], to: 'SENT', guards: ['mailable'] },
    send_again: { from: ['SENT'], to: null, guards: ['due', 'unheld'] },
    cancel_send: { from: ['DRAFT', 'SENT'], to: null, guards: ['held'] },
    mark_sent: { from: ['DRAFT'], to: 'SENT', guards: ['issuable'] },
    create_payment_link: { from: ['DRAFT', 'SENT'], to: 'SENT', guards: ['linkable'] },
    rotate_payment_link: { from: ['SENT'], to: null, guards: ['due'] },
    revoke_payment_link: { from: ['SENT'], to: null, guards: ['due'] },
    remind: { from: ['SENT'], to: null, guards: ['due', 'addressed'] },
    pause_reminders: { from: ['SENT'], to: null, guards: ['due'] },
    resume_reminders: { from: ['SENT'], to: null, guards: ['waiting'] },
    promise: { from: ['SENT'], to: null, guards: ['due'] },
    // Money that somebody received is a fact: never offered on a paid invoice, never refused (MO4).
    record_payment: { from: ['SENT'], to: null, action: 'payments.create', offered: 'due' },
    download_receipt: { from: ['SENT'], to: null, guards: ['paid'] },
    annotate: { from: ANY, to: null, offered: false },
    void: { from: ['DRAFT', 'SENT'], to: 'VOID', guards: ['unsettled'] },
    create_credit_note: { from: ['SENT'], to: null, guards: ['creditable'], action: 'credit_notes.create' },
    revise: { from: ['SENT'], to: null, guards: ['creditable'] },
    write_off: { from: ['SENT'], to: null, guards: ['due'] },
    reverse_write_off: { from: ['SENT'], to: null, guards: ['writtenOff'] },
    hold: { from: ['DRAFT'], to: null, guards: ['mailable'], offered: false },
    send_attempted: { from: ['DRAFT'], to: null, guards: ['mailable'], offered: false },
    hold_again: { from: ['SENT'], to: null, guards: ['due', 'unheld'], offered: false },
    send_again_attempted: { from: ['SENT'], to: null, guards: ['due'], offered: false },
    remind_attempted: { from: ['SENT'], to: null, guards: ['due', 'addressed'], offered: false },
    collect: { from: ['SENT'], to: null, guards: ['due'], offered: false },
    reverse_payment: { from: ['SENT'], to: null, action: 'payments.reverse', offered: false },
    refund_payment: { from: ['SENT', 'VOID'], to: null, action: 'payments.refund', offered: false },
    refund_by_hand: { from: ['SENT', 'VOID'], to: null, action: 'payments.refund_by_hand', offered: false },
    refund_answered: { from: ['SENT', 'VOID'], to: null, action: 'payments.refund_answered', offered: false },
    apply_unapplied: { from: ['SENT'], to: null, guards: ['due'], action: 'unapplied.apply', offered: false },
    apply_payment: { from: ANY, to: null, action: 'payments.apply', offered: false },
    pay: { from: ['SENT'], to: null, claims: 'checkout_claimed_until', offered: false },
    open_checkout: { from: ['SENT', 'VOID'], to: null, offered: false },
  },
} as const satisfies Machine<InvoiceFacts>
