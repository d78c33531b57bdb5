import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type MailboxRow, mailboxObject, parseMailbox } from './internal.ts'

/** Another address from now on; the one of before works for two more weeks. One trip. */
export const rotateMailbox = (tenant: TenantDb, id: string): Promise<MailboxRow> =>
  tenant.write(
    { action: 'mailboxes.rotate', id },
    [tenant.db.execute(sql`select app.rotate_mailbox(${id}::uuid)`)],
    mailboxObject,
    parseMailbox,
  )
