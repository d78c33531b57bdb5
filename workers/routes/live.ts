import { createRoute, z } from '@hono/zod-openapi'
import { PageHeader, Presence } from '../../core/contract/presence.ts'
import { kindsSeenWhole } from '../../core/domain/actions.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { comeTo } from '../../core/services/conversations/presence.ts'
import { openStream, tellPresence } from '../../durable-objects/live/client.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { REFUSALS, route, router } from './declare.ts'

const tags = ['Home']

const live = createRoute({
  method: 'get',
  path: '/live',
  summary: 'What changes, as server-sent events: kinds, ids of what the role sees all of, never content',
  tags,
  security: [{ bearer: [] }],
  request: { headers: PageHeader },
  responses: {
    ...REFUSALS,
    200: {
      description:
        'Events named changed, and present with who is in the conversation where this page is; the stream ends itself within a minute and is to be opened again; one named replaced ends it because the member opened others since',
      content: { 'text/event-stream': { schema: z.string() } },
    },
  },
})
const presence = route('post', '/live', {
  summary: 'Says in which conversation a page is, so that others who are in it see that',
  body: Presence,
  data: Presence,
  keyless: true,
  tags,
})

/** Only who is a member now may listen, and for less than a minute at a time (TI9). Copied, because middleware adds headers. */
export const liveRoutes = router()
  .openapi(live, async (c) => {
    const [entry] = await tenantDb(c).read('home.read')
    const stream = await openStream(c.env.LIVE, entry.tenant_id, {
      member: c.var.bearer.userId,
      name: c.req.valid('header')['X-Page'] ?? '',
      at: null,
      idsOf: kindsSeenWhole(entry.role as Role),
    })
    if (!stream)
      throw new AppError('RATE_LIMITED', 'Too many pages of this business are open', {
        retryAfterSeconds: 60,
        hint: 'live',
      })
    return new Response(stream.body, stream)
  })
  .openapi(presence, async (c) => {
    const where = c.req.valid('json')
    const { page: name, conversation_id: conversation, state } = where
    const { tenant_id } = await comeTo(tenantDb(c), conversation)
    const at = conversation === null ? null : { conversation, state }
    await tellPresence(c.env.LIVE, tenant_id, { member: c.var.bearer.userId, name, at })
    return answer(c, where)
  })
