import type { Action } from './actions.ts'
import { exportMachine } from './archive/export-machine.ts'
import { importMachine } from './archive/import-machine.ts'
import { contactImportMachine } from './contacts/import-machine.ts'
import { contactMachine } from './contacts/machine.ts'
import { conversationMachine } from './conversations/machine.ts'
import { creditNoteMachine } from './credit-notes/machine.ts'
import { aiDraftMachine } from './drafts/machine.ts'
import { expenseMachine } from './expenses/machine.ts'
import { fileMachine } from './files/machine.ts'
import { invitationMachine } from './invitations/machine.ts'
import { invoiceMachine } from './invoices/machine.ts'
import { itemMachine } from './items/machine.ts'
import { type AnyMachine, actionOf } from './kernel/machine.ts'
import { outboundMachine } from './outbound/machine.ts'
import { quoteMachine } from './quotes/machine.ts'
import { recurringInvoiceMachine } from './recurring/machine.ts'
import { taxRateMachine } from './tax-rates/machine.ts'
import { templateMachine } from './templates/machine.ts'
import { workItemMachine } from './work-items/machine.ts'

/** Every machine, by its table; a test holds them against the checks in the database. */
export const MACHINES = {
  contacts: contactMachine,
  contact_imports: contactImportMachine,
  tax_rates: taxRateMachine,
  items: itemMachine,
  files: fileMachine,
  conversations: conversationMachine,
  work_items: workItemMachine,
  outbound: outboundMachine,
  templates: templateMachine,
  expenses: expenseMachine,
  invoices: invoiceMachine,
  quotes: quoteMachine,
  credit_notes: creditNoteMachine,
  recurring_invoices: recurringInvoiceMachine,
  invitations: invitationMachine,
  ai_drafts: aiDraftMachine,
  exports: exportMachine,
  imports: importMachine,
} as const satisfies Record<string, AnyMachine>

export interface Transition {
  machine: AnyMachine
  key: string
}

/** What an action locks and where it leads; null for one that changes no object that has states. */
export const transitionOf = (action: Action): Transition | null => TRANSITIONS.get(action) ?? null

const TRANSITIONS: ReadonlyMap<Action, Transition> = new Map(
  Object.values(MACHINES).flatMap((machine: AnyMachine) =>
    // The key that an action is named after comes last, and so wins over others that belong to it.
    Object.keys(machine.actions)
      .sort((a, b) => Number(isNamesake(machine, a)) - Number(isNamesake(machine, b)))
      .flatMap((key) => {
        const action = actionOf(machine, key)
        return action ? [[action, { machine, key }] as const] : []
      }),
  ),
)

function isNamesake(machine: AnyMachine, key: string): boolean {
  return actionOf(machine, key) === `${machine.table}.${key}`
}
