import { AppError, tooManyRequests } from '../../core/domain/kernel/errors.ts'
import { type Rate, take } from '../../durable-objects/limiter/client.ts'
import type { HubContext } from '../context.ts'
import { callerNetwork, refuseAbove } from '../middleware/limits.ts'

/** Of whoever guesses from many addresses at once (PT3); a link that is good is never counted. */
const MISSES_RATE: Rate = { limit: 1000, seconds: 60 }
export const GUESSING = 'portalMissOfAll'

/** A link that opens nothing: 30 a minute from one address and some 1,000 from all, answered alike. */
export async function miss(c: HubContext): Promise<never> {
  await refuseAbove(c, 'PORTAL_MISSES', callerNetwork(c))
  const wait = c.var.services.limits.refusals.waitOf(GUESSING)
  if (wait > 0) throw tooManyRequests(wait, GUESSING)
  c.executionCtx.waitUntil(tell(c))
  throw new AppError('NOT_FOUND', 'Link expired')
}

/** After the answer, to the one place that counts them all; this isolate hears when there were enough. */
async function tell(c: HubContext): Promise<void> {
  const { left } = await take(c.env.LIMITER, 'portalMiss:everybody', 1, MISSES_RATE)
  if (left === 0) c.var.services.limits.refusals.remember(GUESSING, MISSES_RATE.seconds)
}
