import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { networkOf } from '../../core/domain/kernel/network-address.ts'
import { takeOne } from '../../durable-objects/limiter/client.ts'
import type { HubContext, HubEnv } from '../context.ts'

/** Requests per window in seconds (DESIGN 8). Locally all are multiplied by LIMIT_FACTOR. */
export const RATES = {
  api: { limit: 600, seconds: 60 },
  sign: { limit: 30, seconds: 3600 },
  portal: { limit: 120, seconds: 60 },
  portalToken: { limit: 60, seconds: 60 },
  portalMiss: { limit: 30, seconds: 60 },
  /** Whoever guesses from many addresses at once (PT3); a link that is good is never counted. */
  portalMissOfAll: { limit: 1000, seconds: 60 },
} as const

/** The caller's address, from the edge alone: X-Forwarded-For is whatever the caller writes (RL1). */
export const addressOf = (c: HubContext) => c.req.header('CF-Connecting-IP') ?? 'unknown'
/** What a limit by address counts. */
export const callerNetwork = (c: HubContext) => networkOf(addressOf(c))

export async function refuseAbove(c: HubContext, kind: keyof typeof RATES, key: string): Promise<void> {
  const { limit, seconds } = RATES[kind]
  const factor = kind === 'sign' ? c.var.services.settings.LIMIT_FACTOR : 1
  const verdict = await takeOne(c.env.LIMITER, `${kind}:${key}`, limit * factor, seconds)
  if (verdict.allowed) return
  throw new AppError('RATE_LIMITED', `Too many requests: wait ${verdict.retryAfterSeconds} seconds`, {
    retryAfterSeconds: verdict.retryAfterSeconds,
    hint: kind,
  })
}

/** 600 a minute for each business, whoever of its members calls. */
export const apiLimit: MiddlewareHandler<HubEnv> = async (c, next) => {
  await refuseAbove(c, 'api', c.var.bearer.orgId)
  return next()
}

/** 30 an hour for each address: sign-up, sign-in, reset. */
export const signLimit: MiddlewareHandler<HubEnv> = async (c, next) => {
  await refuseAbove(c, 'sign', callerNetwork(c))
  return next()
}

/** As often, counted apart, the confirmation of a sign-up: it hashes a password before anything is known of the link. */
export const linkLimit: MiddlewareHandler<HubEnv> = async (c, next) => {
  await refuseAbove(c, 'sign', `link:${callerNetwork(c)}`)
  return next()
}
