import { sql } from 'drizzle-orm'
import { moveRecord } from '../../db/records.ts'
import { invoices } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'

export const markSentStep = (tenant: TenantDb, id: string): Step =>
  moveRecord(tenant, 'invoices.send', id, {
    sentAt: sql`coalesce(${invoices.sentAt}, app.now())`,
    lastSentAt: sql`app.now()`,
    sendAt: null,
    claimedUntil: null,
  })
