import { getObject } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type MailboxRow, mailboxObject, parseMailbox } from './internal.ts'

/** Where mail for the business arrives. One trip. */
export const listMailboxes = async (tenant: TenantDb): Promise<MailboxRow[]> => [
  await getObject(tenant, 'mailboxes.read', mailboxObject, parseMailbox),
]
