import type {
  AssignConversation,
  Conversation,
  CreateSender,
  MarkConversation,
  Message,
  SendMessage,
  SnoozeConversation,
} from '../../../core/contract/conversations.ts'
import { type Action, can } from '../../../core/domain/actions.ts'
import * as maple from './maple.ts'
import * as inbox from './maple-inbox.ts'
import { notFound, ok, type Reply, type World } from './mock-api.ts'

/** The inbox of the canned API. */
export function conversationsAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  if (!id && method === 'POST') {
    const { subject = '' } = body as { subject?: string }
    const begun = { ...[...world.conversations.values()][3]!, id: inbox.messages[0]!.id, subject }
    world.conversations.set(begun.id, begun)
    sent(world, begun, body as Partial<SendMessage>)
    return ok(shown(world, begun), 201)
  }
  if (!id) return ok(world.isEmpty ? [] : listed(world, url).map((each) => shown(world, each)))
  if (id === 'unread') return ok({ count: isOpenUnread(world) })
  const found = world.conversations.get(id)
  if (!found) return notFound
  if (method === 'GET' && verb === 'messages')
    return ok(
      world.messages
        .filter(({ conversation_id }) => conversation_id === id)
        .toSorted((one, other) => other.received_at.localeCompare(one.received_at)),
    )
  if (method === 'POST' && verb === 'messages') return ok(sent(world, found, body as Partial<SendMessage>), 201)
  if (method === 'GET' && verb === 'sender') return ok(proposed(found))
  if (method === 'POST')
    world.conversations.set(id, { ...found, ...changed(found, verb, body), version: found.version + 1 })
  return ok(shown(world, world.conversations.get(id)!))
}

export const mailboxesAnswer = (world: World, method: string): Reply => {
  const { mailbox } = inbox
  const allowed_actions = can(world.role, 'mailboxes.rotate') === '-' ? [] : ['rotate']
  if (method === 'GET') return ok([{ ...mailbox, allowed_actions }])
  return ok({
    ...mailbox,
    address: 'maple-corner-n3w4ddr5@in.smbhub.example',
    aliases: [mailbox.address],
    allowed_actions,
  })
}

/** What the clock of the browser tests shows. */
const NOON = Date.parse('2026-11-20T16:50:00.000Z')
const WAITS = { delivery: 'QUEUED' as const, allowed_actions: ['cancel'] }
const NEVER = {
  sent_at: null,
  delivered_at: null,
  opened_at: null,
  clicked_at: null,
  bounced_at: null,
  complained_at: null,
  failed_at: null,
}

function sent(world: World, conversation: Conversation, given: Partial<SendMessage>): Message {
  const seconds = given.hold_seconds ?? 0
  const message = inbox.messageIn(conversation, {
    direction: 'OUTBOUND',
    internal: given.internal ?? false,
    author: { id: 'user_dana', name: 'Dana Kowalski' },
    to: given.internal ? [] : [{ name: '', address: given.to ?? conversation.from.address }],
    cc: (given.cc ?? []).map((address) => ({ name: '', address })),
    new_text: given.body_text ?? '',
    sender: null,
    raw_url: null,
    received_at: new Date(NOON + world.messages.length).toISOString(),
    ...(given.internal
      ? {}
      : {
          ...WAITS,
          delivery_times: NEVER,
          send_at: given.send_at ?? new Date(NOON + seconds * 1000).toISOString(),
        }),
  })
  world.messages.push(message)
  return message
}

export function messagesAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  const found = world.messages.find((each) => each.id === id)
  if (!found) return notFound
  if (verb === 'forward') {
    const conversation = world.conversations.get(found.conversation_id)!
    return ok(sent(world, conversation, body as Partial<SendMessage>), 201)
  }
  if (verb === 'cancel') Object.assign(found, { delivery: 'CANCELED', send_at: null, allowed_actions: [] })
  if (verb === 'retry')
    Object.assign(found, { delivery: 'SENT', send_at: null, delivery_reason: null, allowed_actions: [] })
  return method === 'GET' || verb ? ok(found) : notFound
}

const isOpenUnread = ({ conversations }: World) =>
  [...conversations.values()].filter(({ status, unread }) => status === 'OPEN' && unread).length

function listed(world: World, { searchParams }: URL): Conversation[] {
  const asked = (name: string) => searchParams.get(name)
  const who = asked('assigned_to')
  const wanted = who === 'me' ? 'user_dana' : who === 'nobody' ? null : who
  const q = (asked('q') ?? '').toLowerCase()
  return [...world.conversations.values()]
    .filter(
      (each) =>
        each.status === (asked('status') ?? 'OPEN') &&
        (!who || each.assigned_to === wanted) &&
        (!asked('unread') || String(each.unread) === asked('unread')) &&
        (!asked('channel') || each.channel === asked('channel')) &&
        `${each.from.name} ${each.from.address} ${each.subject}`.toLowerCase().includes(q),
    )
    .toSorted((one, other) => other.last_message_at.localeCompare(one.last_message_at))
}

function shown(world: World, conversation: Conversation): Conversation {
  const { status, contact } = conversation
  const moves = { OPEN: ['close'], CLOSED: ['open'], SNOOZED: ['open', 'close'] }[status]
  const verbs = ['assign', ...moves, 'snooze', 'mark', 'reply', 'note', ...(contact ? [] : ['create_contact'])]
  const action = (verb: string) =>
    ({ reply: 'messages.create', note: 'messages.annotate' })[verb] ?? `conversations.${verb}`
  const allowed = (verb: string) => can(world.role, action(verb) as Extract<Action, 'conversations.mark'>) !== '-'
  return { ...conversation, allowed_actions: verbs.filter(allowed) }
}

function changed({ from }: Conversation, verb: string, body: unknown): Partial<Conversation> {
  if (verb === 'close') return { status: 'CLOSED', snoozed_until: null }
  if (verb === 'open') return { status: 'OPEN', snoozed_until: null }
  if (verb === 'snooze') return { status: 'SNOOZED', snoozed_until: (body as SnoozeConversation).until }
  if (verb === 'assign') return { assigned_to: (body as AssignConversation).assigned_to }
  if (verb === 'mark') return { unread: (body as MarkConversation).unread }
  const { display_name = from.name, phone = null } = body as CreateSender
  return { contact: { id: maple.contacts[0]!.id, display_name, email: from.address, phone, email_problem: null } }
}

const proposed = ({ from }: Conversation) =>
  from.name === 'Theo Marchetti'
    ? {
        name: { value: 'Theo Marchetti', line: 'Theo Marchetti', confidence: 'HIGH' },
        phone: { value: '+1 647 555 0148', line: '+1 647 555 0148', confidence: 'HIGH' },
        address: { value: '62 Lippincott St', line: '62 Lippincott St. I shut the main valve', confidence: 'MEDIUM' },
      }
    : { name: null, phone: null, address: null }
