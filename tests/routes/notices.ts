import { newId } from '../../core/db/ids.ts'
import type { Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'

/** One for the owner, of a conversation that is gone. */
const notice = (b: TeamBusiness) =>
  b.stack.admin(
    `insert into notices (tenant_id, id, user_id, kind, object_type, object_id) values ($1, $2, $3, 'MESSAGE_RECEIVED', 'conversation', $4)`,
    [b.tenantId, newId(), b.userIds.OWNER, newId()],
  )

export default {
  rows: {
    'GET /v1/notices': { list: { add: notice, filters: { unread: 'true' } } },
    'GET /v1/notices/settings': {},
    'PATCH /v1/notices/settings': { call: async () => ({ body: { mail: 'NEVER' } }), isNeverLate: true },
    'POST /v1/notices/mark-read': {
      call: async () => ({ body: { ids: [newId()] } }),
      texts: { 'ids.0': 'elsewhere' },
      isNeverLate: true,
    },
  },
} satisfies Resource
