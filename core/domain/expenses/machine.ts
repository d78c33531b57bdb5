import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'

const ANY = ['DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'] as const
/** What was rejected is mended and submitted again. */
const EDITABLE = ['DRAFT', 'REJECTED'] as const

export interface ExpenseFacts {
  status: string
  expense_date: string | null
  /** In minor units. */
  amount: bigint | number | null
  vendor_contact_id: string | null
  vendor_name: string | null
  notes: string | null
}

/** It has what H-PROF-5 asks for, and says to whom it was paid, or why nobody knows. */
const complete: Condition<ExpenseFacts> = {
  holds: (expense) => submitProblems(expense).length === 0,
  sql: (e) =>
    `${e}.expense_date is not null and ${e}.amount is not null and num_nonnulls(${e}.vendor_contact_id, ${e}.vendor_name, ${e}.notes) > 0`,
}

/** What was spent, or may yet turn out to be. */
export const isSpent = (e: string): string => `${e}.status <> 'REJECTED'`

/** H-SM-10. Who leads decides, over what he spent himself, too: in a business of one there is nobody else (H-RBAC-16). */
export const expenseMachine = {
  table: 'expenses',
  initial: 'DRAFT',
  states: ANY,
  conditions: { complete },
  actions: {
    update: { from: EDITABLE, to: null },
    // What is missing is a question, not a refusal by its state: the verb names it.
    submit: { from: EDITABLE, to: 'SUBMITTED', offered: 'complete' },
    approve: { from: ['SUBMITTED'], to: 'APPROVED' },
    reject: { from: ['SUBMITTED'], to: 'REJECTED' },
    delete: { from: ['DRAFT'], to: null },
  },
} as const satisfies Machine<ExpenseFacts>

interface Problem {
  field: string
  message: string
}

/** What is missing before it can be submitted, each with its field; empty when nothing is. */
export function submitProblems(expense: ExpenseFacts): Problem[] {
  const { expense_date, amount, vendor_contact_id, vendor_name, notes } = expense
  const isNameless = vendor_contact_id === null && vendor_name === null && notes === null
  return [
    ...(expense_date === null ? [{ field: 'expense_date', message: 'Say on which day it was paid' }] : []),
    ...(amount === null ? [{ field: 'amount', message: 'Say how much it was' }] : []),
    ...(isNameless
      ? [{ field: 'vendor_name', message: 'Say to whom it was paid, or in the notes why you cannot' }]
      : []),
  ]
}
