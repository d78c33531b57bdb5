import { newId } from '../../core/db/ids.ts'
import type { Role } from '../../core/domain/permissions.ts'
import type { Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

/** Of a conversation that is gone; the owner's unless told. */
async function notice(b: TeamBusiness, role: Role = 'OWNER'): Promise<string> {
  const id = newId()
  await b.stack.admin(
    `insert into notices (tenant_id, id, user_id, kind, object_type, object_id) values ($1, $2, $3, 'MESSAGE_RECEIVED', 'conversation', $4)`,
    [b.tenantId, id, b.userIds[role], newId()],
  )
  return id
}

export default {
  rows: {
    'GET /v1/notices': { list: { add: (b) => notice(b), filters: { unread: 'true' } } },
    'GET /v1/notices/settings': {},
    'PATCH /v1/notices/settings': { call: async () => ({ body: { mail: 'NEVER' } }), isNeverLate: true },
    'POST /v1/notices/{id}/mark-read': {
      call: async (b, role) => ({ params: { id: await notice(b, role) }, body: { older: true } }),
      isNeverLate: true,
    },
  },
} satisfies Resource
