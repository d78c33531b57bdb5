import { sql } from 'drizzle-orm'
import { moveRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { parseQuote, type QuoteRow, quoteObject } from './internal.ts'

/**
 * Takes back what was sent, expired or rejected, to be changed: a draft again, with its number. Whoever has a link reads that it is
 * being changed until it goes out anew, and a form that was made before decides nothing.
 */
export function reviseQuote(tenant: TenantDb, id: string, version?: number): Promise<QuoteRow> {
  return tenant.write(
    { action: 'quotes.revise', id, version },
    [
      moveRecord(tenant, 'quotes.revise', id, {
        revision: sql`revision + 1`,
        finalisedAt: null,
        snapshot: null,
        sendAt: null,
        decision: null,
        decidedAt: null,
      }),
    ],
    quoteObject(id),
    parseQuote,
  )
}
