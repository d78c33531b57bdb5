import { TABLE } from './action-table.ts'
import { ACTING_ROLES, type Level, levelOf, type Role, SATISFIES } from './permissions.ts'
import type { Right, Row, System } from './rights.ts'

type Table = typeof TABLE
export type Action = keyof Table
/** Those that a member may have the right to. */
export type MemberAction = { [A in Action]: Table[A] extends { may: Right } ? A : never }[Action]
/** Those that write, and so are audited. */
export type WriteAction = { [A in Action]: Table[A] extends { audit: string } ? A : never }[Action]
/** What stands in `app.audit.action`: of the table, and of the sign-in functions in migrations/functions. */
export type AuditName = Table[WriteAction]['audit'] | (typeof IDENTITY_AUDITS | typeof REVIEW_AUDITS)[number]
/** What open pages are told of. */
export type Told = Extract<Table[Action], { tells: string }>['tells']

/** Written by the functions of reviewers, who look at many businesses at once. */
export const REVIEW_AUDITS = ['ai_draft.list'] as const

/** Written by the functions of identity, which have no tenant to enter by. */
export const IDENTITY_AUDITS = [
  'tenant.created',
  'session.create',
  'session.revoke',
  'session.switch',
  'member.join',
  'user.change_password',
  'user.reset_password',
] as const

const rows: Readonly<Record<Action, Row>> = TABLE
export const ACTIONS = (Object.keys(TABLE) as Action[]).filter(
  (action): action is MemberAction => 'may' in rows[action],
)

/** The level at which a role may do an action; '-' is a refusal. 'A' and 'D' hold for objects of his own only. */
export function can(role: Role, action: MemberAction): Level {
  return LEVELS[action][role]
}

/** The roles that may do an action at any level: what `app.enter` and `app.act` are asked to demand. */
export function rolesFor(action: Action): (Role | System)[] {
  const { also = [], of } = rows[action]
  if (of) return rolesFor(of as Action)
  return [...ACTING_ROLES.filter((role) => LEVELS[action][role] !== '-'), ...also]
}

/** Whether a member may do an action to an object: at level A or D only to one that is assigned to or made by him. */
export function mayTouch(role: Role, action: Action, isOwn: boolean): boolean {
  const level = LEVELS[action][role]
  return level === 'F' || level === 'V' || (level !== '-' && isOwn)
}

/** Worked out once: every row of a list asks. */
const LEVELS = mapActions((action) => {
  const levels = ACTING_ROLES.map((role): [Role, Level] => [role, levelAt(role, action)])
  return Object.fromEntries(levels) as Record<Role, Level>
})

function levelAt(role: Role, action: Action): Level {
  const { may, of } = rows[action]
  if (of) return levelAt(role, of as Action)
  if (!may) return '-'
  if ('roles' in may) return may.roles.includes(role) ? 'F' : '-'
  const level = levelOf(role, may.capability)
  return SATISFIES[may.need].includes(level) ? level : '-'
}

function mapActions<T>(each: (action: Action) => T): Record<Action, T> {
  return Object.fromEntries((Object.keys(TABLE) as Action[]).map((action) => [action, each(action)])) as Record<
    Action,
    T
  >
}

/**
 * `allowed_actions` of an object whose state forbids nothing: the verbs of those actions that the role has. Whoever sees
 * the object at level A sees it because it is his own (H-RBAC-14), so that is not asked again.
 */
export function permittedActions(role: Role, actions: readonly Action[]): string[] {
  return actions.filter((action) => mayTouch(role, action, true)).map((action) => action.split('.')[1] ?? action)
}

/** The right to see what open pages are told of. */
const SEEN_BY: Record<Told, MemberAction> = {
  contact: 'contacts.read',
  contact_import: 'contact_imports.read',
  tax_rate: 'tax_rates.read',
  item: 'items.read',
  file: 'files.read',
  template: 'templates.read',
  mailbox: 'mailboxes.read',
  phone_number: 'phone_numbers.read',
  conversation: 'conversations.read',
  work_item: 'work_items.read',
  expense: 'expenses.read',
  invoice: 'invoices.read',
  checkout: 'invoices.read',
  quote: 'quotes.read',
  credit_note: 'credit_notes.read',
  payment: 'payments.read',
  member: 'members.read',
  invitation: 'members.invite',
  business: 'business.read',
  onboarding: 'onboarding.read',
  recurring_invoice: 'recurring_invoices.read',
  stripe_account: 'stripe_account.read',
  export: 'exports.read',
  import: 'imports.read',
  ai_draft: 'ai_drafts.read',
}

/** The kinds of which a role sees every one: of the others it is told that something changed, not what. */
export const kindsSeenWhole = (role: Role): Told[] =>
  (Object.keys(SEEN_BY) as Told[]).filter((kind) => ['F', 'V'].includes(can(role, SEEN_BY[kind])))

/** Whether the owner of a closed business may still do it; what only reads needs no leave. */
export const goesOnWhenClosed = (action: Action): boolean => rows[action].whenClosed === true

export const auditOf = (action: WriteAction): AuditName => TABLE[action].audit
export const eventOf = (action: Action, isReviewer = false): string | undefined =>
  (isReviewer ? rows[action].opsEvent : undefined) ?? rows[action].event
export const toldOf = (action: Action): Told | undefined => rows[action].tells as Told | undefined
