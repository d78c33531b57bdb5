export const ROLES = ['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER'] as const
export type MemberRole = (typeof ROLES)[number]
/** H-SM-12 without its beginning: who is invited stands in invitations and is no member yet. */
export const MEMBER_STATUSES = ['ACTIVE', 'DISABLED'] as const
/** As whom a member acts: an AGENT who has been allowed to send (H-RBAC-7) acts as a DELEGATE, and is an AGENT in all else. */
export const ACTING_ROLES = [...ROLES, 'DELEGATE'] as const
export type Role = (typeof ACTING_ROLES)[number]

/** Of what others have he sees nothing (H-RBAC-14). */
export const isAgent = (role: Role): boolean => role === 'AGENT' || role === 'DELEGATE'

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

/** Which levels are enough to look, to make a draft, to change. */
export const SATISFIES: Record<'view' | 'draft' | 'change', readonly Level[]> = {
  view: ['F', 'A', 'D', 'V'],
  draft: ['F', 'A', 'D'],
  change: ['F', 'A'],
}

/** Whether a role may give an invoice another currency than the business's (H-RBAC-16). */
export function mayChooseCurrency(role: Role): boolean {
  return role === 'OWNER' || role === 'ADMIN'
}

/** Whether a member may give a role (invite, promote, demote): only those who lead, and only an OWNER makes an OWNER. */
export function mayGrant(actor: Role, target: Role): boolean {
  return actor === 'OWNER' || (actor === 'ADMIN' && target !== 'OWNER')
}
