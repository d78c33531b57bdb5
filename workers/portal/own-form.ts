import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubContext } from '../context.ts'

/** Refuses what another site sent (HD1). Our pages send no referrer, so their own forms say `Origin: null`. */
export function refuseForeignForm(c: HubContext, message: string): void {
  const site = c.req.header('Sec-Fetch-Site')
  const origin = c.req.header('Origin')
  const ours = ['null', new URL(c.var.services.settings.APP_ORIGIN).origin, new URL(c.req.url).origin]
  const isForeign = site ? site === 'cross-site' : origin !== undefined && !ours.includes(origin)
  if (isForeign) throw new AppError('FORBIDDEN', message, { hint: 'cross-site' })
}
