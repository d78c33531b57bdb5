import { newId } from '../../core/db/ids.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { dataOf, type Make, type MakeId, maker, on, type Resource, type Texts } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeContact } from './contacts.ts'
import { conversation } from './conversations.ts'

export const makeWorkItem = async (b: TeamBusiness, role: Role = 'OWNER', more: object = {}) =>
  dataOf(b.as[role].post('/v1/work-items', { title: 'Fix the tap', ...more }))

const item: MakeId = async (b, role) => (await makeWorkItem(b, role)).id
const inStatus =
  (status: string): MakeId =>
  async (b, role) => {
    const id = await item(b, role)
    await dataOf(b.owner.patch(`/v1/work-items/${id}`, { status }))
    return id
  }

async function billable(b: TeamBusiness, role?: Role): Promise<string> {
  const { id: contact_id } = await makeContact(b, role)
  return (await makeWorkItem(b, role, { contact_id })).id
}

async function converted(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await billable(b, role)
  await dataOf(b.owner.post(`/v1/work-items/${id}/convert`, { target: 'INVOICE' }))
  return id
}

/** Made by one, and then given to somebody else. */
async function handedOn(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await item(b, role)
  await dataOf(b.owner.patch(`/v1/work-items/${id}`, { assigned_to: b.userIds.VIEWER }))
  return id
}

/** An agent has what he made, unless it is somebody else's already. */
async function copies(b: TeamBusiness, id: string, createdBy: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await b.stack.admin(
    `insert into work_items (tenant_id, id, title, status, contact_id, assigned_to, closed_at, created_by)
     select w.tenant_id, copy, w.title, w.status, w.contact_id, coalesce(w.assigned_to, $3), w.closed_at, $3 from work_items w, unnest($2::uuid[]) copy
     where w.id = $1`,
    [id, ids, createdBy],
  )
  return ids
}

const body = async (b: TeamBusiness, role: Role) => ({
  title: 'Fix the tap',
  description: 'It drips.',
  contact_id: (await makeContact(b, maker(role))).id,
  due_at: '2999-12-04',
  labels_json: { service_address: '1 King Street' },
  checklist: [{ text: 'Bring a washer' }],
})
const create: Make = async (b, role) => ({
  body: { ...(await body(b, role)), conversation_id: await conversation(b, maker(role)) },
})
const update: Make = async (b, role) => ({
  params: { id: await item(b, maker(role)) },
  body: await body(b, role),
})

const texts: Texts = {
  title: 'checked',
  description: 'trimmed',
  'checklist.0.text': 'words',
}

export default {
  rows: {
    'GET /v1/work-items': {
      list: {
        add: async (b) => {
          const contact_id = (await makeContact(b)).id
          const conversation_id = await conversation(b)
          return makeWorkItem(b, 'OWNER', { title: `Fix ${b.tenantId}`, contact_id, conversation_id })
        },
        filters: {
          status: 'DONE',
          type: 'JOB',
          priority: 'URGENT',
          assigned_to: 'me',
          due: 'today',
          archived: 'true',
        },
      },
    },
    'GET /v1/work-items/counts': { call: async () => ({}) },
    'POST /v1/work-items': { call: create, texts, wrong: [{ title: 'Fix it', due_at: '2020-01-01' }] },
    'GET /v1/work-items/{id}': { call: on(item) },
    'PATCH /v1/work-items/{id}': {
      call: update,
      texts,
      wrong: [{ due_at: '2020-01-01' }],
      late: async (b, role) => ({ params: { id: await item(b, maker(role)) }, body: { status: 'NEW' } }),
    },
    'DELETE /v1/work-items/{id}': { call: on(item) },
    'POST /v1/work-items/{id}/notes': {
      call: on(item, { text: 'The cartridge is in.' }),
      texts: { text: 'elsewhere' },
      isNeverLate: true,
    },
    'POST /v1/work-items/{id}/convert': {
      call: on(billable, { target: 'INVOICE' }),
      trips: 2,
      isNeverLate: true,
    },
    'GET /v1/work-items/{id}/timeline': { call: on(item) },
  },
  objects: {
    'work item': {
      path: '/v1/work-items/{id}',
      states: {
        new: item,
        waiting: inStatus('WAITING'),
        'done for a contact': async (b, role) => {
          const id = await billable(b, role)
          await dataOf(b.owner.patch(`/v1/work-items/${id}`, { status: 'DONE' }))
          return id
        },
        canceled: inStatus('CANCELED'),
        converted,
        'handed on': handedOn,
      },
      copies,
      actions: {
        update: { route: 'PATCH /v1/work-items/{id}', body: { title: 'Changed' } },
        assign: { route: 'PATCH /v1/work-items/{id}', body: { assigned_to: null } },
        put_back: { route: 'PATCH /v1/work-items/{id}', body: { status: 'NEW' } },
        start: { route: 'PATCH /v1/work-items/{id}', body: { status: 'IN_PROGRESS' } },
        ask_approval: { route: 'PATCH /v1/work-items/{id}', body: { status: 'NEEDS_APPROVAL' } },
        wait: { route: 'PATCH /v1/work-items/{id}', body: { status: 'WAITING' } },
        complete: { route: 'PATCH /v1/work-items/{id}', body: { status: 'DONE' } },
        cancel: { route: 'PATCH /v1/work-items/{id}', body: { status: 'CANCELED' } },
        add_note: { route: 'POST /v1/work-items/{id}/notes', body: { text: 'Done soon' } },
        convert_to_invoice: { route: 'POST /v1/work-items/{id}/convert', body: { target: 'INVOICE' } },
        convert_to_quote: { route: 'POST /v1/work-items/{id}/convert', body: { target: 'QUOTE' } },
        delete: { route: 'DELETE /v1/work-items/{id}' },
      },
    },
  },
} satisfies Resource
