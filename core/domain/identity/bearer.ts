import type { Claims } from './claims.ts'

/** Who a verified token speaks for. `orgId` is '' when it names no organisation: no business has that, so it is 403 later. */
export interface Bearer {
  userId: string
  orgId: string
  /** Our own sign-in, which can be revoked at once; null for an outside issuer, which looks after its own. */
  sessionId: string | null
}

/** Organisations of the built-in issuer. Clerk's ids have no second underscore, so neither issuer can speak for the other's (AU4). */
export const OWN_ORG_PREFIX = 'org_hub_'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Claims of the built-in issuer: sub, org_id and sid, all three required. Null when they are not of its making. */
export function ownBearer({ sub, org_id, sid }: Claims): Bearer | null {
  if (!isText(sub) || !UUID.test(sub) || !isText(sid) || !UUID.test(sid)) return null
  if (!isText(org_id) || !org_id.startsWith(OWN_ORG_PREFIX)) return null
  return { userId: sub, orgId: org_id, sessionId: sid }
}

/** Claims of a Clerk session. Machine and OAuth tokens have another subject or no session, and are refused (AU4, AU5). */
export function clerkBearer(claims: Claims): Bearer | null {
  const { sub, sid, sts } = claims
  if (!isText(sub) || !/^user_[A-Za-z0-9]+$/.test(sub) || !isText(sid) || !/^sess_[A-Za-z0-9]+$/.test(sid)) return null
  if (sts !== undefined && sts !== 'active') return null
  const orgId = clerkOrganisation(claims)
  if (orgId === null || orgId.startsWith(OWN_ORG_PREFIX)) return null
  return { userId: sub, orgId, sessionId: null }
}

/** Version 2 names the organisation in `o.id`, version 1 in `org_id`; a token that says two different things is refused. */
function clerkOrganisation({ v, o, org_id }: Claims): string | null {
  const second = typeof o === 'object' && o !== null ? (o as Claims).id : undefined
  if (!isTextOrNothing(second) || !isTextOrNothing(org_id)) return null
  if (second !== undefined && org_id !== undefined && second !== org_id) return null
  return (v === 2 ? (second ?? org_id) : org_id) ?? ''
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 200
const isTextOrNothing = (value: unknown): value is string | undefined => value === undefined || isText(value)
