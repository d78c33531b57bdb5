import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubEnv } from '../context.ts'

const CONTENT = /^\/files\/(content|message)\//

/** A host of its own for what strangers sent: it delivers files and nothing else, and no other host delivers them (EM9). */
export const filesHost: MiddlewareHandler<HubEnv> = async (c, next) => {
  const { FILES_ORIGIN } = c.var.services.settings
  const url = new URL(c.req.url)
  const isContent = CONTENT.test(url.pathname)
  if (FILES_ORIGIN && (url.origin === FILES_ORIGIN) !== isContent) throw new AppError('NOT_FOUND', 'Not found')
  return next()
}
