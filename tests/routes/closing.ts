import type { Make, Resource } from '../support/route-row.ts'
import { TEAM_PASSWORD, type TeamBusiness } from '../support/team.ts'

const OPEN = 'closing_id = null, closed_at = null, closed_by = null, kept_until = null'
const CLOSED = `closing_id = gen_random_uuid(), closed_at = app.now(), closed_by = 'x', kept_until = app.now() + interval '30 days'`
const set = (b: TeamBusiness, columns: string) =>
  b.stack.admin(`update app.tenants set ${columns} where id = $1`, [b.tenantId])

/** Whatever was tried, the business goes on for others. */
const opened = (b: TeamBusiness) => set(b, OPEN)
const named = async (b: TeamBusiness) => {
  const [tenant] = await b.stack.admin<{ name: string }>(`select name from app.tenants where id = $1`, [b.tenantId])
  return { body: { name: tenant!.name, password: TEAM_PASSWORD } }
}
const closed: Make = async (b) => {
  await set(b, CLOSED)
  return {}
}

export default {
  rows: {
    'POST /v1/business/close': {
      call: async (b) => {
        await opened(b)
        return named(b)
      },
      // Before and after it compares the password.
      trips: 2,
      texts: { name: 'checked', password: 'checked' },
      restore: opened,
    },
    'POST /v1/business/reopen': {
      call: closed,
      restore: opened,
    },
  },
} satisfies Resource
