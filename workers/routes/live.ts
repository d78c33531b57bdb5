import { createRoute, z } from '@hono/zod-openapi'
import { openStream } from '../../durable-objects/live/client.ts'
import { tenantDb } from '../context.ts'
import { REFUSALS, router } from './declare.ts'

const live = createRoute({
  method: 'get',
  path: '/live',
  summary: 'What changes, as server-sent events: kinds and ids, never content',
  tags: ['Home'],
  security: [{ bearer: [] }],
  responses: {
    ...REFUSALS,
    200: {
      description: 'Events named changed; the stream ends itself within a minute and is to be opened again',
      content: { 'text/event-stream': { schema: z.string() } },
    },
  },
})

/** Only who is a member now may listen, and for less than a minute at a time (TI9). Copied, because middleware adds headers. */
export const liveRoutes = router().openapi(live, async (c) => {
  const [entry] = await tenantDb(c).read('home.read')
  const stream = await openStream(c.env.LIVE, entry.tenant_id)
  return new Response(stream.body, stream)
})
