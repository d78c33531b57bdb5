import { sql } from 'drizzle-orm'
import { callStep } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type BusinessRow, parseBusiness } from '../settings.ts'
import { businessObject } from './get.ts'

/**
 * Opens a closed business again, before its days are over. It goes on from now: reminders, invoices, statements and mails of the
 * days in between are not made up for. One trip.
 */
export const reopenBusiness = (tenant: TenantDb): Promise<BusinessRow> =>
  tenant.write(
    { action: 'business.reopen', id: null },
    callStep(tenant, [sql`app.reopen_business()`]),
    businessObject,
    parseBusiness,
  )
