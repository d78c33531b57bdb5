import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type MessageRow, messageObject, parseMessage } from './internal.ts'

/** Takes back what waits, held or scheduled; once it is going out this is a CONFLICT. One trip. */
export const cancelMessage = (tenant: TenantDb, id: string): Promise<MessageRow> =>
  tenant.write(
    { action: 'messages.cancel', id },
    [tenant.db.execute(sql`select app.cancel_message(${id}::uuid)`)],
    messageObject(id),
    parseMessage,
  )
