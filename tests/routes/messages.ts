import type { Role } from '../../core/domain/permissions.ts'
import { dataOf, mailAddress, maker, on, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { conversation, message } from './conversations.ts'

const inbound = async (b: TeamBusiness, role?: Role) => message(b, await conversation(b, role))

async function outbound(b: TeamBusiness, role?: Role, more: object = {}): Promise<string> {
  const id = await conversation(b, role)
  return (await dataOf(b.owner.post(`/v1/conversations/${id}/messages`, { body_text: 'We come at ten.', ...more }))).id
}
const held = (b: TeamBusiness, role?: Role) => outbound(b, role, { hold_seconds: 60 })
const note = (b: TeamBusiness, role?: Role) => outbound(b, role, { internal: true })

/** As its provider would have refused it. */
async function failed(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await held(b, role)
  await b.stack.admin(
    `with t as materialized (select set_config('app.tenant', $2, true))
       update outbound set status = 'FAILED', send_at = null from t where id = $1`,
    [id, b.tenantId],
  )
  return id
}

async function canceled(b: TeamBusiness, role?: Role): Promise<string> {
  const id = await held(b, role)
  await dataOf(b.owner.post(`/v1/messages/${id}/cancel`, {}))
  return id
}

export default {
  rows: {
    'GET /v1/messages/{id}': { call: on(inbound) },
    'POST /v1/messages/{id}/retry': { call: on(failed), trips: 3, late: on(outbound) },
    'POST /v1/messages/{id}/cancel': { call: on(held), late: on(outbound) },
    'POST /v1/messages/{id}/forward': {
      creates: true,
      call: async (b, role) => {
        const to = mailAddress()
        return { params: { id: await inbound(b, maker(role)) }, body: { to, body_text: 'Can you?' }, mail: to }
      },
      trips: 3,
      texts: {
        body_text: { kept: 'typed', as: 'new_text' },
        to: 'checked',
        'cc.0': 'checked',
        'file_ids.0': 'checked',
      },
      late: async (b, role) => ({ params: { id: await note(b, maker(role)) }, body: { to: mailAddress() } }),
    },
  },
  objects: {
    message: {
      path: '/v1/messages/{id}',
      isUnlisted: true,
      states: { 'that came in': inbound, sent: outbound, held, failed, canceled, note },
      actions: {
        retry: { route: 'POST /v1/messages/{id}/retry' },
        cancel: { route: 'POST /v1/messages/{id}/cancel' },
        forward: { route: 'POST /v1/messages/{id}/forward', body: () => ({ to: mailAddress() }) },
      },
    },
  },
} satisfies Resource
