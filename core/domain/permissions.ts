export const ROLES = ['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER'] as const
export type MemberRole = (typeof ROLES)[number]
/** As whom a member acts: an AGENT who has been allowed to send (H-RBAC-7) acts as a DELEGATE, and is an AGENT in all else. */
export const ACTING_ROLES = [...ROLES, 'DELEGATE'] as const
export type Role = (typeof ACTING_ROLES)[number]

/** F full, A only what is his (assigned, or made by him), D drafts of his own, V view, - no. */
export type Level = 'F' | 'A' | 'D' | 'V' | '-'
type Row = Readonly<Record<Role, Level>>

const row = (owner: Level, admin: Level, staff: Level, agent: Level, viewer: Level, delegate = agent): Row => ({
  OWNER: owner,
  ADMIN: admin,
  STAFF: staff,
  AGENT: agent,
  VIEWER: viewer,
  DELEGATE: delegate,
})

/** H-RBAC-1 to H-RBAC-11, every cell. */
export const CAPABILITIES = {
  manage_team: row('F', 'F', '-', '-', '-'),
  manage_settings: row('F', 'F', '-', '-', '-'),
  contacts: row('F', 'F', 'F', 'A', 'V'),
  inbox: row('F', 'F', 'F', 'A', 'V'),
  work_items: row('F', 'F', 'F', 'A', 'V'),
  create_documents: row('F', 'F', 'F', 'D', 'V'),
  send_documents: row('F', 'F', 'F', '-', '-', 'A'),
  record_payments: row('F', 'F', 'F', '-', 'V'),
  expenses: row('F', 'F', 'F', 'A', 'V'),
  approve_drafts: row('F', 'F', 'F', 'A', '-'),
  export: row('F', 'F', '-', '-', '-'),
} as const satisfies Record<string, Row>
export type Capability = keyof typeof CAPABILITIES

/** The cell of H-RBAC: what a role may do with a capability. */
export function levelOf(role: Role, capability: Capability): Level {
  return CAPABILITIES[capability][role]
}

type Need = 'view' | 'draft' | 'change'
type Rule = { capability: Capability; need: Need } | { roles: readonly Role[] }

const view = (capability: Capability): Rule => ({ capability, need: 'view' })
const draft = (capability: Capability): Rule => ({ capability, need: 'draft' })
const change = (capability: Capability): Rule => ({ capability, need: 'change' })
const everyone: Rule = { roles: ACTING_ROLES }
const leaders: Rule = { roles: ['OWNER', 'ADMIN'] }

/** Every action of a member and the cell that decides it. Void is gated by H-RBAC-16 to those who lead. */
const RULES = {
  'contacts.read': view('contacts'),
  'contacts.create': change('contacts'),
  'contacts.update': change('contacts'),
  'contacts.delete': change('contacts'),
  'contacts.timeline': view('contacts'),
  'tax_rates.read': everyone,
  'tax_rates.create': change('manage_settings'),
  'tax_rates.update': change('manage_settings'),
  'tax_rates.delete': change('manage_settings'),
  'invoices.read': view('create_documents'),
  'invoices.create': draft('create_documents'),
  'invoices.update': draft('create_documents'),
  'invoices.delete': draft('create_documents'),
  'invoices.annotate': draft('create_documents'),
  'invoices.download_receipt': view('create_documents'),
  'invoices.send': change('send_documents'),
  'invoices.mark_sent': change('send_documents'),
  'invoices.create_payment_link': change('send_documents'),
  'invoices.revoke_payment_link': change('send_documents'),
  'invoices.rotate_payment_link': change('send_documents'),
  'invoices.void': leaders,
  'payments.read': view('record_payments'),
  'payments.create': change('record_payments'),
  'payments.reverse': change('record_payments'),
  'unapplied.read': view('record_payments'),
  'members.read': everyone,
  'members.invite': change('manage_team'),
  'members.update': change('manage_team'),
  'members.remove': change('manage_team'),
  'invitations.revoke': change('manage_team'),
  'business.read': everyone,
  'business.update': change('manage_settings'),
  'home.read': everyone,
  'stripe_account.read': view('manage_settings'),
  'stripe_account.create': change('manage_settings'),
  'audit.read': view('contacts'),
} as const satisfies Record<string, Rule>
export type Action = keyof typeof RULES
export const ACTIONS = Object.keys(RULES) as Action[]

/** The level at which a role may do an action; '-' is a refusal. 'A' and 'D' hold for objects of his own only. */
export function can(role: Role, action: Action): Level {
  const rule: Rule = RULES[action]
  if ('roles' in rule) return rule.roles.includes(role) ? 'F' : '-'
  const level = levelOf(role, rule.capability)
  return SATISFIES[rule.need].includes(level) ? level : '-'
}

const SATISFIES: Record<Need, readonly Level[]> = {
  view: ['F', 'A', 'D', 'V'],
  draft: ['F', 'A', 'D'],
  change: ['F', 'A'],
}

/** The roles that may do an action at any level: what `app.enter` and `app.act` are asked to demand. */
export function rolesFor(action: Action): Role[] {
  return ACTING_ROLES.filter((role) => can(role, action) !== '-')
}

/** `rolesFor` of every action, as one table. */
export const PERMITTED = tabulate((action) => rolesFor(action))

function tabulate<T>(value: (action: Action) => T): Readonly<Record<Action, T>> {
  const table: Partial<Record<Action, T>> = {}
  for (const action of ACTIONS) table[action] = value(action)
  return table as Record<Action, T>
}

/** Whether a role may give an invoice another currency than the business's (H-RBAC-16). */
export function mayChooseCurrency(role: Role): boolean {
  return role === 'OWNER' || role === 'ADMIN'
}

/** Whether a member may do an action to an object: at level A or D only to one that is assigned to or made by him. */
export function mayTouch(role: Role, action: Action, isOwn: boolean): boolean {
  const level = can(role, action)
  return level === 'F' || level === 'V' || (level !== '-' && isOwn)
}

/** Whether a member may give a role (invite, promote, demote): only those who lead, and only an OWNER makes an OWNER. */
export function mayGrant(actor: Role, target: Role): boolean {
  return actor === 'OWNER' || (actor === 'ADMIN' && target !== 'OWNER')
}

/** Why a change of a member is refused: `null` when it is not (RB2). `to` is the new role, or null when he leaves. */
export function memberChangeRefusal(change: {
  actor: Role
  current: Role
  to: Role | null
  activeOwners: number
  isActive: boolean
}): 'forbidden' | 'last_owner' | null {
  if (!mayGrant(change.actor, change.current)) return 'forbidden'
  if (change.to !== null && !mayGrant(change.actor, change.to)) return 'forbidden'
  const losesOwner = change.current === 'OWNER' && change.to !== 'OWNER' && change.isActive
  return losesOwner && change.activeOwners <= 1 ? 'last_owner' : null
}
