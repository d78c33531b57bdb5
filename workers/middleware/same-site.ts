import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubEnv } from '../context.ts'

/**
 * For routes that a cookie authenticates or that set one: a browser must say that our own page asked (HD1). Browsers
 * that do not say so at least name the origin; other programs name neither.
 */
export const sameSite: MiddlewareHandler<HubEnv> = async (c, next) => {
  const site = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const ours = [c.var.services.settings.APP_ORIGIN, new URL(c.req.url).origin]
  const isOwn = site ? site === 'same-origin' || site === 'none' : origin === undefined || ours.includes(origin)
  if (!isOwn) throw new AppError('FORBIDDEN', 'Open SMB Hub itself to do this', { hint: 'cross-site' })
  return next()
}
