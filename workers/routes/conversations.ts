import { z } from '@hono/zod-openapi'
import {
  AssignConversation,
  Conversation,
  ConversationQuery,
  CreateConversation,
  CreateSender,
  MarkConversation,
  Message,
  MessageQuery,
  SenderProposal,
  SendMessage,
  SnoozeConversation,
  UnreadCount,
} from '../../core/contract/conversations.ts'
import { assignConversation } from '../../core/services/conversations/assign.ts'
import { createConversation } from '../../core/services/conversations/create.ts'
import { createSender } from '../../core/services/conversations/create-contact.ts'
import { getConversation } from '../../core/services/conversations/get.ts'
import { listConversations } from '../../core/services/conversations/list.ts'
import { markConversation } from '../../core/services/conversations/mark.ts'
import { closeConversation, openConversation } from '../../core/services/conversations/move.ts'
import { presentConversation } from '../../core/services/conversations/present.ts'
import { proposeSender } from '../../core/services/conversations/sender.ts'
import { snoozeConversation } from '../../core/services/conversations/snooze.ts'
import { countUnread } from '../../core/services/conversations/unread.ts'
import { listMessages } from '../../core/services/messages/list.ts'
import { presentMessage } from '../../core/services/messages/present.ts'
import { sendMessage } from '../../core/services/messages/send.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Conversations']
const ofConversation = { data: Conversation, tags }

const list = route('get', '/conversations', {
  summary: 'List conversations, the one that was written in last first',
  query: ConversationQuery,
  data: z.array(Conversation),
  tags,
})
const unread = route('get', '/conversations/unread', {
  summary: 'How many open ones whoever asks has not seen, a hundred at most',
  data: UnreadCount,
  tags,
})
const create = route('post', '/conversations', {
  summary: 'Write to a contact first',
  body: CreateConversation,
  status: 201,
  ...ofConversation,
})
const get = route('get', '/conversations/{id}', { summary: 'Get a conversation', ...ofConversation })
const messages = route('get', '/conversations/{id}/messages', {
  summary: 'The messages of a conversation, newest first',
  query: MessageQuery,
  data: z.array(Message),
  tags,
})
const send = route('post', '/conversations/{id}/messages', {
  summary: 'Answer in it, now or later, or leave a note for the team',
  body: SendMessage,
  status: 201,
  data: Message,
  tags,
})
const sender = route('get', '/conversations/{id}/sender', {
  summary: 'What an unknown sender says of himself',
  data: SenderProposal,
  tags,
})
const assign = route('post', '/conversations/{id}/assign', {
  summary: 'Give it to a member, or to nobody',
  body: AssignConversation,
  ...ofConversation,
})
const open = route('post', '/conversations/{id}/open', { summary: 'Open it again', ...ofConversation })
const close = route('post', '/conversations/{id}/close', {
  summary: 'Hide it from what is open, until somebody writes in it',
  ...ofConversation,
})
const snooze = route('post', '/conversations/{id}/snooze', {
  summary: 'Hide it until a time, or until somebody writes in it',
  body: SnoozeConversation,
  ...ofConversation,
})
const mark = route('post', '/conversations/{id}/mark', {
  summary: 'Mark it read or unread, for oneself',
  body: MarkConversation,
  ...ofConversation,
})
const createContact = route('post', '/conversations/{id}/create-contact', {
  summary: 'Make its unknown sender a contact',
  body: CreateSender,
  ...ofConversation,
})

const conversation = objectOf(getConversation, presentConversation)

export const conversationRoutes = router()
  .openapi(list, (c) => page(c, listConversations, c.req.valid('query'), presentConversation))
  .openapi(unread, async (c) => answer(c, await countUnread(tenantDb(c))))
  .openapi(create, (c) =>
    conversation.create(c, (tenant, input) => createConversation(tenant, c.var.services, input), c.req.valid('json')),
  )
  .openapi(get, (c) => conversation.get(c))
  .openapi(messages, (c) =>
    page(c, listMessages(c.req.valid('param').id), c.req.valid('query'), presentMessage(c.var.services.fileAddresses)),
  )
  .openapi(send, async (c) => {
    const input = c.req.valid('json')
    const row = await conversation.attempt(c, (tenant, id) => sendMessage(tenant, c.var.services, id, input))
    return answer(c, presentMessage(c.var.services.fileAddresses)(row), { status: 201 })
  })
  .openapi(sender, async (c) => answer(c, await proposeSender(tenantDb(c), c.req.valid('param').id)))
  .openapi(assign, (c) => conversation.change(c, assignConversation, c.req.valid('json')))
  .openapi(open, (c) => conversation.change(c, openConversation))
  .openapi(close, (c) => conversation.change(c, closeConversation))
  .openapi(snooze, (c) => conversation.change(c, snoozeConversation, c.req.valid('json')))
  .openapi(mark, (c) => conversation.change(c, markConversation, c.req.valid('json')))
  .openapi(createContact, (c) => conversation.change(c, createSender, c.req.valid('json')))
