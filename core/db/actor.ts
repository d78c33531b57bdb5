import { type Action, goesOnWhenClosed } from '../domain/actions.ts'
import { PROFILES } from '../domain/profiles/all.ts'
import { type Need, offByProfile, switchesOf } from '../domain/profiles/switches.ts'

/** Who acts. The tenant is found from this in the database, never named by a client. */
export type Actor =
  | { kind: 'user'; userId: string; orgId: string; sessionId: string | null }
  /** `lease`: who still holds the job; others may no longer act for it. */
  | { kind: 'job'; tenantId: string; key: string; lease: string }
  | { kind: 'portal'; tokenHash: string }
  /** A reviewer of the platform, in the business whose draft it is (C-22). */
  | { kind: 'ops'; userId: string; sessionId: string | null; draftId: string }

/** What follows a request into audit and logs. */
export interface Trace {
  requestId: string
  ip?: string | undefined
}

export interface Idempotency {
  scope: string
  key: string
  hash: string
}

const off = () => offByProfile(PROFILES)

/**
 * The shape app.member reads. What a member does is refused where what it needs is switched off (H-PROF-9), and in a closed
 * business, unless it goes on there.
 */
export function actorJson(actor: Actor, needs: readonly Need[] = [], goesOn = false): Record<string, unknown> {
  switch (actor.kind) {
    case 'user':
      return { user: actor.userId, org: actor.orgId, session: actor.sessionId, off: off(), needs, goes_on: goesOn }
    case 'job':
      return { tenant: actor.tenantId, job: actor.key, lease: actor.lease, off: off() }
    case 'ops':
      return { ops: actor.userId, session: actor.sessionId, draft: actor.draftId, off: off(), needs }
    case 'portal':
      return { token: actor.tokenHash, off: off() }
  }
}

/** For one action. */
export const actorFor = (actor: Actor, action: Action): Record<string, unknown> =>
  actorJson(actor, switchesOf(action), goesOnWhenClosed(action))
