/** Who acts. The tenant is found from this in the database, never named by a client. */
export type Actor =
  | { kind: 'user'; userId: string; orgId: string; sessionId: string | null }
  /** `lease`: who still holds the job; others may no longer act for it. */
  | { kind: 'job'; tenantId: string; key: string; lease: string }
  | { kind: 'portal'; tokenHash: string }

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

/** The shape app.member reads. */
export function actorJson(actor: Actor): Record<string, string | null> {
  switch (actor.kind) {
    case 'user':
      return { user: actor.userId, org: actor.orgId, session: actor.sessionId }
    case 'job':
      return { tenant: actor.tenantId, job: actor.key, lease: actor.lease }
    case 'portal':
      return { token: actor.tokenHash }
  }
}
