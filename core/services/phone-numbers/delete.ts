import { sql } from 'drizzle-orm'
import { droppedObject, parseDropped } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Gives a number up: what is texted to it reaches nobody here any more. What was written stays. One trip. */
export const deletePhoneNumber = (tenant: TenantDb, id: string): Promise<{ id: string }> =>
  tenant.write(
    { action: 'phone_numbers.delete', id },
    [tenant.db.execute(sql`select app.give_up_phone_number(${id}::uuid)`)],
    droppedObject(id),
    parseDropped,
  )
