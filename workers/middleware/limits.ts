import type { MiddlewareHandler } from 'hono'
import { AppError, tooManyRequests } from '../../core/domain/kernel/errors.ts'
import { networkOf } from '../../core/domain/kernel/network-address.ts'
import type { CallKind } from '../../core/services/auth/context.ts'
import { type Rate, take } from '../../durable-objects/limiter/client.ts'
import { Permits } from '../../durable-objects/limiter/permits.ts'
import type { HubContext, HubEnv } from '../context.ts'
import type { RateLimits } from '../env.ts'
import { Refusals } from './refusals.ts'

/** Of a business, whoever of its members calls. */
export const API_RATE: Rate = { limit: 600, seconds: 60 }
/** Of sign-up, sign-in and reset, for each address; as many confirmations of a sign-up. Locally times LIMIT_FACTOR. */
export const SIGN_HOURLY = 30
/** The period of all that the platform counts (wrangler.toml); it does not say how much of it is left. */
const PERIOD_SECONDS = 60

/** What an isolate remembers of limits. */
export class Limits {
  readonly permits = new Permits()
  readonly refusals = new Refusals()
}

/** The caller's address, from the edge alone: X-Forwarded-For is whatever the caller writes (RL1). */
export const addressOf = (c: HubContext) => c.req.header('CF-Connecting-IP') ?? 'unknown'
/** What a limit by address counts. */
export const callerNetwork = (c: HubContext) => networkOf(addressOf(c))

/** Counted by the platform where the request arrives: no call of its own. */
export async function refuseAbove(c: HubContext, limit: keyof RateLimits, key: string): Promise<void> {
  const { success } = await c.env[limit].limit({ key })
  if (!success) throw tooManyRequests(PERIOD_SECONDS, limit)
}

/**
 * 600 a minute for each business. Most requests have a permit at hand. Where it must be asked for, a read asks beside its trip
 * and the refusal wins; a write asks first and is refused before its body is read.
 */
export const apiLimit: MiddlewareHandler<HubEnv> = async (c, next) => {
  const key = `api:${c.var.bearer.orgId}`
  const wait = c.var.services.limits.permits.take(key, (wanted) => take(c.env.LIMITER, key, wanted, API_RATE))
  const isBeside = typeof wait !== 'number' && c.req.method === 'GET'
  if (!isBeside) {
    refuseWhile(await wait)
    return next()
  }
  const asked = Promise.resolve(wait).catch((error: Error) => error)
  await next()
  const answered = await asked
  if (answered === 0) return
  await c.res.body?.cancel()
  // As if nobody had answered yet.
  c.res = undefined
  c.finalized = false
  if (answered instanceof Error) throw answered
  refuseWhile(answered)
}

function refuseWhile(seconds: number): void {
  if (seconds > 0) throw tooManyRequests(seconds, 'api')
}

/** What the database counted as too much is refused at the door for as long as it said: before a password is hashed. */
const callLimit =
  (kind: CallKind): MiddlewareHandler<HubEnv> =>
  async (c, next) => {
    const { refusals } = c.var.services.limits
    const key = `${kind}:${callerNetwork(c)}`
    const wait = refusals.waitOf(key)
    if (wait > 0) throw tooManyRequests(wait, kind)
    await next()
    const { error } = c
    if (error instanceof AppError && error.hint === kind) refusals.remember(key, error.retryAfterSeconds ?? 0)
  }

/** Sign-up, sign-in, reset. */
export const signLimit = callLimit('sign')
/** Counted apart, the confirmation of a sign-up. */
export const linkLimit = callLimit('link')
