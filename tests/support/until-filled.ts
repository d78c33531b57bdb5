import { until } from './api.ts'
import type { TeamBusiness } from './team.ts'

/** No import is at work in it: while one is, whatever else would be written is answered 409. */
export const untilFilled = (b: TeamBusiness) =>
  until(
    () => b.stack.admin(`select from app.tenants where id = $1 and importing is not null`, [b.tenantId]),
    (rows) => rows.length === 0,
  )
