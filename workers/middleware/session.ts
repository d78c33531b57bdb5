import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubContext, HubEnv } from '../context.ts'

const BEARER = /^Bearer ([^\s]+)$/i

/** Whoever comes without a valid token goes no further; the reason is logged, never answered (AU1 to AU6). */
export const session: MiddlewareHandler<HubEnv> = async (c, next) => {
  c.set('bearer', await verifyBearer(c))
  return next()
}

async function verifyBearer(c: HubContext) {
  const token = BEARER.exec(c.req.header('Authorization') ?? '')?.[1]
  if (!token) throw new AppError('UNAUTHORIZED', 'Sign in to continue', { hint: 'no token' })
  return c.var.services.identity.verify(token)
}
