import { z } from '@hono/zod-openapi'
import { Mailbox } from '../../core/contract/mailboxes.ts'
import { presentMailbox } from '../../core/services/mailboxes/internal.ts'
import { listMailboxes } from '../../core/services/mailboxes/list.ts'
import { rotateMailbox } from '../../core/services/mailboxes/rotate.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const tags = ['Mailboxes']

const list = route('get', '/mailboxes', {
  summary: 'Where mail for the business arrives',
  data: z.array(Mailbox),
  tags,
})
const rotate = route('post', '/mailboxes/{id}/rotate', {
  summary: 'Take another address; the one of before works for 14 more days',
  data: Mailbox,
  tags,
})

const present = (c: HubContext) => presentMailbox(c.var.services.mailDomain)

export const mailboxRoutes = router()
  .openapi(list, async (c) => answer(c, (await listMailboxes(tenantDb(c))).map(present(c))))
  .openapi(rotate, async (c) => answer(c, present(c)(await rotateMailbox(tenantDb(c), c.req.valid('param').id))))
