import { newId } from '../../core/db/ids.ts'
import { searchTerms } from '../../core/domain/kernel/text.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { dataOf, mailAddress, maker, on, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeContact } from './contacts.ts'

const isAgent = (role: Role | undefined) => role === 'AGENT' || role === 'DELEGATE'

/** With one message of somebody unknown, as a mail leaves it; an agent's own is one that was given to him. */
export async function conversation(b: TeamBusiness, role?: Role, more: { status?: string } = {}): Promise<string> {
  const id = newId()
  const address = `sender-${id}@example.com`
  await b.stack.admin(
    `with c as (insert into conversations (tenant_id, id, status, from_name, from_address, subject, subject_key, snippet, last_message_at,
         last_direction, assigned_to, created_by, reply_to)
       values ($1, $2, $3, 'Jane Okafor', $4, 'A leak', 'a leak', 'It drips.', app.now(), 'INBOUND', $5, 'job:MAIL_READ', $4))
     insert into search_terms (tenant_id, kind, id, term, field) select $1, 'conversation', $2, term, 'from' from unnest($6::text[]) term`,
    [
      b.tenantId,
      id,
      more.status ?? 'OPEN',
      address,
      isAgent(role) ? b.userIds[role as Role] : null,
      searchTerms(b.tenantId),
    ],
  )
  await message(b, id)
  return id
}

/** One more of its sender. */
export async function message(b: TeamBusiness, conversationId: string): Promise<string> {
  const id = newId()
  await b.stack.admin(
    `insert into messages (tenant_id, id, conversation_id, direction, kind, from_name, from_address, subject, new_text, proven, raw_key,
       received_at, created_by)
     select tenant_id, $2, id, 'INBOUND', 'MESSAGE', from_name, from_address, 'A leak', 'It drips.', 'UNVERIFIED', 'tenant/none', app.now(),
       'job:MAIL_READ' from conversations where tenant_id = $1 and id = $3`,
    [b.tenantId, id, conversationId],
  )
  return id
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()
async function snoozed(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await conversation(b, role)
  await dataOf(b.owner.post(`/v1/conversations/${id}/snooze`, { until: tomorrow() }))
  return id
}
const closed = (b: TeamBusiness, role?: Role) => conversation(b, role, { status: 'CLOSED' })

async function ofContact(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await conversation(b, role)
  await dataOf(b.owner.post(`/v1/conversations/${id}/create-contact`, {}))
  return id
}

export default {
  rows: {
    'GET /v1/conversations': {
      list: {
        add: (b) => conversation(b),
        filters: { status: 'CLOSED', channel: 'SMS', assigned_to: 'me', unread: 'true' },
      },
    },
    'GET /v1/conversations/unread': {},
    'POST /v1/conversations': {
      call: async (b, role) => {
        const email = mailAddress()
        const { id } = await makeContact(b, maker(role), { email })
        return { body: { contact_id: id, subject: 'Your boiler', body_text: 'Shall we come?' }, mail: email }
      },
      trips: 3,
      texts: {
        subject: 'words',
        body_text: 'elsewhere',
        'cc.0': 'checked',
        'file_ids.0': 'checked',
      },
    },
    'GET /v1/conversations/{id}': { call: on(conversation) },
    'GET /v1/conversations/{id}/messages': {
      call: on(conversation),
      list: { of: (b) => conversation(b), add: message },
    },
    'POST /v1/conversations/{id}/messages': {
      creates: true,
      wrong: [{ body_text: 'x', file_ids: ['none'] }],
      call: async (b, role) => {
        const id = await conversation(b, maker(role))
        const to = mailAddress()
        return { params: { id }, body: { body_text: 'We come at ten.', to }, mail: to }
      },
      trips: 3,
      texts: {
        body_text: { kept: 'words', as: 'new_text' },
        subject: 'words',
        to: 'checked',
        'cc.0': 'checked',
        'file_ids.0': 'checked',
      },
      isNeverLate: true,
    },
    'GET /v1/conversations/{id}/sender': { call: on(conversation) },
    'POST /v1/conversations/{id}/assign': {
      call: async (b, role) => ({
        params: { id: await conversation(b, maker(role)) },
        body: { assigned_to: b.userIds.STAFF },
      }),
      isNeverLate: true,
    },
    'POST /v1/conversations/{id}/open': { call: on(closed), late: on(conversation) },
    'POST /v1/conversations/{id}/close': { call: on(conversation), late: on(closed) },
    'POST /v1/conversations/{id}/snooze': {
      call: async (b, role) => ({ params: { id: await conversation(b, maker(role)) }, body: { until: tomorrow() } }),
      isNeverLate: true,
    },
    'POST /v1/conversations/{id}/mark': { call: on(conversation, { unread: true }), isNeverLate: true },
    'POST /v1/live': {
      call: async (b, role) => ({
        body: { page: 'page-of-a-test', conversation_id: await conversation(b, maker(role)) },
      }),
      unknownReference: 404,
      isNeverLate: true,
    },
    'POST /v1/conversations/{id}/create-contact': {
      call: on(conversation, { display_name: 'Jane Okafor' }),
      trips: 2,
      texts: { display_name: 'elsewhere', phone: 'checked' },
      wrong: [{ phone: 'x' }],
      late: on(ofContact, {}),
    },
  },
  references: {
    conversation_id: { make: (b) => conversation(b) },
    seen_message_id: { make: async (b) => message(b, await conversation(b)) },
  },
  objects: {
    conversation: {
      path: '/v1/conversations/{id}',
      states: {
        open: (b, role) => conversation(b, role),
        closed,
        snoozed,
        'of a contact': ofContact,
      },
      actions: {
        reply: { route: 'POST /v1/conversations/{id}/messages', body: { body_text: 'We come at ten.' } },
        note: { route: 'POST /v1/conversations/{id}/messages', body: { body_text: 'Ask Sam.', internal: true } },
        assign: { route: 'POST /v1/conversations/{id}/assign', body: { assigned_to: null } },
        open: { route: 'POST /v1/conversations/{id}/open' },
        close: { route: 'POST /v1/conversations/{id}/close' },
        snooze: { route: 'POST /v1/conversations/{id}/snooze', body: { until: tomorrow() } },
        mark: { route: 'POST /v1/conversations/{id}/mark', body: { unread: false } },
        create_contact: { route: 'POST /v1/conversations/{id}/create-contact', body: {} },
      },
    },
  },
} satisfies Resource
