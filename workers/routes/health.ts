import { z } from '@hono/zod-openapi'
import { variablesOf } from '../env.ts'
import { answer } from '../respond.ts'
import { open, route, router } from './declare.ts'

const health = open(
  route('get', '/health', {
    summary: 'Whether this answers, and which version',
    data: z.object({ app: z.string(), version: z.string(), status: z.string() }),
    tags: ['Health'],
  }),
)

export const healthRoutes = router().openapi(health, (c) =>
  answer(c, { app: 'smb-hub', version: variablesOf(c.env).VERSION, status: 'ok' }),
)
