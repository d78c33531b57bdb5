import { createRoute, z } from '@hono/zod-openapi'
import { kindsSeenWhole } from '../../core/domain/actions.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { openStream } from '../../durable-objects/live/client.ts'
import { tenantDb } from '../context.ts'
import { REFUSALS, router } from './declare.ts'

const live = createRoute({
  method: 'get',
  path: '/live',
  summary: 'What changes, as server-sent events: kinds, ids of what the role sees all of, never content',
  tags: ['Home'],
  security: [{ bearer: [] }],
  responses: {
    ...REFUSALS,
    200: {
      description:
        'Events named changed; the stream ends itself within a minute and is to be opened again; one named replaced ends it because the member opened others since',
      content: { 'text/event-stream': { schema: z.string() } },
    },
  },
})

/** Only who is a member now may listen, and for less than a minute at a time (TI9). Copied, because middleware adds headers. */
export const liveRoutes = router().openapi(live, async (c) => {
  const [entry] = await tenantDb(c).read('home.read')
  const ids = kindsSeenWhole(entry.role as Role)
  const stream = await openStream(c.env.LIVE, entry.tenant_id, c.var.bearer.userId, ids)
  if (!stream)
    throw new AppError('RATE_LIMITED', 'Too many pages of this business are open', {
      retryAfterSeconds: 60,
      hint: 'live',
    })
  return new Response(stream.body, stream)
})
