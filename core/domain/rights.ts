import { ACTING_ROLES, type Capability, type Role, type SATISFIES } from './permissions.ts'

/** Who acts without being a member: a job that a verb left behind, the holder of a portal link, a reviewer of the platform (C-22). */
export type System = 'JOB' | 'PORTAL' | 'OPS'

export type Right = { capability: Capability; need: keyof typeof SATISFIES } | { roles: readonly Role[] }

export interface Row {
  /** Whom among the members it is for; without it, for none of them. */
  may?: Right
  /** Who else may. */
  also?: readonly System[]
  /** A step of another action, by whoever may do that: never a right of its own. */
  of?: string
  /** The owner does it in a closed business, too. */
  whenClosed?: true
  /** Its name in the audit; what only reads has none. */
  audit?: string
  /** Its event for the outside (the PRD's names, H-AN). */
  event?: string
  /** Its event in place of that, where a reviewer of the platform does it (H-AN-9). */
  opsEvent?: string
  /** The kind of thing that open pages are told has changed. */
  tells?: string
}

export const view = (capability: Capability): Right => ({ capability, need: 'view' })
export const draft = (capability: Capability): Right => ({ capability, need: 'draft' })
export const change = (capability: Capability): Right => ({ capability, need: 'change' })
export const everyone: Right = { roles: ACTING_ROLES }
export const leaders: Right = { roles: ['OWNER', 'ADMIN'] }
export const office: Right = { roles: ['OWNER', 'ADMIN', 'STAFF'] }
