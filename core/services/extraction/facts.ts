import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import { lessonsOf } from '../../domain/drafts/lessons.ts'
import type { Occasion } from '../../domain/extraction/found.ts'
import type { KnownVendor } from '../../domain/extraction/receipt/receipt.ts'
import { wallClock } from '../../domain/kernel/dates.ts'

const said = z.string().nullish()
/** What `app.corrections` tells. */
export const Corrections = z.array(
  z.object({
    edited: z.array(z.string()),
    read: z.record(z.string(), z.string()),
    lines: z.array(z.object({ name: said, item_id: said, rate: said })),
    vendor_name: z.string().nullable(),
  }),
)

const Facts = z.object({
  corrections: Corrections,
  country: z.string().nullable(),
  timezone: z.string(),
  now: z.string(),
  vendors: z.array(z.object({ name: z.string(), category: z.string().nullable() })),
})
const EXPENSES_MAX = 500

interface Asked {
  received_at?: string | undefined
  country?: string | undefined
}

/** When and where words are read, and what the business has taught: the vendors of its last expenses. One trip. */
export async function extractionFacts(
  tenant: TenantDb,
  asked: Asked = {},
): Promise<{ occasion: Occasion; vendors: readonly KnownVendor[] }> {
  const told = sql`select app.extraction_facts(${EXPENSES_MAX}::int) as facts`
  const [, found] = await tenant.read('drafts.extract', tenant.db.execute<{ facts: unknown }>(told))
  const { country, timezone, now, vendors, corrections } = Facts.parse(found.rows[0]?.facts)
  const at = asked.received_at ?? new Date(now).toISOString()
  const received = /(?:Z|[+-]\d\d:?\d\d)$/u.test(at) ? wallClock(timezone, new Date(at)) : at
  return {
    occasion: { received, country: asked.country ?? country ?? undefined },
    vendors: [...lessonsOf(corrections, vendors).vendors, ...vendors],
  }
}
