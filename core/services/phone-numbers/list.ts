import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type PhoneNumberRow, parsePhoneNumber } from './internal.ts'

/** The numbers of the business, the oldest first; there are few. One trip. */
export const listPhoneNumbers = (tenant: TenantDb): Promise<PhoneNumberRow[]> =>
  getObject(tenant, 'phone_numbers.read', sql`app.own_phone_numbers()`, (rows) =>
    z.array(z.unknown()).parse(rows).map(parsePhoneNumber),
  )
