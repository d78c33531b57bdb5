import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const ANY = ['PENDING', 'STORED'] as const

interface FileFacts {
  status: string
  contact_id: string | null
  invoice_id: string | null
  message_id: string | null
  work_item_id: string | null
}

const unlinked: Condition<FileFacts> = {
  holds: (file) => [file.contact_id, file.invoice_id, file.message_id, file.work_item_id].every((id) => id === null),
  sql: (o) => `num_nonnulls(${o}.contact_id, ${o}.invoice_id, ${o}.message_id, ${o}.work_item_id) = 0`,
}

/** A file is pending until its bytes have arrived and were looked at; only then can it belong to something (FI1). */
export const fileMachine = {
  table: 'files',
  initial: 'PENDING',
  states: ANY,
  conditions: { unlinked },
  actions: {
    store: { from: ['PENDING'], to: 'STORED', action: null, offered: false },
    link: { from: ['STORED'], to: null },
    delete: { from: ANY, to: null },
    forget: { from: ANY, to: null, guards: ['unlinked'], offered: false },
  },
} as const satisfies Machine<FileFacts>

/** Its bytes are there, and can be had. */
export const hasArrived = ({ status }: FileFacts): boolean => status === 'STORED'
