import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const ANY = ['OPEN', 'RUNNING', 'DONE', 'UNDOING', 'UNDONE'] as const

interface ImportFacts {
  status: string
  /** For a day after it was done. */
  undoable: boolean
}

const undoable: Condition<ImportFacts> = {
  holds: (facts) => facts.undoable,
  sql: (o) => `app.may_undo_import(${o}.status, ${o}.finished_at)`,
}

/** Rows come in while it is open; a job makes them contacts, and takes them back. */
export const contactImportMachine = {
  table: 'contact_imports',
  initial: 'OPEN',
  states: ANY,
  conditions: { undoable },
  actions: {
    add_rows: { from: ['OPEN'], to: null },
    start: { from: ['OPEN'], to: 'RUNNING' },
    work: { from: ['RUNNING', 'UNDOING'], to: null, offered: false },
    finish: { from: ['RUNNING'], to: 'DONE', action: null, offered: false },
    undo: { from: ['DONE'], to: 'UNDOING', guards: ['undoable'] },
    finish_undo: { from: ['UNDOING'], to: 'UNDONE', action: null, offered: false },
    delete: { from: ['OPEN'], to: null },
  },
} as const satisfies Machine<ImportFacts>
