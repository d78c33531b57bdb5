import { ForwardMessage, Message } from '../../core/contract/conversations.ts'
import { cancelMessage } from '../../core/services/messages/cancel.ts'
import { forwardMessage } from '../../core/services/messages/forward.ts'
import { getMessage } from '../../core/services/messages/get.ts'
import { presentMessage } from '../../core/services/messages/present.ts'
import { retryMessage } from '../../core/services/messages/retry.ts'
import type { HubContext } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf } from './object.ts'

const tags = ['Messages']
const ofMessage = { data: Message, tags }

const get = route('get', '/messages/{id}', { summary: 'Get a message', ...ofMessage })
const retry = route('post', '/messages/{id}/retry', {
  summary: 'Send what did not leave once more',
  ...ofMessage,
})
const cancel = route('post', '/messages/{id}/cancel', { summary: 'Take back what waits', ...ofMessage })
const forward = route('post', '/messages/{id}/forward', {
  summary: 'Send it on to somebody else',
  body: ForwardMessage,
  status: 201,
  ...ofMessage,
})

const message = (c: HubContext) => objectOf(getMessage, presentMessage(c.var.services.fileAddresses))

export const messageRoutes = router()
  .openapi(get, (c) => message(c).get(c))
  .openapi(retry, (c) => message(c).change(c, (tenant, id) => retryMessage(tenant, c.var.services, id)))
  .openapi(cancel, (c) => message(c).change(c, cancelMessage))
  .openapi(forward, async (c) => {
    const input = c.req.valid('json')
    const row = await message(c).attempt(c, (tenant, id) => forwardMessage(tenant, c.var.services, id, input))
    return answer(c, presentMessage(c.var.services.fileAddresses)(row), { status: 201 })
  })
