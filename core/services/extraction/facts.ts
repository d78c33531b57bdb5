import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Known } from '../../domain/drafts/known.ts'
import { lessonsOf } from '../../domain/drafts/lessons.ts'
import { wallClock } from '../../domain/kernel/dates.ts'

const said = z.string().nullish()
const Correction = z.object({
  edited: z.array(z.string()),
  currency: z.string().nullable(),
  read: z.record(z.string(), z.string()),
  lines: z.array(z.object({ name: said, item_id: said, rate: said })),
  vendor_name: z.string().nullable(),
})

/** What `app.ai_draft_facts` tells. */
export const Facts = z.object({
  country: z.string().nullable(),
  timezone: z.string(),
  now: z.string(),
  currency: z.string(),
  vendors: z.array(z.object({ name: z.string(), category: z.string().nullable() })),
  items: z.array(z.object({ id: z.string(), name: z.string(), unit: z.string().nullable(), rate: z.string() })),
  corrections: z.array(Correction),
})
export type Facts = z.infer<typeof Facts>

const ITEMS_MAX = 200
/** What is known of a business before anything is read for it. */
export const factsQuery = sql`app.ai_draft_facts(${ITEMS_MAX}::int)`

interface Asked {
  received_at?: string | undefined
  country?: string | undefined
}

/** When and where words are read, and what the business has taught. One trip. */
export async function loadKnown(tenant: TenantDb, asked: Asked = {}): Promise<Known> {
  const told = tenant.db.execute<{ facts: unknown }>(sql`select ${factsQuery} as facts`)
  const [, found] = await tenant.read('drafts.extract', told)
  return knownOf(Facts.parse(found.rows[0]?.facts), asked)
}

/** When and where words were written, which is where the business is unless they say, and what it has taught. */
export function knownOf(facts: Facts, asked: Asked = {}): Known {
  const { country, timezone, currency, vendors, items, now, corrections } = facts
  const at = asked.received_at ?? now
  const lessons = lessonsOf(corrections, vendors)
  return {
    occasion: {
      received: LOCAL.test(at) ? at : wallClock(timezone, new Date(at)),
      country: asked.country ?? country ?? undefined,
    },
    currency,
    lessons,
    vendors: [...lessons.vendors, ...vendors],
    items: items.map((item) => ({ ...item, currency })),
  }
}

/** Without a zone it is of the wall clock of the business. */
const LOCAL = /^\d{4}-\d\d-\d\dT[\d:.]+$/u
