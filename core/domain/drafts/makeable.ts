import { can } from '../actions.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { mayChooseCurrency, type Role } from '../permissions.ts'
import { isOn } from '../profiles/switches.ts'

/** What is made of each kind of draft. */
export const CREATES = {
  DRAFT_INVOICE: 'invoices.create',
  DRAFT_QUOTE: 'quotes.create',
  DRAFT_EXPENSE: 'expenses.create',
  CREATE_WORK_ITEM: 'work_items.create',
  DRAFT_AR_MESSAGE: 'work_items.create',
} as const satisfies Record<Exclude<Intent, 'NONE'>, string>

/** What a draft says that not everybody may: money other than the business's (H-RBAC-16), whose work it is. */
export const BARS = ['CURRENCY', 'ASSIGNEE'] as const
type Bar = (typeof BARS)[number]

const MAY: Record<Bar, (role: Role | 'OPS') => boolean> = {
  CURRENCY: (role) => role !== 'OPS' && mayChooseCurrency(role),
  // Where a reviewer finds it, somebody of the business wrote it.
  ASSIGNEE: (role) => role === 'OPS' || can(role, 'work_items.assign') === 'F',
}

/** Whether a role that may apply drafts may apply this one, as the verb refuses: `off` is what the business has switched off. */
export function mayMake(
  role: Role | 'OPS',
  { intent, bars, off }: { intent: Intent; bars: readonly Bar[]; off: readonly string[] },
): boolean {
  return intent !== 'NONE' && isOn(CREATES[intent], off) && bars.every((bar) => MAY[bar](role))
}
