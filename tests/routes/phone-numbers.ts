import { newId } from '../../core/db/ids.ts'
import { on, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { someNumber } from '../support/text-world.ts'

/** The only one: a business has at most ten. */
async function phoneNumber(b: TeamBusiness): Promise<string> {
  const id = newId()
  await b.stack.admin(
    `with gone as (delete from app.phone_numbers where tenant_id = $2) insert into app.phone_numbers (phone, id, tenant_id) values ($1, $3, $2)`,
    [someNumber(), b.tenantId, id],
  )
  return id
}

export default {
  rows: {
    'GET /v1/phone-numbers': {},
    'POST /v1/phone-numbers': {
      call: async (b) => {
        await phoneNumber(b)
        return { body: { phone: someNumber() } }
      },
      texts: { phone: 'checked' },
      wrong: [{ phone: '416 555 0100' }, { phone: '+1' }],
    },
    'DELETE /v1/phone-numbers/{id}': { call: on(phoneNumber) },
  },
} satisfies Resource
