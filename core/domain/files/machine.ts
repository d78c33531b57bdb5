import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const ANY = ['PENDING', 'STORED'] as const

const LINKS = ['contact_id', 'quote_id', 'invoice_id', 'message_id', 'work_item_id', 'expense_id'] as const
type FileFacts = { status: string; is_evidence: boolean } & Record<(typeof LINKS)[number], string | null>

/** Nothing that was handed in or approved rests on it. */
const free: Condition<FileFacts> = {
  holds: ({ is_evidence }) => !is_evidence,
  sql: (o) => `not app.is_handed_in(${o}.id)`,
}

/** It belongs to nothing, or never came: a receipt is announced together with its expense. */
const unwanted: Condition<FileFacts> = {
  holds: (file) => file.status === 'PENDING' || LINKS.every((link) => file[link] === null),
  sql: (o) => `${o}.status = 'PENDING' or num_nonnulls(${LINKS.map((link) => `${o}.${link}`).join(', ')}) = 0`,
}

/** A file is pending until its bytes have arrived and were looked at; only then can it be linked (FI1). */
export const fileMachine = {
  table: 'files',
  initial: 'PENDING',
  states: ANY,
  conditions: { free, unwanted },
  actions: {
    store: { from: ['PENDING'], to: 'STORED', action: null, offered: false },
    link: { from: ['STORED'], to: null },
    delete: { from: ANY, to: null, guards: ['free'] },
    forget: { from: ANY, to: null, guards: ['unwanted'], offered: false },
  },
} as const satisfies Machine<FileFacts>

/** Its bytes are there, and can be had. */
export const hasArrived = ({ status }: Pick<FileFacts, 'status'>): boolean => status === 'STORED'
