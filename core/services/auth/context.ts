import type { SystemDb } from '../../db/system-db.ts'
import type { Bearer } from '../../domain/identity/bearer.ts'
import { THROTTLE } from '../../domain/identity/throttle.ts'
import { AppError, invalid, tooManyRequests } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { networkOf } from '../../domain/kernel/network-address.ts'
import { sha256Hex } from '../secrets.ts'
import type { IdentityMail, IdentityMailer, Passwords, Tokens } from './ports.ts'

/** What the verbs of identity are given: no tenant is known yet, so there is no TenantDb. */
export interface AuthContext {
  system: SystemDb
  passwords: Passwords
  tokens: Tokens
  mailer: IdentityMailer
  caller: Caller
  /** Goes on after the answer, so that its time tells nothing (AU9). */
  later(work: Promise<unknown>): void
}

/** Where a request comes from: kept with the sign-in, the audit row and the count of tries. */
export interface Caller {
  requestId: string
  ip: string | null
  userAgent: string | null
  /** The secret in the browser's long-lived cookie: whether it signed in to an account before. */
  device: string | null
  /** How many calls of a kind may come in an hour from the network that this one comes from. */
  hourly: number
}

export const USER_AGENT_MAX = 300

export const traceOf = ({ requestId, ip, userAgent }: Caller) => ({
  request_id: requestId,
  ip,
  user_agent: userAgent?.slice(0, USER_AGENT_MAX) ?? null,
})

/** By what a caller's tries at a password, and his calls, are counted, as app.try_keys and app.count_call read it. */
export const askerOf = async ({ ip, device, hourly }: Caller) => ({
  network: networkOf(ip ?? ''),
  device: device === null ? null : await sha256Hex(device),
  hourly,
})

/** The rules of tries for this caller, as app.begin_try and app.fail_try take them; a sign-in that asks is counted alone. */
export const tryRules = async (caller: Caller, session: string | null = null) =>
  JSON.stringify({ ...THROTTLE, ...(await askerOf(caller)), session })

/** The answer is the same whatever the mail said, so that a refusal tells nothing about the account. */
export async function mailOrThrow({ mailer, caller }: AuthContext, mail: IdentityMail): Promise<void> {
  if (await mailer.send(mail, `${mail.kind}:${caller.requestId}`)) return
  throw new AppError('PROVIDER_ERROR', 'The mail could not be sent: check the address and try again')
}

/** Sign-ins of an outside issuer are managed there. */
export function ownSession(bearer: Bearer): string {
  if (bearer.sessionId === null) throw new AppError('FORBIDDEN', 'This sign-in is managed by your identity provider')
  return bearer.sessionId
}

/** Refuses when the database answered that this account or address has to wait (AU9). */
export function refuseWhileWaiting(answer: { retry_after?: number }): void {
  if (!answer.retry_after) return
  const retryAfterSeconds = answer.retry_after
  throw new AppError('RATE_LIMITED', `Too many tries: wait ${retryAfterSeconds} seconds`, { retryAfterSeconds })
}

/** What calls of anybody are counted as: the confirmation of a sign-up apart, so that made-up links keep nobody from signing in. */
export type CallKind = 'sign' | 'link'

/** A function that counts calls answers its refusals: raised, they would take the count back. */
export interface Counted {
  too_many?: number
  refused?: string
}

/** Refuses a call that is one too many, or whose `field` the database refused. */
export function refuseCounted<A extends Counted>(answer: A | null, kind: CallKind, field = 'body'): A {
  if (answer?.too_many) throw tooManyRequests(answer.too_many, kind)
  if (answer?.refused) throw invalid(field, answer.refused)
  return answer as A
}

/** The business asked for, if any; what cannot be an id is not found. */
export function tenantOrThrow(id: string | undefined): string | null {
  if (id !== undefined && !isUuid(id)) throw new AppError('NOT_FOUND', 'Not found')
  return id ?? null
}
